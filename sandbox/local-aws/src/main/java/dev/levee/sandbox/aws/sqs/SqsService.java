package dev.levee.sandbox.aws.sqs;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.kms.KeyUses;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.policy.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Standard queues. FIFO queues are refused, and messages do not expire.
public final class SqsService implements AwsService {

    private static final Paging PAGES =
            new Paging("MaxResults", 1, 1000, 1000, "NextToken", "NextToken", "InvalidParameterValue");

    private final Map<String, Queue> queues = new ConcurrentHashMap<>();
    private final QueueKeys keys;
    private final Sending sending;
    private final Receiving receiving;
    private final InstantSource clock;

    public SqsService(InstantSource clock, KeyUses keys) {
        this.clock = clock;
        this.keys = new QueueKeys(keys);
        this.sending = new Sending(this::queue, this.keys, clock);
        this.receiving = new Receiving(this::queue, arn -> Optional.ofNullable(queues.get(arn)), this.keys);
    }

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("CreateQueue", this::create),
                entry("DeleteQueue", this::remove),
                entry("ListQueues", this::list),
                entry("GetQueueUrl", this::url),
                entry("GetQueueAttributes", this::attributes),
                entry("SetQueueAttributes", this::change),
                entry("PurgeQueue", this::purge),
                entry("SendMessage", sending::one),
                entry("SendMessageBatch", sending::batch),
                entry("ReceiveMessage", receiving::receive),
                entry("DeleteMessage", receiving::delete),
                entry("DeleteMessageBatch", receiving::deleteBatch),
                entry("ChangeMessageVisibility", receiving::changeVisibility));
    }

    @Override
    public Resource resource(String arn, Request request) {
        return find(arn).orElseGet(() -> Resource.plain(arn, request.account()));
    }

    /// The queue of this ARN, with its policy.
    public Optional<Resource> find(String queueArn) {
        return Optional.ofNullable(queues.get(queueArn))
                .map(queue -> new Resource(
                        queueArn, queue.account, queue.attributes().policy().map(PolicyDocument::parse), false));
    }

    /// What the key of a queue says no with to whoever would send; empty if it does not, or there is none.
    ///
    /// @param more condition keys besides those that every call has
    public Optional<AwsFault> keyRefusal(String queueArn, Request request, Context more) {
        return Optional.ofNullable(queues.get(queueArn)).flatMap(queue -> keys.refusal(queue, request, more));
    }

    /// Puts a message into a queue of any account, as a service of AWS does that may.
    ///
    /// @param attributes of the message, as in a request
    public void deliver(String queueArn, String body, String senderId, JsonNode attributes) {
        Queue queue = queues.get(queueArn);
        if (queue != null) {
            Instant now = clock.instant();
            Instant visible = now.plus(queue.attributes().seconds("DelaySeconds"));
            queue.messages.add(new Message(body, attributes, senderId, now, visible));
        }
    }

    private JsonNode create(Request request) {
        String name = request.required("QueueName");
        if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
            throw new AwsFault(
                    "InvalidParameterValue",
                    400,
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        QueueAttributes attributes = changed(QueueAttributes.defaults(), request);
        Queue queue = new Queue(
                request.account(), request.region(), name, attributes, new MessageQueue(clock), request.time());
        Queue existing = queues.putIfAbsent(queue.arn(), queue);
        if (existing != null && !existing.attributes().equals(attributes)) {
            throw new AwsFault(
                    "QueueNameExists", 400, "A queue already exists with the same name and a different value.");
        }
        return urlOf(request, queue);
    }

    private JsonNode remove(Request request) {
        queues.remove(queue(request).arn());
        return answer();
    }

    private JsonNode list(Request request) {
        String prefix = request.document().path("QueueNamePrefix").asText("");
        List<TextNode> urls = queues.values().stream()
                .filter(queue -> queue.account.equals(request.account()) && queue.region.equals(request.region()))
                .filter(queue -> queue.name.startsWith(prefix))
                .sorted(Comparator.comparing(queue -> queue.name))
                .map(queue -> TextNode.valueOf(url(request, queue)))
                .toList();
        return PAGES.answer(request, "QueueUrls", urls);
    }

    private JsonNode url(Request request) {
        String owner = request.document().path("QueueOwnerAWSAccountId").asText(request.account());
        return urlOf(request, queue(request, owner, request.required("QueueName")));
    }

    private JsonNode attributes(Request request) {
        return QueueDescription.of(queue(request), request.document().path("AttributeNames"));
    }

    private JsonNode change(Request request) {
        Queue queue = queue(request);
        queue.change(changed(queue.attributes(), request), request.time());
        return answer();
    }

    private JsonNode purge(Request request) {
        queue(request).messages.purge();
        return answer();
    }

    private QueueAttributes changed(QueueAttributes attributes, Request request) {
        QueueAttributes changed = attributes.with(request.document().path("Attributes"));
        changed.redrive()
                .filter(redrive -> !queues.containsKey(redrive.deadLetterTargetArn()))
                .ifPresent(redrive -> {
                    throw new AwsFault(
                            "InvalidParameterValue",
                            400,
                            "Value for parameter RedrivePolicy is invalid. Reason: Dead letter target %s does not exist."
                                    .formatted(redrive.deadLetterTargetArn()));
                });
        return changed;
    }

    private Queue queue(Request request) {
        String[] path = request.required("QueueUrl").split("/", -1);
        String owner = path.length < 2 ? request.account() : path[path.length - 2];
        return queue(request, owner, path[path.length - 1]);
    }

    private Queue queue(Request request, String owner, String name) {
        Queue queue = queues.get(Queue.arn(owner, request.region(), name));
        if (queue == null) {
            throw new AwsFault("QueueDoesNotExist", 400, "The specified queue does not exist.");
        }
        if (!owner.equals(request.account())) {
            throw new AwsFault("AccessDenied", 403, "Access to the resource %s is denied.".formatted(queue.arn()));
        }
        return queue;
    }

    private static ObjectNode urlOf(Request request, Queue queue) {
        return answer().put("QueueUrl", url(request, queue));
    }

    private static String url(Request request, Queue queue) {
        return "%s/%s/%s".formatted(request.endpoint(), queue.account, queue.name);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
