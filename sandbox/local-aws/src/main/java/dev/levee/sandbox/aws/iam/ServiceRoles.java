package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Lets services of AWS act for an account in those of its roles that trust them.
public final class ServiceRoles {

    private static final Duration LIFETIME = Duration.ofHours(1);

    /// A session with credentials.
    public record ServiceSession(Caller caller, String secret, String token, Instant expires) {

        /// Without the credentials.
        @Override
        public String toString() {
            return caller.arn();
        }
    }

    private final Directory directory;
    private final Authorizer authorizer;

    public ServiceRoles(Directory directory, Authorizer authorizer) {
        this.directory = directory;
        this.authorizer = authorizer;
    }

    /// The caller that a service is in a role, to be asked what it may; empty if the role is not there, not of the
    /// account, or does not trust the service.
    ///
    /// @param context what the role's trust policy may ask about
    public Optional<Caller> in(
            String roleArn, Caller.Service service, String sessionName, Context context, Instant now) {
        return session(roleArn, service, sessionName, context, now).map(Caller.class::cast);
    }

    /// As [#in], with credentials for what the service runs in the role.
    public Optional<ServiceSession> assume(
            String roleArn, Caller.Service service, String sessionName, Context context, Instant now) {
        return session(roleArn, service, sessionName, context, now).map(caller -> {
            ServiceSession session =
                    new ServiceSession(caller, Ids.randomSecret(), Ids.randomToken(), now.plus(LIFETIME));
            directory.addSession(caller, session.secret(), session.token(), session.expires(), Optional.empty());
            return session;
        });
    }

    private Optional<Caller.RoleSession> session(
            String roleArn, Caller.Service service, String sessionName, Context context, Instant now) {
        return RoleArn.parse(roleArn)
                .filter(role -> role.account().equals(service.account()))
                .flatMap(role -> directory
                        .roles(role.account())
                        .get(role.name())
                        .filter(row -> trusts(row, roleArn, service, context, now))
                        .map(row -> new Caller.RoleSession(
                                role.account(),
                                role.name(),
                                roleArn,
                                row.at("/Role/RoleId").asText(),
                                sessionName,
                                Ids.random("ASIA"),
                                now)));
    }

    private boolean trusts(ObjectNode row, String roleArn, Caller.Service service, Context context, Instant now) {
        Request request = new Request(
                "sts",
                "AssumeRole",
                service,
                service.account(),
                "us-east-1",
                JsonNodeFactory.instance.objectNode(),
                now,
                "");
        Resource role =
                Resource.role(roleArn, service.account(), TrustHistory.of(row).at(now));
        return authorizer.denial(request, "sts:AssumeRole", role, context).isEmpty();
    }
}
