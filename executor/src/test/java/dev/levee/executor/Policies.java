package dev.levee.executor;

import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Compiled;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.schemas.Command;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.PolicyScope;
import dev.levee.schemas.Topics;
import java.util.List;

/// Policies of tests, and the commands they lead to.
final class Policies {

    static final String BLOCK = "aws-s3-bucket-block-public-access";
    static final String SSH = "aws-ec2-security-group-open-ssh";
    static final String RDS = "aws-rds-instance-deletion-protection";

    private static final Rulebook RULEBOOK = Rulebook.standard();

    static {
        Topics.POLICIES.schema(); // Avro is told then that the records are trusted
    }

    private Policies() {}

    static Policy of(String id, PolicyMode mode, String... controls) {
        return Policy.newBuilder()
                .setId(id)
                .setControls(List.of(controls))
                .setMode(mode)
                .setScope(PolicyScope.newBuilder().build())
                .build();
    }

    static String revision(Policy policy) {
        return switch (CompiledPolicy.compile(policy, RULEBOOK)) {
            case Compiled.Ready(var ready) -> ready.revision();
            case Compiled.Broken(var problems) -> throw new IllegalArgumentException(problems.toString());
        };
    }

    static Command closing(Policy policy, String bucket, String event) {
        return Commands.of(event, policy.getId(), revision(policy), BLOCK, bucket, "arn:aws:s3:::" + bucket);
    }
}
