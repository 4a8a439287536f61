package dev.levee.sandbox.deploy;

import dev.levee.cloud.CloudAnswer;

/// The cloud refused a part of a stack.
public final class DeploymentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeploymentException(String operation, CloudAnswer.Failure failure) {
        super("%s was refused: %s, %s".formatted(operation, failure.code(), failure.message()));
    }

    DeploymentException(String message, Throwable cause) {
        super(message, cause);
    }
}
