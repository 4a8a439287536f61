package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The condition keys that every call has.
final class CallContext {

    private CallContext() {}

    static Context of(Request request, Membership membership) {
        return of(request.caller(), request.time(), membership)
                .with("aws:RequestedRegion", request.region())
                .with("aws:SecureTransport", "false")
                .with("aws:SourceIp", "127.0.0.1") // nobody else reaches it
                .with("aws:ViaAWSService", "false");
    }

    /// What conditions may ask about a caller, and when they call.
    static Context of(Caller caller, Instant time, Membership membership) {
        Context context = Context.empty()
                .with("aws:CurrentTime", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .with("aws:EpochTime", String.valueOf(time.getEpochSecond()))
                .with("aws:PrincipalIsAWSService", String.valueOf(caller instanceof Caller.Service));
        return switch (caller) {
            case Caller.Service service ->
                context.with("aws:PrincipalServiceName", service.principal())
                        .with("aws:SourceAccount", service.account());
            case Caller.User user ->
                ofPrincipal(context, user, user.arn(), membership)
                        .with("aws:PrincipalType", "User")
                        .with("aws:username", user.userName());
            case Caller.RoleSession session ->
                ofPrincipal(context, session, session.roleArn(), membership).with("aws:PrincipalType", "AssumedRole");
        };
    }

    /// What conditions may ask about the account of a resource.
    static Context ofResource(Resource resource, Membership membership) {
        Context context = Context.empty().with("aws:ResourceAccount", resource.account());
        return membership
                .organization(resource.account())
                .map(id -> context.with("aws:ResourceOrgID", id))
                .orElse(context);
    }

    private static Context ofPrincipal(Context context, Caller caller, String arn, Membership membership) {
        Context known = context.with("aws:PrincipalArn", arn)
                .with("aws:PrincipalAccount", caller.account())
                .with("aws:userid", caller.principalId());
        return membership
                .organization(caller.account())
                .map(id -> known.with("aws:PrincipalOrgID", id))
                .orElse(known);
    }
}
