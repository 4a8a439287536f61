package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.aws.AwsOperations;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.wire.ApiNames;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes CloudTrail records and hands them on.
public final class Trail {

    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);

    /// Services without a region: their events appear here.
    private static final Set<String> GLOBAL = Set.of("cloudfront", "iam", "organizations", "sts");

    private static final String HOME = "us-east-1";

    private final List<TrailListener> listeners;
    private final TrailStyle s3 = new S3Style();
    private final TrailStyle nested = new NestedStyle();
    private final TrailStyle ec2;
    private final TrailStyle plain;

    public Trail(List<TrailListener> listeners, AwsOperations operations) {
        this.listeners = listeners;
        this.ec2 = new Ec2Style(operations);
        this.plain = new PlainStyle(operations);
    }

    /// Records a call. A listener that fails is left behind; the call is not undone.
    public void record(TrailedCall call) {
        ObjectNode event = event(call);
        for (TrailListener listener : listeners) {
            try {
                listener.recorded(event);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a listener failed on a trail record");
            }
        }
    }

    ObjectNode event(TrailedCall call) {
        Request request = call.request();
        TrailStyle style = style(call);
        boolean global = GLOBAL.contains(request.service());
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("eventVersion", "1.11");
        event.set("userIdentity", identity(request.caller()));
        event.put("eventTime", request.time().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("eventSource", ApiNames.signedName(request.service()) + ".amazonaws.com");
        event.put("eventName", call.entry().event());
        event.put("awsRegion", global ? HOME : request.region());
        event.put("sourceIPAddress", call.source());
        event.put(
                "userAgent", style.userAgent(call.message().header("user-agent").orElse("")));
        call.fault().ifPresent(fault -> {
            event.put("errorCode", errorCode(request.service(), fault));
            event.put("errorMessage", fault.text());
        });
        event.set("requestParameters", orNull(style.requestParameters(call)));
        event.set(
                "responseElements",
                call.response().isPresent()
                        ? orNull(style.responseElements(call))
                        : JsonNodeFactory.instance.nullNode());
        style.addTo(event, call);
        event.put("requestID", call.requestId());
        event.put("eventID", UUID.randomUUID().toString());
        event.put("readOnly", !call.entry().write());
        event.put("eventType", "AwsApiCall");
        ApiNames.version(request.service()).ifPresent(version -> event.put("apiVersion", version));
        event.put("managementEvent", true);
        event.put("recipientAccountId", request.account());
        event.put("eventCategory", "Management");
        return event;
    }

    private TrailStyle style(TrailedCall call) {
        return switch (call.request().service()) {
            case "s3" -> s3;
            case "ec2" -> call.entry().nested() ? nested : ec2;
            default -> plain;
        };
    }

    private static JsonNode orNull(ObjectNode node) {
        return node.isEmpty() ? JsonNodeFactory.instance.nullNode() : node;
    }

    private static ObjectNode identity(Caller caller) {
        return switch (caller) {
            case Caller.Service service ->
                JsonNodeFactory.instance.objectNode().put("type", "AWSService").put("invokedBy", service.principal());
            case Caller.User user -> identity("IAMUser", user).put("userName", user.userName());
            case Caller.RoleSession session ->
                identity("AssumedRole", session).set("sessionContext", sessionContext(session));
        };
    }

    private static ObjectNode identity(String type, Caller caller) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("principalId", caller.principalId())
                .put("arn", caller.arn())
                .put("accountId", caller.account())
                .put("accessKeyId", caller.accessKeyId());
    }

    private static ObjectNode sessionContext(Caller.RoleSession session) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.putObject("sessionIssuer")
                .put("type", "Role")
                .put("principalId", session.roleId())
                .put("arn", session.roleArn())
                .put("accountId", session.account())
                .put("userName", session.roleName());
        context.putObject("attributes")
                .put(
                        "creationDate",
                        session.since().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("mfaAuthenticated", "false");
        return context;
    }

    /// The trail has its own spelling of the same error.
    private static String errorCode(String service, AwsFault fault) {
        String code = fault.code();
        if (service.equals("ec2")) {
            return (fault.status() < 500 ? "Client." : "Server.") + code;
        }
        if (code.equals("AccessDeniedException")) {
            return "AccessDenied";
        }
        return service.equals("iam") && !code.equals("AccessDenied") ? code + "Exception" : code;
    }
}
