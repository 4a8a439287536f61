package dev.levee.executor.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.Paging;
import dev.levee.executor.readiness.Needs.Need;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Asks IAM what a role may do, without doing it.
final class Simulation {

    static final String OPERATION = "iam:SimulatePrincipalPolicy";

    /// IAM's answer to actions that it cannot look at in one question, and to those it does not know.
    private static final String INVALID = "InvalidInput";

    private static final Paging PAGING = new Paging("Marker", "Marker", "EvaluationResults");

    private final CloudApi reader;
    private final String roleArn;
    private final String iamRegion;
    private final String requestedRegion;

    /// @param requestedRegion where the calls would be made
    Simulation(CloudApi reader, String roleArn, String iamRegion, String requestedRegion) {
        this.reader = reader;
        this.roleArn = roleArn;
        this.iamRegion = iamRegion;
        this.requestedRegion = requestedRegion;
    }

    String roleArn() {
        return roleArn;
    }

    /// Whose word stands against an action.
    enum Objection {
        ORGANIZATION("denied by a service control policy"),
        BOUNDARY("not allowed by the role's permissions boundary"),
        EXPLICIT("denied by a policy of the role"),
        NOT_ALLOWED("not allowed by any policy of the role");

        private final String words;

        Objection(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    record Missing(Need need, Objection objection) {}

    sealed interface Answer {

        /// @param missing those of the needs that are not met
        /// @param unknown actions that IAM cannot simulate
        record Told(List<Missing> missing, List<String> unknown) implements Answer {}

        record Unknown(CloudAnswer.Failure failure) implements Answer {}
    }

    Answer ask(Collection<Need> needs) {
        Map<String, List<Need>> questions = new TreeMap<>();
        for (Need need : needs) {
            String service = need.action().substring(0, need.action().indexOf(':'));
            questions
                    .computeIfAbsent(service + " " + need.resource(), _ -> new ArrayList<>())
                    .add(need);
        }
        Answer.Told told = new Answer.Told(new ArrayList<>(), new ArrayList<>());
        for (List<Need> question : questions.values()) {
            Optional<CloudAnswer.Failure> failure = ask(question, told);
            if (failure.isPresent()) {
                return new Answer.Unknown(failure.get());
            }
        }
        return told;
    }

    /// @param needs of one service on one resource
    private Optional<CloudAnswer.Failure> ask(List<Need> needs, Answer.Told told) {
        return switch (PAGING.all(reader, call(needs))) {
            case CloudAnswer.Success success -> {
                Map<String, Objection> objections = objections(success.document());
                for (Need need : needs) {
                    Optional.ofNullable(objections.get(need.action()))
                            .ifPresent(objection -> told.missing().add(new Missing(need, objection)));
                }
                yield Optional.empty();
            }
            case CloudAnswer.Failure failure when !failure.code().equals(INVALID) -> Optional.of(failure);
            case CloudAnswer.Failure _
            when needs.size() == 1 -> {
                told.unknown().add(needs.getFirst().action());
                yield Optional.empty();
            }
            case CloudAnswer.Failure _ ->
                needs.stream()
                        .flatMap(need -> ask(List.of(need), told).stream())
                        .findFirst();
        };
    }

    private CloudCall call(List<Need> needs) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("PolicySourceArn", roleArn);
        TreeSet<String> actions = new TreeSet<>();
        needs.forEach(need -> actions.add(need.action()));
        actions.forEach(document.putArray("ActionNames")::add);
        document.putArray("ResourceArns").add(needs.getFirst().resource());
        ObjectNode region = document.putArray("ContextEntries").addObject();
        region.put("ContextKeyName", "aws:RequestedRegion").put("ContextKeyType", "string");
        region.putArray("ContextKeyValues").add(requestedRegion);
        return new CloudCall(OPERATION, iamRegion, document);
    }

    /// Action → whose word stands against it; those that are allowed are not in it.
    private static Map<String, Objection> objections(JsonNode answer) {
        Map<String, Objection> objections = new TreeMap<>();
        for (JsonNode result : answer.path("EvaluationResults")) {
            if (!result.path("EvalDecision").asText().equals("allowed")) {
                objections.put(result.path("EvalActionName").asText(), objection(result));
            }
        }
        return objections;
    }

    private static Objection objection(JsonNode result) {
        if (!result.at("/OrganizationsDecisionDetail/AllowedByOrganizations").asBoolean(true)) {
            return Objection.ORGANIZATION;
        }
        if (!result.at("/PermissionsBoundaryDecisionDetail/AllowedByPermissionsBoundary")
                .asBoolean(true)) {
            return Objection.BOUNDARY;
        }
        return result.path("EvalDecision").asText().equals("explicitDeny") ? Objection.EXPLICIT : Objection.NOT_ALLOWED;
    }
}
