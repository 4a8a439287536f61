package dev.levee.cloud.aws;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The SDK remembers the keys it signed with last, in a cache of the whole process that goes by the secret key and
/// cannot be emptied. What is displaced by others is forgotten.
final class SigningKeys {

    /// As many as the cache holds: `SignerUtils` of http-auth-aws.
    private static final int REMEMBERED = 300;

    private SigningKeys() {}

    /// Signs as nobody until nothing else is remembered. Takes some milliseconds.
    static void forget() {
        AwsV4HttpSigner signer = AwsV4HttpSigner.create();
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("https")
                .host("nowhere.invalid")
                .build();
        for (int number = 0; number < REMEMBERED; number++) {
            AwsCredentialsIdentity nobody = AwsCredentialsIdentity.create("nobody", "nobody-" + number);
            signer.sign(signed -> signed.identity(nobody)
                    .request(request)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "nothing")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "nowhere"));
        }
    }
}
