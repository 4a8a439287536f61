package dev.levee.sandbox.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.Caller;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Whom a statement is about, in the policy of a resource or of a role.
///
/// @param others of kinds nobody here is of: `Federated`, `CanonicalUser`
/// @param negated whether everybody else is meant
record Principals(List<String> aws, List<String> services, List<String> others, boolean negated) {

    private static final String EVERYBODY = "*";
    private static final Set<String> OTHER_KINDS = Set.of("Federated", "CanonicalUser");

    static Principals parse(JsonNode statement) {
        boolean negated = statement.has("NotPrincipal");
        JsonNode named = statement.path(negated ? "NotPrincipal" : "Principal");
        if (!named.isObject()) {
            return new Principals(Texts.of(named), List.of(), List.of(), negated);
        }
        List<String> others = named.propertyStream()
                .filter(kind -> OTHER_KINDS.contains(kind.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(names -> Texts.of(names).stream())
                .toList();
        return new Principals(Texts.of(named.path("AWS")), Texts.of(named.path("Service")), others, negated);
    }

    boolean isEmpty() {
        return aws.isEmpty() && services.isEmpty() && others.isEmpty();
    }

    Consent meaning(Caller caller) {
        Consent named = named(caller);
        if (negated) {
            return named == Consent.SILENT ? Consent.TO_CALLER : Consent.SILENT;
        }
        return named;
    }

    private Consent named(Caller caller) {
        if (caller instanceof Caller.Service service) {
            return services.contains(service.principal()) ? Consent.TO_CALLER : Consent.SILENT;
        }
        if (aws.contains(caller.arn())) {
            return Consent.TO_CALLER;
        }
        if (caller instanceof Caller.RoleSession session && (aws.contains(session.roleArn()) || everybody())) {
            return Consent.TO_ROLE;
        }
        if (everybody()) {
            return Consent.TO_CALLER;
        }
        return Stream.of(caller.account(), "arn:aws:iam::%s:root".formatted(caller.account()))
                        .anyMatch(aws::contains)
                ? Consent.TO_ACCOUNT
                : Consent.SILENT;
    }

    private boolean everybody() {
        return aws.contains(EVERYBODY);
    }
}
