package dev.levee.sandbox.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.sandbox.aws.lambda.FunctionRuntime;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Does in Java what the rotator function of the template does in Python, with that function's role and environment:
/// for machines without a Python that has boto3, and where there are too many accounts to have a process for each.
public final class StandInRotator implements FunctionRuntime, AutoCloseable {

    private final Map<String, AwsClouds> clouds = new ConcurrentHashMap<>();

    @Override
    public boolean runs(String runtime) {
        return true;
    }

    @Override
    public Process start(Program program) {
        Map<String, String> environment = program.environment();
        CloudApi cloud = clouds.computeIfAbsent(
                        environment.get("AWS_ENDPOINT_URL"), url -> new AwsClouds(Optional.of(URI.create(url))))
                .as(
                        StaticCredentialsProvider.create(AwsSessionCredentials.create(
                                environment.get("AWS_ACCESS_KEY_ID"),
                                environment.get("AWS_SECRET_ACCESS_KEY"),
                                environment.get("AWS_SESSION_TOKEN"))),
                        "levee-rotator/1");
        return new Rotator(cloud, environment);
    }

    @Override
    public void close() {
        clouds.values().forEach(AwsClouds::close);
    }

    private record Rotator(CloudApi cloud, Map<String, String> environment) implements Process {

        @Override
        public Outcome call(Call call) {
            try {
                rotate(call.now());
                return new Outcome.Returned(NullNode.instance, List.of("rotated " + variable("ROLE_NAME")));
            } catch (IllegalStateException e) {
                ObjectNode error = JsonNodeFactory.instance.objectNode();
                error.put("errorType", "IllegalStateException").put("errorMessage", e.getMessage());
                return new Outcome.Raised(error, List.of());
            }
        }

        private void rotate(Instant now) {
            JsonNode secret =
                    answer("secretsmanager:GetSecretValue", request().put("SecretId", variable("SECRET_ARN")));
            Codes codes = new Codes(secret.path("SecretString").asText());
            String role = variable("ROLE_NAME");
            String trust = codes.trustPolicy(
                            List.of(variable("PRINCIPAL_ARNS").split(",")), variable("EXTERNAL_ID"), now)
                    .toString();
            answer("iam:UpdateAssumeRolePolicy", request().put("RoleName", role).put("PolicyDocument", trust));
            ObjectNode tags = request().put("RoleName", role);
            codes.tags(now)
                    .forEach((key, value) -> tags.withArrayProperty("Tags")
                            .addObject()
                            .put("Key", key)
                            .put("Value", value));
            answer("iam:TagRole", tags);
        }

        private JsonNode answer(String operation, JsonNode document) {
            return switch (cloud.call(new CloudCall(operation, variable("AWS_REGION"), document))) {
                case CloudAnswer.Success success -> success.document();
                case CloudAnswer.Failure failure ->
                    throw new IllegalStateException("%s was refused: %s".formatted(operation, failure.code()));
            };
        }

        private String variable(String name) {
            return Objects.requireNonNull(environment.get(name), name);
        }

        private static ObjectNode request() {
            return JsonNodeFactory.instance.objectNode();
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void close() {}

        /// Without the environment, which holds credentials.
        @Override
        public String toString() {
            return "rotator";
        }
    }
}
