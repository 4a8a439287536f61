package dev.levee.sandbox.aws.sqs;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.kms.KeyUses;
import dev.levee.sandbox.aws.policy.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets messages pass for those who may use the key of their queue. It is asked each time; the data keys that SQS keeps
/// for a while are not.
final class QueueKeys {

    private static final List<String> SEND = List.of("kms:GenerateDataKey", "kms:Decrypt");
    private static final List<String> RECEIVE = List.of("kms:Decrypt");

    /// What SQS calls what KMS says.
    private static final Map<String, String> CODES = Map.of(
            "AccessDeniedException", "KmsAccessDenied",
            "NotFoundException", "KmsNotFound",
            "DisabledException", "KmsDisabled",
            "KMSInvalidStateException", "KmsInvalidState");

    private final KeyUses keys;

    QueueKeys(KeyUses keys) {
        this.keys = keys;
    }

    /// @throws AwsFault if the caller may not, or nobody can
    void encrypt(Queue queue, Request request) {
        refusal(queue, request, Context.empty()).ifPresent(fault -> {
            throw fault;
        });
    }

    /// @throws AwsFault if the caller may not, or nobody can
    void decrypt(Queue queue, Request request) {
        refusal(queue, request, RECEIVE, Context.empty()).ifPresent(fault -> {
            throw fault;
        });
    }

    /// Why somebody cannot send.
    Optional<AwsFault> refusal(Queue queue, Request request, Context more) {
        return refusal(queue, request, SEND, more);
    }

    private Optional<AwsFault> refusal(Queue queue, Request request, List<String> actions, Context more) {
        return queue.attributes()
                .key()
                .map(key -> new KeyUses.Use(key, queue.account, queue.region, "sqs"))
                .flatMap(use -> keys.refusal(request, use, actions, more))
                .map(fault -> new AwsFault(CODES.getOrDefault(fault.code(), fault.code()), 400, fault.text()));
    }
}
