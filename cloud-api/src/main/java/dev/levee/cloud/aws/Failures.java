package dev.levee.cloud.aws;

import dev.levee.cloud.CloudAnswer.Failure;
import dev.levee.cloud.FailureKind;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What the SDK's exceptions mean. Services name the same thing differently; the names are gathered here.
final class Failures {

    private static final Set<String> ACCESS_DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "AuthorizationErrorException",
            "KMS.AccessDeniedException",
            "KmsAccessDenied",
            "UnauthorizedAccess",
            "UnauthorizedAccessException",
            "UnauthorizedOperation",
            "Client.UnauthorizedOperation");

    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");

    /// Answered with a 4xx though nothing is wrong with the request.
    private static final Set<String> UNAVAILABLE =
            Set.of("RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "Unavailable");

    private Failures() {}

    static Failure of(AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        FailureKind kind = kind(failure, code == null ? "" : code);
        String message = details == null ? null : details.errorMessage();
        return new Failure(
                kind,
                Objects.requireNonNullElse(code, "HTTP " + failure.statusCode()),
                Objects.requireNonNullElse(message, ""),
                failure.statusCode(),
                Objects.requireNonNullElse(failure.requestId(), ""));
    }

    /// No answer: not reached, or too slow.
    static Failure of(SdkClientException failure) {
        String message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return new Failure(FailureKind.UNAVAILABLE, FailureKind.UNAVAILABLE.name(), message, 0, "");
    }

    /// Nothing was sent, and never will be: the SDK found a member missing that it needs for writing the request.
    static boolean isOfTheDocument(SdkClientException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "").startsWith("Unable to marshall request");
    }

    private static FailureKind kind(AwsServiceException failure, String code) {
        if (failure.isThrottlingException()) {
            return FailureKind.THROTTLED;
        }
        if (EXPIRED.contains(code)) {
            return FailureKind.EXPIRED_CREDENTIALS;
        }
        if (ACCESS_DENIED.contains(code)) {
            return FailureKind.ACCESS_DENIED;
        }
        if (failure.statusCode() >= 500 || UNAVAILABLE.contains(code)) {
            return FailureKind.UNAVAILABLE;
        }
        return FailureKind.REJECTED;
    }
}
