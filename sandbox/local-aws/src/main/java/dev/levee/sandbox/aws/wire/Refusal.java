package dev.levee.sandbox.aws.wire;

import dev.levee.sandbox.aws.AwsFault;

/// Why a call is turned away at the door. Each kind of service has its own name and status for it.
@SuppressWarnings("ImmutableEnumChecker") // a record of two constants
public enum Refusal {
    UNSIGNED(
            new Code("MissingAuthenticationToken", 403),
            new Code("AuthFailure", 401),
            new Code("MissingAuthenticationTokenException", 400),
            new Code("AccessDenied", 403)),
    UNKNOWN_KEY(
            new Code("InvalidClientTokenId", 403),
            new Code("AuthFailure", 401),
            new Code("UnrecognizedClientException", 400),
            new Code("InvalidAccessKeyId", 403)),
    WRONG_TOKEN(
            new Code("InvalidClientTokenId", 403),
            new Code("AuthFailure", 401),
            new Code("UnrecognizedClientException", 400),
            new Code("InvalidToken", 400)),
    WRONG_SIGNATURE(
            new Code("SignatureDoesNotMatch", 403),
            new Code("AuthFailure", 401),
            new Code("InvalidSignatureException", 400),
            new Code("SignatureDoesNotMatch", 403)),
    EXPIRED(
            new Code("ExpiredToken", 403),
            new Code("RequestExpired", 400),
            new Code("ExpiredTokenException", 400),
            new Code("ExpiredToken", 400)),
    DENIED(
            new Code("AccessDenied", 403),
            new Code("UnauthorizedOperation", 403),
            new Code("AccessDeniedException", 400),
            new Code("AccessDenied", 403)),
    UNKNOWN_OPERATION(
            new Code("InvalidAction", 400),
            new Code("InvalidAction", 400),
            new Code("UnknownOperationException", 400),
            new Code("NotImplemented", 501)),
    MALFORMED(
            new Code("MalformedInput", 400),
            new Code("InvalidRequest", 400),
            new Code("SerializationException", 400),
            new Code("MalformedXML", 400)),
    BROKEN(
            new Code("InternalFailure", 500),
            new Code("InternalError", 500),
            new Code("InternalFailure", 500),
            new Code("InternalError", 500));

    private record Code(String name, int status) {}

    private final Code query;
    private final Code ec2;
    private final Code json;
    private final Code s3;

    Refusal(Code query, Code ec2, Code json, Code s3) {
        this.query = query;
        this.ec2 = ec2;
        this.json = json;
        this.s3 = s3;
    }

    AwsFault ofQuery(String message) {
        return fault(query, message);
    }

    AwsFault ofEc2(String message) {
        return fault(ec2, message);
    }

    AwsFault ofJson(String message) {
        return fault(json, message);
    }

    /// Named as in the other JSON protocol, with the statuses of HTTP.
    AwsFault ofRestJson(String message) {
        return new AwsFault(json.name(), query.status(), message);
    }

    AwsFault ofS3(String message) {
        return fault(s3, message);
    }

    private static AwsFault fault(Code code, String message) {
        return new AwsFault(code.name(), code.status(), message);
    }
}
