package dev.levee.sandbox.aws.cloudfront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.modelled.ModelledService;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Distributions that deliver nothing. A configuration is replaced whole, by whoever read it last.
public final class CloudFrontService implements AwsService {

    private static final String CONFIG = "DistributionConfig";
    private static final String CREATE = "CreateDistribution";
    private static final String UPDATE = "UpdateDistribution";
    private static final String LIST = "ListDistributions";

    private final Map<String, Operation> modelled;

    public CloudFrontService(Store store) {
        modelled = new ModelledService(
                        "cloudfront",
                        store,
                        Map.of(CREATE, CloudFrontService::identify, UPDATE, CloudFrontService::replace))
                .operations();
    }

    @Override
    public String name() {
        return "cloudfront";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>(modelled);
        operations.computeIfPresent(LIST, (_, pages) -> request -> nested(pages.handle(request), request));
        return operations;
    }

    private static void identify(Request request, ObjectNode distribution) {
        String id = random();
        distribution
                .put("Id", id)
                .put("ARN", "arn:aws:cloudfront::%s:distribution/%s".formatted(request.account(), id))
                .put("DomainName", "d%s.cloudfront.net".formatted(random().toLowerCase(Locale.ROOT)))
                .put("ETag", random());
    }

    private static void replace(Request request, ObjectNode distribution) {
        String match = request.document().path("IfMatch").asText();
        if (match.isEmpty()) {
            throw new AwsFault(
                    "InvalidIfMatchVersion", 400, "The If-Match version is missing or not valid for the resource.");
        }
        if (!match.equals(distribution.path("ETag").asText())) {
            throw new AwsFault(
                    "PreconditionFailed",
                    412,
                    "The request failed because it didn't meet the preconditions in one or more request-header fields.");
        }
        JsonNode config = request.document().path(CONFIG);
        if (!config.path("CallerReference").equals(distribution.path(CONFIG).path("CallerReference"))) {
            throw new AwsFault(
                    "IllegalUpdate", 400, "The update contains modifications that are not allowed: CallerReference.");
        }
        distribution.set(CONFIG, config.deepCopy());
        distribution.put("ETag", random());
    }

    private static JsonNode nested(JsonNode page, Request request) {
        JsonNode asked = request.document();
        ObjectNode list = ((ObjectNode) page.deepCopy())
                .put("Quantity", page.path("Items").size())
                .put("IsTruncated", page.has("NextMarker"))
                .put("Marker", asked.path("Marker").asText(""))
                .put("MaxItems", asked.path("MaxItems").asInt(100));
        return JsonNodeFactory.instance.objectNode().set("DistributionList", list);
    }

    private static String random() {
        return "E"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 13).toUpperCase(Locale.ROOT);
    }
}
