package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.sandbox.aws.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets services of AWS act in the roles that trust them.
public final class ServiceRoles {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws:iam::(?<account>\\d{12}):role/(.*/)?(?<name>[^/]+)");
    private static final Duration LIFETIME = Duration.ofHours(1);

    /// A service's session of a role.
    public record ServiceSession(Caller.RoleSession caller, String secret, String token, Instant expires) {

        /// Without the credentials.
        @Override
        public String toString() {
            return caller.arn();
        }
    }

    private final Directory directory;

    public ServiceRoles(Directory directory) {
        this.directory = directory;
    }

    public boolean trusts(String service, String roleArn) {
        return role(service, roleArn).isPresent();
    }

    /// Empty if the role is not there, or does not trust the service.
    public Optional<ServiceSession> assume(String service, String roleArn, String sessionName, Instant now) {
        return role(service, roleArn).map(role -> {
            Caller.RoleSession caller = new Caller.RoleSession(
                    roleArn.split(":", -1)[4],
                    role.path("RoleName").asText(),
                    role.path("Arn").asText(),
                    role.path("RoleId").asText(),
                    sessionName,
                    Ids.random("ASIA"),
                    now);
            ServiceSession session =
                    new ServiceSession(caller, Ids.randomSecret(), Ids.randomToken(), now.plus(LIFETIME));
            directory.addSession(caller, session.secret(), session.token(), session.expires(), Optional.empty());
            return session;
        });
    }

    private Optional<JsonNode> role(String service, String roleArn) {
        Matcher arn = ROLE_ARN.matcher(roleArn);
        return arn.matches()
                ? directory
                        .roles(arn.group("account"))
                        .get(arn.group("name"))
                        .map(row -> row.path("Role"))
                        .filter(role -> names(service, role))
                : Optional.empty();
    }

    private static boolean names(String service, JsonNode role) {
        try {
            return JSON.readTree(role.path("AssumeRolePolicyDocument").asText()).findValuesAsText("Service").stream()
                    .anyMatch(service::equals);
        } catch (JsonProcessingException _) {
            return false;
        }
    }
}
