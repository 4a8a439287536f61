package dev.levee.sandbox.aws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.sandbox.aws.AwsFault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a policy must be like, by where it is put. Refuses what AWS refuses, in its words.
public enum PolicyKind {
    /// Of a user or a role, managed or inline, or one that limits these.
    IDENTITY("MalformedPolicyDocument"),
    /// Of an organisation.
    SERVICE_CONTROL("MalformedPolicyDocumentException"),
    /// Of a role, about who may assume it.
    TRUST("MalformedPolicyDocument"),
    /// Of a key, a secret, a bus or a queue.
    RESOURCE("MalformedPolicyDocumentException");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_MEMBERS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern ACTION = Pattern.compile("\\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+");
    private static final Pattern ARN = Pattern.compile("\\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com");

    private final String code;

    PolicyKind(String code) {
        this.code = code;
    }

    /// @throws AwsFault if AWS would not take it
    public PolicyDocument read(String text) {
        return read(text, _ -> true);
    }

    /// @param exists whether there is an account, user or role of this ARN or number
    public PolicyDocument read(String text, Predicate<String> exists) {
        try {
            JsonNode document = JSON.readTree(text);
            check(document, exists);
            return PolicyDocument.parse(text);
        } catch (JsonProcessingException _) {
            throw malformed("Syntax errors in policy.");
        } catch (AwsFault fault) {
            throw malformed(fault.text());
        }
    }

    private void check(JsonNode document, Predicate<String> exists) {
        requireMembers(document, MEMBERS);
        String version = document.path("Version").asText("2008-10-17");
        require(Set.of("2008-10-17", "2012-10-17").contains(version), "Syntax errors in policy.");
        require(
                holdsResources() || version.equals("2012-10-17"),
                "Policy document must be version 2012-10-17 or greater.");
        Set<String> sids = new HashSet<>();
        for (JsonNode statement : PolicyDocument.statements(document)) {
            requireMembers(statement, STATEMENT_MEMBERS);
            String sid = statement.path("Sid").asText("");
            require(sid.isEmpty() || sids.add(sid), "Statement IDs (SID) in a single policy must be unique.");
            require(
                    this == RESOURCE || SID.matcher(sid).matches(),
                    "Statement IDs (SID) must be alpha-numeric."
                            + " Check that your input satisfies the regular expression [0-9A-Za-z]*");
            checkActions(either(statement, "Action", "NotAction"));
            checkResources(statement);
            checkPrincipals(statement, exists);
        }
    }

    /// Whether it is about a resource, which has principals.
    private boolean holdsResources() {
        return this == TRUST || this == RESOURCE;
    }

    private void checkActions(List<String> actions) {
        require(!actions.isEmpty(), "Policy statement must contain actions.");
        for (String action : actions) {
            require(
                    ACTION.matcher(action).matches(),
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            require(
                    this != TRUST || action.equals("*") || action.startsWith("sts:"),
                    "AssumeRole policy may only specify STS AssumeRole actions.");
        }
    }

    private void checkResources(JsonNode statement) {
        List<String> resources = either(statement, "Resource", "NotResource");
        if (this == TRUST) {
            require(resources.isEmpty(), "Has prohibited field Resource");
            return;
        }
        require(!resources.isEmpty(), "Policy statement must contain resources.");
        for (String resource : resources) {
            require(ARN.matcher(resource).matches(), "Resource %s must be in ARN format or \"*\".".formatted(resource));
        }
    }

    private void checkPrincipals(JsonNode statement, Predicate<String> exists) {
        Principals principals = Principals.parse(statement);
        if (!holdsResources()) {
            require(principals.isEmpty(), "Policy document should not specify a principal.");
            return;
        }
        require(!principals.isEmpty(), "Missing required field Principal cannot be empty!");
        for (String principal : principals.aws()) {
            require(
                    principal.equals("*") || exists.test(principal),
                    "Invalid principal in policy: \"AWS\":\"%s\"".formatted(principal));
        }
        for (String service : principals.services()) {
            require(
                    SERVICE.matcher(service).matches(),
                    "Invalid principal in policy: \"SERVICE\":\"%s\"".formatted(service));
        }
    }

    private List<String> either(JsonNode statement, String one, String other) {
        require(!statement.has(one) || !statement.has(other), "Syntax errors in policy.");
        return Texts.of(statement.path(statement.has(one) ? one : other));
    }

    private void requireMembers(JsonNode node, Set<String> known) {
        require(
                node.isObject() && node.propertyStream().allMatch(member -> known.contains(member.getKey())),
                "Syntax errors in policy.");
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw malformed(message);
        }
    }

    private AwsFault malformed(String message) {
        return new AwsFault(code, 400, message);
    }
}
