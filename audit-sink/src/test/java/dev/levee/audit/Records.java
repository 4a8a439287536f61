package dev.levee.audit;

import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Phase;
import dev.levee.schemas.Snapshot;
import java.time.Instant;
import java.util.Map;

/// Records as the services write them.
final class Records {

    static final String RESOURCE = "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0a1b";

    private static final Instant TIME = Instant.parse("2026-11-21T09:30:00.123Z");

    private Records() {}

    static AuditEvent.Builder audit(String id, AuditStep step) {
        return AuditEvent.newBuilder()
                .setId(id)
                .setTime(TIME)
                .setStep(step)
                .setCommand("mfzwizltoqxgk43fmnzgk5bamq")
                .setEvent("4b1c7d8e-0000-4a5b-9c6d-7e8f90a1b2c3")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setResource(RESOURCE)
                .setControl("aws-ec2-security-group-open-ssh")
                .setPolicy("no-open-admin-ports")
                .setPolicyRevision("7f3a")
                .setActor("arn:aws:iam::111122223333:user/ann")
                .setWriter("executor")
                .setMessage("SSH is closed to the world.")
                .setDetails(Map.of("operation", "ec2:RevokeSecurityGroupIngress"));
    }

    static AuditEvent outcome(String id, OutcomeKind outcome) {
        return audit(id, AuditStep.OUTCOME).setOutcome(outcome).build();
    }

    static Snapshot.Builder snapshot(String id) {
        return Snapshot.newBuilder()
                .setId(id)
                .setCommand("mfzwizltoqxgk43fmnzgk5bamq")
                .setPhase(Phase.BEFORE)
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setResource(RESOURCE)
                .setControl("aws-ec2-security-group-open-ssh")
                .setTime(TIME)
                .setJudgement("NON_COMPLIANT")
                .setState("{\"group\":{\"IpPermissions\":[]}}");
    }
}
