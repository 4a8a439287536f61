package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.wire.Protocol;
import dev.levee.sandbox.aws.wire.Refusal;
import java.util.List;
import java.util.Optional;

/// Lets a call through if the caller's policies do.
public final class Authorizer {

    private Authorizer() {}

    /// Checks every permission the call needs, on every resource it names.
    ///
    /// @throws AwsFault if one is missing
    public static void check(Identity identity, List<Permission> permissions, Request request, Protocol protocol) {
        Context context = context(request);
        for (Permission permission : permissions) {
            for (String resource : ResourceTemplate.resolve(permission.resource(), request)) {
                Optional<String> denial = identity.denial(permission.action(), resource, context);
                if (denial.isPresent()) {
                    throw protocol.refuse(Refusal.DENIED, denial.get());
                }
            }
        }
    }

    private static Context context(Request request) {
        Context context = of(request.caller())
                .with("aws:RequestedRegion", request.region())
                .with("aws:SecureTransport", "false");
        return request.caller() instanceof Caller.User user ? context.with("aws:username", user.userName()) : context;
    }

    static Context of(Caller caller) {
        String arn = caller instanceof Caller.RoleSession session ? session.roleArn() : caller.arn();
        return Context.empty()
                .with("aws:PrincipalArn", arn)
                .with("aws:PrincipalAccount", caller.account())
                .with("aws:userid", caller.principalId());
    }
}
