package dev.levee.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sandbox.aws.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {

    private static final String ACCOUNT = "111122223333";
    private static final Caller SESSION = new Caller.RoleSession(
            ACCOUNT, "scan", "arn:aws:iam::111122223333:role/scan", "AROA1", "s", "ASIA1", Instant.EPOCH);
    private static final PolicyDocument ALLOW = document("Allow");
    private static final PolicyDocument DENY = document("Deny");

    /// Allowed only if each has a say for it, denied by any that is against it.
    @Property
    void areAllOfOneMind(
            @ForAll Verdict identity,
            @ForAll Verdict boundary,
            @ForAll Verdict session,
            @ForAll Verdict organization,
            @ForAll Verdict account) {
        Policies policies = new Policies(
                Map.of("one", of(identity)),
                Optional.of(of(boundary)),
                Optional.of(of(session)),
                List.of(List.of(of(organization)), List.of(of(account))));

        Optional<Denial> denial = policies.denial(SESSION, "s3:Get", plain(), Context.empty());

        List<Verdict> all = List.of(identity, boundary, session, organization, account);
        assertThat(denial.isEmpty())
                .isEqualTo(Stream.of(Verdict.DENY, Verdict.SILENT).noneMatch(all::contains));
        assertThat(denial.map(Denial::explicit).orElse(false)).isEqualTo(all.contains(Verdict.DENY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SILENT | ALLOW  | ALLOW  | ALLOW  | because no identity-based policy allows the s3:Get action
            DENY   | ALLOW  | ALLOW  | ALLOW  | with an explicit deny in an identity-based policy
            ALLOW  | SILENT | ALLOW  | ALLOW  | because no permissions boundary allows the s3:Get action
            ALLOW  | DENY   | ALLOW  | ALLOW  | with an explicit deny in a permissions boundary
            ALLOW  | ALLOW  | SILENT | ALLOW  | because no session policy allows the s3:Get action
            ALLOW  | ALLOW  | DENY   | ALLOW  | with an explicit deny in a session policy
            ALLOW  | ALLOW  | ALLOW  | SILENT | because no service control policy allows the s3:Get action
            ALLOW  | ALLOW  | ALLOW  | DENY   | with an explicit deny in a service control policy
            """)
    void sayWhichOfThemIsAgainstIt(Verdict identity, Verdict boundary, Verdict session, Verdict control, String words) {
        Policies policies = new Policies(
                Map.of("one", of(identity)),
                Optional.of(of(boundary)),
                Optional.of(of(session)),
                List.of(List.of(of(control))));

        assertThat(policies.denial(SESSION, "s3:Get", plain(), Context.empty()))
                .map(denial -> denial.words("s3:Get"))
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            111122223333                                   | SILENT | SILENT | ALLOW  | IDENTITY
            111122223333                                   | SILENT | ALLOW  | ALLOW  |
            arn:aws:iam::111122223333:role/scan            | SILENT | SILENT | ALLOW  |
            arn:aws:iam::111122223333:role/scan            | SILENT | SILENT | SILENT | SESSION
            arn:aws:sts::111122223333:assumed-role/scan/s  | SILENT | SILENT | SILENT |
            arn:aws:sts::111122223333:assumed-role/scan/s  | DENY   | ALLOW  | ALLOW  | RESOURCE
            444455556666                                   | SILENT | ALLOW  | ALLOW  | RESOURCE
            """)
    void heedThePolicyOfAKey(String principal, Verdict denied, Verdict identity, Verdict session, Denial.By by) {
        Policies policies =
                new Policies(Map.of("one", of(identity)), Optional.empty(), Optional.of(of(session)), List.of());
        String deny = denied == Verdict.DENY
                ? ", {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}"
                : "";
        PolicyDocument own = PolicyDocument.parse("""
                {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "*", "Resource": "*"}%s]}""".formatted(principal, deny));
        Resource key = new Resource("arn:aws:kms:eu-west-1:111122223333:key/1", ACCOUNT, Optional.of(own), true);

        assertThat(policies.denial(SESSION, "kms:Decrypt", key, Context.empty()).map(Denial::by))
                .isEqualTo(Optional.ofNullable(by));
    }

    private static Resource plain() {
        return Resource.plain("arn:aws:s3:::ledger", ACCOUNT);
    }

    private static PolicyDocument of(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> ALLOW;
            case DENY -> DENY;
            case SILENT ->
                PolicyDocument.parse(
                        "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"ec2:*\", \"Resource\": \"*\"}}");
        };
    }

    private static PolicyDocument document(String effect) {
        return PolicyDocument.parse(
                "{\"Statement\": {\"Effect\": \"%s\", \"Action\": \"*\", \"Resource\": \"*\"}}".formatted(effect));
    }
}
