package dev.levee.executor.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.FailureKind;
import dev.levee.cloud.aws.Partitions;
import dev.levee.executor.readiness.Needs.Need;
import dev.levee.executor.session.AccountRecord;
import dev.levee.executor.session.CodeSource;
import dev.levee.executor.session.Inspection;
import dev.levee.executor.session.Inspection.Codes;
import dev.levee.executor.session.Inspection.Entry;
import dev.levee.executor.session.Obstacle;
import dev.levee.executor.session.Opened;
import dev.levee.executor.session.RemediatorSessions;
import dev.levee.rulebook.Place;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Tries every step of Levee's work in an account, in their order, for real and without changing anything. What cannot
/// be tried because an earlier step failed is skipped, and says so.
public final class AccountVerifier {

    /// A code lives five minutes; a minute is what its neighbours forgive.
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);

    private static final String CALLER_IDENTITY = "sts:GetCallerIdentity";
    private static final String SESSION = "verify";

    private final LeveeIdentity identity;
    private final Inspection inspection;
    private final RemediatorSessions remediators;
    private final ForwardingCheck forwarding;
    private final InstantSource clock;
    private final String writer;

    /// @param patience how long a heartbeat may take to come back; with zero none is sent
    /// @param writer who verifies, e.g. `executor`
    public AccountVerifier(
            LeveeIdentity identity, Heartbeats heartbeats, Duration patience, InstantSource clock, String writer) {
        this.identity = identity;
        this.inspection = new Inspection(identity.sts(), clock);
        this.remediators = new RemediatorSessions(identity.sts(), clock);
        this.forwarding = new ForwardingCheck(heartbeats, patience, clock);
        this.clock = clock;
        this.writer = writer;
    }

    /// @param needs of the policies in force now
    /// @param codes where the remediator's code is from; [CodeSource.Absent] skips what needs one
    /// @param progress told of every step when it is known
    public Readiness verify(Account account, Needs needs, CodeSource codes, Consumer<ReadinessStep> progress)
            throws InterruptedException {
        Checklist list = new Checklist(progress);
        new Verification(account, needs, codes, list).run();
        return list.readiness(account.getId(), writer, clock.instant());
    }

    /// @param account what is verified, on this occasion
    private final class Verification {

        private final Account account;
        private final AwsConnection connection;
        private final Needs needs;
        private final CodeSource codes;
        private final Checklist list;

        Verification(Account account, Needs needs, CodeSource codes, Checklist list) {
            this.account = account;
            this.connection = account.getConnection();
            this.needs = needs;
            this.codes = codes;
            this.list = list;
        }

        void run() throws InterruptedException {
            switch (identity.caller()) {
                case CloudAnswer.Failure failure -> {
                    list.failed(
                            Check.IDENTITY,
                            "%s failed: %s".formatted(CALLER_IDENTITY, failure.code()),
                            failure.kind() == FailureKind.UNAVAILABLE && !lacksCredentials(failure)
                                    ? Checklist.mend(CALLER_IDENTITY, failure)
                                    : "give this process valid AWS credentials: a role (IRSA, Pod Identity), a profile or"
                                            + " a key");
                    list.skippedFrom(Check.CLOCK, "Levee does not know who it is");
                }
                case CloudAnswer.Success success ->
                    enter(success.document().path("Arn").asText());
            }
        }

        private void enter(String self) throws InterruptedException {
            Optional<Opened.Blocked> objection = AccountRecord.objection(account);
            if (objection.isPresent()) {
                list.passed(Check.IDENTITY, self);
                list.skipped(Check.CLOCK, "it is told by the scan role's session");
                list.failed(Check.SCAN_ROLE, objection.get());
                list.skippedFrom(Check.SECRET, "the account's record cannot be used");
                return;
            }
            switch (inspection.scanRole(connection)) {
                case Entry.Shut(Opened.Blocked blocked)
                when blocked.obstacle() == Obstacle.IDENTITY_DENIED -> {
                    list.failed(Check.IDENTITY, blocked);
                    list.skippedFrom(Check.CLOCK, "%s may not assume the scan role".formatted(self));
                }
                case Entry.Shut(Opened why) -> {
                    list.passed(Check.IDENTITY, self);
                    list.skipped(Check.CLOCK, "it is told by the scan role's session");
                    list.failed(Check.SCAN_ROLE, why);
                    list.skippedFrom(Check.SECRET, "there is no session of the scan role");
                }
                case Entry.Open(CloudApi reader, Duration ahead) -> {
                    list.passed(Check.IDENTITY, self);
                    compareClocks(ahead);
                    list.passed(Check.SCAN_ROLE, connection.getScanRoleArn());
                    tryCodes(reader);
                    checkPermissions(reader);
                    forwarding.run(account, reader, list);
                }
            }
        }

        private void compareClocks(Duration ahead) {
            if (ahead.abs().compareTo(MOST_SKEW) > 0) {
                list.failed(
                        Check.CLOCK,
                        "this machine's clock is %d s %s AWS's"
                                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "ahead of" : "behind"),
                        "synchronise the clock of the machine that the executor runs on (NTP): codes are made of the time");
            } else {
                list.passed(
                        Check.CLOCK,
                        "within %d s of AWS's".formatted(ahead.abs().toSeconds() + 1));
            }
        }

        private void tryCodes(CloudApi reader) {
            if (codes instanceof CodeSource.Secret) {
                connection.getSecretArn().ifPresentOrElse(secret -> trySecret(reader, secret), this::missSecret);
                return;
            }
            String manual = "the connection is manual: a person reads the code";
            list.skipped(Check.SECRET, manual);
            list.skipped(Check.CODE, manual);
            if (codes instanceof CodeSource.Typed) {
                tryRemediator(reader);
            } else {
                list.skipped(Check.REMEDIATOR_ROLE, "no code was tried: the connection is manual, and none was given");
            }
        }

        private void missSecret() {
            list.failed(Check.SECRET, new Opened.Blocked(Obstacle.NO_SECRET, connection.getRemediatorRoleArn()));
            list.skipped(Check.CODE, "there is no secret to make it from");
            list.skipped(Check.REMEDIATOR_ROLE, "there is no code to try it with");
        }

        private void trySecret(CloudApi reader, String secret) {
            switch (inspection.codes(reader, connection, secret)) {
                case Codes.Unreadable(Opened why) -> {
                    list.failed(Check.SECRET, why);
                    list.skipped(Check.CODE, "the secret cannot be read");
                    list.skipped(Check.REMEDIATOR_ROLE, "there is no code to try it with");
                }
                case Codes.Useless(Opened.Blocked why)
                when why.obstacle() == Obstacle.ROLE_MISSING -> {
                    list.passed(Check.SECRET, secret);
                    list.skipped(Check.CODE, "there is no role to compare it with");
                    list.failed(Check.REMEDIATOR_ROLE, why);
                }
                case Codes.Useless(Opened.Blocked why) -> {
                    list.passed(Check.SECRET, secret);
                    list.failed(Check.CODE, why);
                    list.skipped(Check.REMEDIATOR_ROLE, "its code would be refused");
                }
                case Codes.Untold _ -> {
                    list.passed(Check.SECRET, secret);
                    list.skipped(Check.CODE, "the remediator role's tags cannot be read");
                    tryRemediator(reader);
                }
                case Codes.Good _ -> {
                    list.passed(Check.SECRET, secret);
                    list.passed(Check.CODE, "rotated lately, and made from the key in the secret");
                    tryRemediator(reader);
                }
            }
        }

        private void tryRemediator(CloudApi reader) {
            switch (remediators.open(reader, connection, denyEverything(), SESSION, codes)) {
                case Opened.Session _ ->
                    list.passed(Check.REMEDIATOR_ROLE, "assumed, with a session that may do nothing");
                case Opened why -> list.failed(Check.REMEDIATOR_ROLE, why);
            }
        }

        private void checkPermissions(CloudApi reader) {
            List<Need> toRead = new ArrayList<>(needs.toRead(account));
            toRead.add(new Need(PermissionCheck.EVERY_ACCOUNT, "iam:ListRoleTags", connection.getRemediatorRoleArn()));
            check(Check.READ_PERMISSIONS, reader, connection.getScanRoleArn(), toRead);
            List<Need> toFix = needs.toFix(account);
            if (toFix.isEmpty()) {
                list.skipped(Check.FIX_PERMISSIONS, "no policy fixes anything in this account");
            } else {
                check(Check.FIX_PERMISSIONS, reader, connection.getRemediatorRoleArn(), toFix);
            }
        }

        private void check(Check check, CloudApi reader, String role, List<Need> needed) {
            Place place = Needs.place(account);
            Simulation simulation =
                    new Simulation(reader, role, Partitions.globalRegion(place.partition()), place.region());
            new PermissionCheck(check, simulation, connection.getMode()).run(needed, list);
        }
    }

    /// The SDK finds none, or cannot get them.
    private static boolean lacksCredentials(CloudAnswer.Failure failure) {
        return failure.status() == 0 && failure.message().contains("credentials");
    }

    private static JsonNode denyEverything() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        policy.putArray("Statement")
                .addObject()
                .put("Effect", "Deny")
                .put("Action", "*")
                .put("Resource", "*");
        return policy;
    }
}
