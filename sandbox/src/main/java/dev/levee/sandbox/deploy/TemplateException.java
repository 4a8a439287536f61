package dev.levee.sandbox.deploy;

/// A template that CloudFormation would refuse, or that says what is not known here. The message names the place.
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
