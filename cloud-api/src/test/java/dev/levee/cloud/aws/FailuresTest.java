package dev.levee.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.cloud.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "AccessDenied,                  403, ACCESS_DENIED",
        "AccessDeniedException,         400, ACCESS_DENIED",
        "UnauthorizedOperation,         403, ACCESS_DENIED",
        "ExpiredToken,                  403, EXPIRED_CREDENTIALS",
        "ExpiredTokenException,         400, EXPIRED_CREDENTIALS",
        "RequestExpired,                400, EXPIRED_CREDENTIALS",
        "Throttling,                    400, THROTTLED",
        "ThrottlingException,           400, THROTTLED",
        "RequestLimitExceeded,          503, THROTTLED",
        "SlowDown,                      503, THROTTLED",
        "TooManyRequestsException,      429, THROTTLED",
        "InternalError,                 500, UNAVAILABLE",
        "ServiceUnavailable,            503, UNAVAILABLE",
        "RequestTimeout,                400, UNAVAILABLE",
        "NoSuchEntity,                  404, REJECTED",
        "InvalidPermission.NotFound,    400, REJECTED",
        "SignatureDoesNotMatch,         403, REJECTED",
        "InvalidClientTokenId,          403, REJECTED"
    })
    void meanTheSameWhateverTheServiceCallsThem(String code, int status, FailureKind kind) {
        AwsServiceException failure = AwsServiceException.builder()
                .statusCode(status)
                .requestId("r-1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("words")
                        .build())
                .build();

        assertThat(Failures.of(failure)).satisfies(answer -> {
            assertThat(answer.kind()).isEqualTo(kind);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.message()).isEqualTo("words");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.requestId()).isEqualTo("r-1");
        });
    }

    @Test
    void areUnavailableWhenThereWasNoAnswer() {
        assertThat(Failures.of(SdkClientException.create("Connect timed out")).kind())
                .isEqualTo(FailureKind.UNAVAILABLE);
    }

    @Test
    void keepTheCloudsWordsToThemselves() {
        assertThat(Failures.of(SdkClientException.create("you sent s3cret")).toString())
                .doesNotContain("s3cret");
    }
}
