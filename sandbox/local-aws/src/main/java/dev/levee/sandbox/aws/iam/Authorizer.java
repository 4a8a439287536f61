package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.Denial;
import dev.levee.sandbox.aws.policy.Resource;
import dev.levee.sandbox.aws.wire.Protocol;
import dev.levee.sandbox.aws.wire.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Lets a call through if all the policies that have a say do.
public final class Authorizer {

    private final Directory directory;
    private final Membership membership;

    public Authorizer(Directory directory, Membership membership) {
        this.directory = directory;
        this.membership = membership;
    }

    /// Checks every permission the call needs, on every resource it names.
    ///
    /// @param keys the condition keys of this operation, with the member of the request each is in
    /// @param resources what is behind an ARN
    /// @throws AwsFault if a permission is missing
    public void check(
            Identity identity,
            Request request,
            List<Permission> permissions,
            Map<String, String> keys,
            Function<String, Resource> resources,
            Protocol protocol) {
        Context context = CallContext.of(request, membership);
        for (Map.Entry<String, String> key : keys.entrySet()) {
            context = context.with(key.getKey(), ResourceTemplate.members(key.getValue(), request));
        }
        for (Permission permission : permissions) {
            for (String arn : ResourceTemplate.resolve(permission.resource(), request)) {
                Resource resource = resources.apply(arn);
                Optional<Denial> denial = denial(identity, permission.action(), resource, context);
                if (denial.isPresent()) {
                    throw protocol.refuse(
                            Refusal.DENIED,
                            "%s %s"
                                    .formatted(
                                            sentence(request.caller(), permission.action(), resource),
                                            denial.get().words(permission.action())));
                }
            }
        }
    }

    /// Why the caller of a request may not do this; empty if they may.
    ///
    /// @param more condition keys besides those that every call has
    public Optional<Denial> denial(Request request, String action, Resource resource, Context more) {
        Identity identity = directory.identity(request.caller());
        return denial(
                identity, action, resource, CallContext.of(request, membership).with(more));
    }

    private Optional<Denial> denial(Identity identity, String action, Resource resource, Context context) {
        return identity.policies()
                .denial(
                        identity.caller(),
                        action,
                        resource,
                        context.with(CallContext.ofResource(resource, membership)));
    }

    static String sentence(Caller caller, String action, Resource resource) {
        return "User: %s is not authorized to perform: %s on resource: %s"
                .formatted(caller.arn(), action, resource.arn());
    }
}
