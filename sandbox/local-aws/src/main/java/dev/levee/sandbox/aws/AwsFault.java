package dev.levee.sandbox.aws;

/// An error as the service itself would answer it; the wire protocol gives it its shape.
public final class AwsFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    /// @param code the API's error code, e.g. `NoSuchEntity`
    /// @param status the HTTP status
    public AwsFault(String code, int status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /// What the service says. Same as [#getMessage()], never null.
    public String text() {
        return String.valueOf(getMessage());
    }
}
