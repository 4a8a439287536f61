package dev.levee.sandbox.aws.kms;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.Denial;
import java.util.List;
import java.util.Optional;

/// How the services of AWS use keys: for whoever calls them, and with that caller's permissions.
public final class KeyUses {

    private static final String MANAGED = Keys.ALIAS + "aws/";
    private static final String DENIED = "AccessDeniedException";
    private static final Denial NOT_BY_ITS_POLICY = new Denial(Denial.By.RESOURCE, false);

    private final Keys keys;
    private final Authorizer authorizer;

    public KeyUses(Store store, Authorizer authorizer) {
        this.keys = new Keys(store);
        this.authorizer = authorizer;
    }

    /// A key, as what it encrypts knows it.
    ///
    /// @param name id, ARN, alias or ARN of an alias; one of AWS's own, `alias/aws/…`, serves people only
    /// @param account of what it encrypts
    /// @param region of what it encrypts
    /// @param service which encrypts it: `sqs`
    public record Use(String name, String account, String region, String service) {}

    /// What KMS says no with; empty if the key can be used. Its code is `AccessDeniedException`, `NotFoundException`,
    /// `DisabledException` or `KMSInvalidStateException`.
    ///
    /// @param actions all of which are needed: `kms:Decrypt`
    /// @param more condition keys besides those that every call has
    public Optional<AwsFault> refusal(Request request, Use use, List<String> actions, Context more) {
        String arn = Keys.arn(use.name(), use.account(), use.region());
        if (arn.contains(":" + MANAGED)) {
            String action = actions.getFirst();
            return request.caller() instanceof Caller.Service
                    ? Optional.of(denied(request, action, arn, NOT_BY_ITS_POLICY.words(action)))
                    : Optional.empty();
        }
        Optional<Key> key = keys.find(arn, request.time());
        if (key.isEmpty()) {
            return Optional.of(new AwsFault("NotFoundException", 400, "Key '%s' does not exist".formatted(arn)));
        }
        Context context = more.with("kms:CallerAccount", request.caller().account())
                .with("kms:ViaService", "%s.%s.amazonaws.com".formatted(use.service(), use.region()));
        for (String action : actions) {
            Optional<AwsFault> denied = authorizer
                    .denial(request, action, key.get().resource(), context)
                    .map(denial -> denied(request, action, key.get().arn(), denial.words(action)));
            if (denied.isPresent()) {
                return denied;
            }
        }
        return key.get().idle();
    }

    /// Whether a refusal is for want of a permission, and not for the key's state.
    public static boolean isDenial(AwsFault refusal) {
        return refusal.code().equals(DENIED);
    }

    private static AwsFault denied(Request request, String action, String arn, String why) {
        return new AwsFault(
                DENIED,
                400,
                "User: %s is not authorized to perform: %s on resource: %s %s"
                        .formatted(request.caller().arn(), action, arn, why));
    }
}
