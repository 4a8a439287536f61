package dev.levee.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Unmodified SDK clients that talk to a local AWS.
final class Clients {

    static final String ACCOUNT = "111122223333";
    static final String OTHER_ACCOUNT = "444455556666";
    static final Region REGION = Region.EU_WEST_1;

    private Clients() {}

    static <B extends AwsClientBuilder<B, C>, C> C in(LocalAws aws, B builder) {
        return in(aws, builder, ACCOUNT, REGION);
    }

    static <B extends AwsClientBuilder<B, C>, C> C in(LocalAws aws, B builder, String account, Region region) {
        return builder.endpointOverride(aws.endpoint())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(aws.account(account)))
                .build();
    }

    /// As a session of a role of the usual account, which has to trust that account.
    static <B extends AwsClientBuilder<B, C>, C> C assuming(String role, LocalAws aws, B builder) {
        return inRole(aws, builder, ACCOUNT, "arn:aws:iam::%s:role/%s".formatted(ACCOUNT, role));
    }

    /// A client in a role that the account's admin may assume.
    static <B extends AwsClientBuilder<B, C>, C> C inRole(LocalAws aws, B builder, String account, String roleArn) {
        try (StsClient sts = in(aws, StsClient.builder(), account, REGION)) {
            Credentials key = sts.assumeRole(r -> r.roleArn(roleArn).roleSessionName("test"))
                    .credentials();
            return builder.endpointOverride(aws.endpoint())
                    .region(REGION)
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsSessionCredentials.create(key.accessKeyId(), key.secretAccessKey(), key.sessionToken())))
                    .build();
        }
    }

    /// The call fails with this error of the service.
    static void expect(String code, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error -> {
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(error.statusCode()).isEqualTo(status);
        });
    }
}
