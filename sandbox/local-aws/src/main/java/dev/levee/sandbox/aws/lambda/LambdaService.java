package dev.levee.sandbox.aws.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.cloudwatch.Metrics;
import dev.levee.sandbox.aws.iam.ServiceRoles;
import dev.levee.sandbox.aws.lambda.FunctionRuntime.Outcome;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.policy.Resource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lambda: functions without versions, aliases or layers, whose code comes in a zip. Everybody who is permitted to
/// invoke one and is no service is of the function's own account.
public final class LambdaService implements AwsService, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LambdaService.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Paging PAGES =
            new Paging("MaxItems", 1, 50, 50, "Marker", "NextMarker", "InvalidParameterValueException");

    private final Functions functions;
    private final Invocations invocations;
    private final Optional<FunctionRuntime> runtime;

    public LambdaService(
            Store store,
            ServiceRoles roles,
            Optional<FunctionRuntime> runtime,
            URI endpoint,
            Clock clock,
            Metrics metrics) {
        this.functions = new Functions(store);
        this.invocations = new Invocations(runtime, roles, endpoint, clock, metrics);
        this.runtime = runtime;
    }

    @Override
    public String name() {
        return "lambda";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>(new FunctionPolicies(functions).operations());
        operations.put("CreateFunction", this::create);
        operations.put("UpdateFunctionCode", this::updateCode);
        operations.put("UpdateFunctionConfiguration", this::updateConfiguration);
        operations.put("GetFunction", this::get);
        operations.put("GetFunctionConfiguration", request -> configuration(functions.called(request)));
        operations.put("ListFunctions", this::list);
        operations.put("DeleteFunction", this::delete);
        operations.put("Invoke", this::invoke);
        return operations;
    }

    @Override
    public Resource resource(String arn, Request request) {
        return find(arn).orElseGet(() -> Resource.plain(arn, request.account()));
    }

    /// The function of this ARN, with its policy.
    public Optional<Resource> find(String arn) {
        return functions
                .find(arn)
                .map(function -> new Resource(
                        arn,
                        arn.split(":", -1)[4],
                        FunctionPolicies.of(function).map(policy -> PolicyDocument.parse(policy.toString())),
                        false));
    }

    /// Has a function called for a service that may, and does not wait for it.
    ///
    /// @param event JSON
    public CompletableFuture<Void> submit(String arn, String event) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                functions.find(arn).ifPresent(function -> invocations.run(function, parsed(event)));
            } catch (AwsFault fault) {
                log.atWarn()
                        .addKeyValue("resource", arn)
                        .addKeyValue("error", fault.code())
                        .log("function not started: " + fault.text());
            } finally {
                done.complete(null);
            }
        });
        return done;
    }

    /// What functions printed, in the order in which they ended.
    public List<FunctionLine> printed() {
        return invocations.printed();
    }

    @Override
    public void close() {
        invocations.close();
    }

    private JsonNode create(Request request) {
        ObjectNode function = answer();
        function.set("Configuration", Configuration.of(request));
        Code.put(function, request.document().path("Code"));
        checkRuntime(request);
        checkRole(request);
        String name = Functions.name(request);
        if (!functions.in(request).create(name, function)) {
            throw new AwsFault("ResourceConflictException", 409, "Function already exist: " + name);
        }
        return configuration(function);
    }

    private JsonNode updateCode(Request request) {
        return configuration(functions.change(request, function -> {
            Code.put(function, request.document());
            Configuration.touch(function.withObjectProperty("Configuration"), request);
        }));
    }

    private JsonNode updateConfiguration(Request request) {
        checkRuntime(request);
        checkRole(request);
        return configuration(functions.change(
                request, function -> Configuration.change(function.withObjectProperty("Configuration"), request)));
    }

    private JsonNode get(Request request) {
        ObjectNode answer = answer();
        answer.set("Configuration", configuration(functions.called(request)));
        answer.putObject("Code").put("RepositoryType", "S3");
        return answer;
    }

    private JsonNode list(Request request) {
        List<JsonNode> all = functions.in(request).all().stream()
                .map(LambdaService::configuration)
                .toList();
        return PAGES.answer(request, "Functions", all);
    }

    private JsonNode delete(Request request) {
        ObjectNode removed = functions.remove(request);
        invocations.forget(configuration(removed).path("FunctionArn").asText());
        return answer();
    }

    private JsonNode invoke(Request request) {
        ObjectNode function = functions.called(request);
        JsonNode event = event(request.document().path("Payload").asText(""));
        return switch (request.document().path("InvocationType").asText("RequestResponse")) {
            case "DryRun" -> answer().put("StatusCode", 204);
            case "Event" -> {
                var _ = submit(configuration(function).path("FunctionArn").asText(), event.toString());
                yield answer().put("StatusCode", 202);
            }
            default -> answer(request, invocations.run(function, event));
        };
    }

    private static ObjectNode answer(Request request, Outcome outcome) {
        ObjectNode answer = answer().put("StatusCode", 200).put("ExecutedVersion", "$LATEST");
        if (request.document().path("LogType").asText().equals("Tail")) {
            answer.put("LogResult", base64(String.join("\n", outcome.output())));
        }
        return switch (outcome) {
            case Outcome.Returned(JsonNode result, List<String> _) -> answer.put("Payload", base64(result.toString()));
            case Outcome.Raised(JsonNode error, List<String> _) ->
                answer.put("FunctionError", "Unhandled").put("Payload", base64(error.toString()));
        };
    }

    private static JsonNode event(String payload) {
        return payload.isEmpty()
                ? answer()
                : parsed(new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AwsFault(
                    "InvalidRequestContentException",
                    400,
                    "Could not parse request body into json: " + e.getOriginalMessage());
        }
    }

    private void checkRuntime(Request request) {
        String wanted = request.document().path("Runtime").asText("");
        if (!wanted.isEmpty() && runtime.isPresent() && !runtime.get().runs(wanted)) {
            throw invalid("This local AWS runs no functions made for %s".formatted(wanted));
        }
    }

    private void checkRole(Request request) {
        JsonNode role = request.document().path("Role");
        if (role.isTextual()
                && invocations
                        .role(role.asText(), request.account(), Functions.name(request))
                        .isEmpty()) {
            throw invalid("The role defined for the function cannot be assumed by Lambda.");
        }
    }

    private static JsonNode configuration(ObjectNode function) {
        return function.path("Configuration");
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("InvalidParameterValueException", 400, message);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
