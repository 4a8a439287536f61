package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.Denial;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.policy.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// STS: hands out short-lived credentials to those a role trusts.
public final class StsService implements AwsService {

    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final int LONGEST_POLICY = 2048;
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration USUAL = Duration.ofHours(1);

    private static final String ASSUME = "sts:AssumeRole";

    private final Directory directory;
    private final Authorizer authorizer;

    public StsService(Directory directory, Authorizer authorizer) {
        this.directory = directory;
        this.authorizer = authorizer;
    }

    @Override
    public String name() {
        return "sts";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("AssumeRole", this::assumeRole, "GetCallerIdentity", this::callerIdentity);
    }

    private ObjectNode callerIdentity(Request request) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("UserId", request.caller().principalId())
                .put("Account", request.account())
                .put("Arn", request.caller().arn());
    }

    private ObjectNode assumeRole(Request request) {
        String sessionName = matching(SESSION_NAME, request.required("RoleSessionName"), "roleSessionName");
        RoleArn arn = RoleArn.parse(request.required("RoleArn"))
                .orElseThrow(() ->
                        new AwsFault("ValidationError", 400, "%s is invalid".formatted(request.required("RoleArn"))));
        Optional<PolicyDocument> policy = sessionPolicy(request.document().path("Policy"));
        Context context = context(sessionName, request);
        ObjectNode row = directory
                .roles(arn.account())
                .get(arn.name())
                .filter(found -> found.at("/Role/Arn").asText().equals(arn.text()))
                .orElseThrow(() -> denied(request, ""));
        Resource target =
                Resource.role(arn.text(), arn.account(), TrustHistory.of(row).at(request.time()));
        authorizer.denial(request, ASSUME, target, context).ifPresent(denial -> {
            throw denied(request, why(denial, target, request));
        });
        ObjectNode role = row.withObjectProperty("Role");

        Caller.RoleSession session = new Caller.RoleSession(
                arn.account(),
                arn.name(),
                role.path("Arn").asText(),
                role.path("RoleId").asText(),
                sessionName,
                Ids.random("ASIA"),
                request.time());
        Instant expires = request.time().plus(duration(request, role)).truncatedTo(ChronoUnit.SECONDS);
        String secret = Ids.randomSecret();
        String token = Ids.randomToken();
        directory.addSession(session, secret, token, expires, policy);
        return answer(session, secret, token, expires);
    }

    private static ObjectNode answer(Caller.RoleSession session, String secret, String token, Instant expires) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Credentials")
                .put("AccessKeyId", session.accessKeyId())
                .put("SecretAccessKey", secret)
                .put("SessionToken", token)
                .put("Expiration", expires.toString());
        answer.putObject("AssumedRoleUser")
                .put("AssumedRoleId", session.principalId())
                .put("Arn", session.arn());
        return answer;
    }

    private static Context context(String sessionName, Request request) {
        Context context = Context.empty().with("sts:RoleSessionName", sessionName);
        JsonNode externalId = request.document().path("ExternalId");
        return externalId.isTextual()
                ? context.with("sts:ExternalId", matching(EXTERNAL_ID, externalId.asText(), "externalId"))
                : context;
    }

    /// What another account's role says of a caller is not told.
    private static String why(Denial denial, Resource role, Request request) {
        return denial.by() == Denial.By.TRUST && !role.account().equals(request.account())
                ? ""
                : " " + denial.words(ASSUME);
    }

    /// A role that is not there is answered like one that does not trust the caller.
    private static AwsFault denied(Request request, String why) {
        return new AwsFault(
                "AccessDenied",
                403,
                "User: %s is not authorized to perform: %s on resource: %s%s"
                        .formatted(request.caller().arn(), ASSUME, request.required("RoleArn"), why));
    }

    private static Optional<PolicyDocument> sessionPolicy(JsonNode policy) {
        if (!policy.isTextual()) {
            return Optional.empty();
        }
        if (policy.asText().length() > LONGEST_POLICY) {
            throw invalid("policy", "Member must have length less than or equal to " + LONGEST_POLICY);
        }
        return Optional.of(PolicyDocument.parse(policy.asText()));
    }

    private static Duration duration(Request request, JsonNode role) {
        Duration longest = Duration.ofSeconds(role.path("MaxSessionDuration").asLong(USUAL.toSeconds()));
        Duration duration =
                Duration.ofSeconds(request.document().path("DurationSeconds").asLong(USUAL.toSeconds()));
        if (duration.compareTo(SHORTEST) < 0) {
            throw invalid("durationSeconds", "Member must have value greater than or equal to 900");
        }
        if (duration.compareTo(longest) > 0) {
            throw new AwsFault(
                    "ValidationError",
                    400,
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        if (request.caller() instanceof Caller.RoleSession && duration.compareTo(USUAL) > 0) {
            throw new AwsFault(
                    "ValidationError",
                    400,
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }
        return duration;
    }

    private static String matching(Pattern pattern, String value, String member) {
        if (!pattern.matcher(value).matches()) {
            throw invalid(member, "Member must satisfy regular expression pattern: " + pattern);
        }
        return value;
    }

    /// Does not repeat the value: an external id is half a secret.
    private static AwsFault invalid(String member, String constraint) {
        return new AwsFault(
                "ValidationError",
                400,
                "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"
                        .formatted(member, constraint));
    }
}
