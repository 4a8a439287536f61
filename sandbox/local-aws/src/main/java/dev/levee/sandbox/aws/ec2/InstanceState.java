package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// Where an instance is in its life.
enum InstanceState {
    PENDING(0, "/StartingInstances"),
    RUNNING(16, ""),
    SHUTTING_DOWN(32, "/TerminatingInstances"),
    TERMINATED(48, ""),
    STOPPING(64, "/StoppingInstances"),
    STOPPED(80, "");

    private final int code;
    private final String answer;

    InstanceState(int code, String answer) {
        this.code = code;
        this.answer = answer;
    }

    /// Where the answer to the call that led to this state tells of it.
    String answer() {
        return answer;
    }

    /// The members of an instance in this state.
    ObjectNode members() {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.putObject("State")
                .put("Code", code)
                .put("Name", name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return members;
    }
}
