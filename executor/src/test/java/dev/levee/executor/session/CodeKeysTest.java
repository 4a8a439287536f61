package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.sandbox.aws.LocalAws;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// What AWS says of a secret that cannot be read, and what is made of it.
class CodeKeysTest {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-west-1";
    private static final JsonMapper JSON = new JsonMapper();

    private final LocalAws aws = LocalAws.builder().start();
    private final AwsClouds clouds = new AwsClouds(Optional.of(aws.endpoint()));
    private final CloudApi owner = clouds.as(StaticCredentialsProvider.create(aws.account(ACCOUNT)), "levee-test/1");
    private String key = "";
    private String secret = "";

    @BeforeEach
    void createSecret() {
        key = call("kms:CreateKey", "{}").at("/KeyMetadata/Arn").asText();
        secret = call("secretsmanager:CreateSecret", """
                        {"Name": "levee/otp", "KmsKeyId": "%s",
                         "SecretString": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}""".formatted(key))
                .path("ARN")
                .asText();
    }

    @AfterEach
    void stop() {
        clouds.close();
        aws.close();
    }

    @Test
    void readsTheKeyByTheFullArnAndWithoutItsLastSixCharacters() {
        assertThat(read(secret)).isInstanceOf(CodeKeys.Answer.Known.class);
        assertThat(read(secret.substring(0, secret.length() - 7))).isInstanceOf(CodeKeys.Answer.Known.class);
    }

    @Test
    void tellsAKeyThatDeniesFromASecretThatDoes() {
        call("kms:PutKeyPolicy", """
                {"KeyId": "%s", "Policy": "{'Version': '2012-10-17', 'Statement': [
                  {'Effect': 'Allow', 'Principal': {'AWS': '%s'}, 'Action': 'kms:*', 'Resource': '*'},
                  {'Effect': 'Deny', 'Principal': {'AWS': '*'}, 'Action': 'kms:Decrypt', 'Resource': '*'}]}"}""".formatted(key, ACCOUNT));
        assertThat(obstacle()).isEqualTo(Obstacle.KEY_DENIED);

        call("secretsmanager:PutResourcePolicy", """
                {"SecretId": "%s", "ResourcePolicy": "{'Version': '2012-10-17', 'Statement': [
                  {'Effect': 'Deny', 'Principal': {'AWS': '*'}, 'Action': 'secretsmanager:Get*', 'Resource': '*'}]}"}""".formatted(secret));
        assertThat(obstacle()).isEqualTo(Obstacle.SECRET_DENIED);
    }

    @Test
    void saysThatTheKeyIsUnusableWhileItIsDisabledOrPendingDeletion() {
        call("kms:DisableKey", "{\"KeyId\": \"%s\"}".formatted(key));
        assertThat(obstacle()).isEqualTo(Obstacle.KEY_UNUSABLE);

        call("kms:ScheduleKeyDeletion", "{\"KeyId\": \"%s\"}".formatted(key));
        assertThat(obstacle()).isEqualTo(Obstacle.KEY_UNUSABLE);
    }

    @Test
    void saysThatTheSecretIsMissingOnceItIsMarkedForDeletion() {
        call("secretsmanager:DeleteSecret", "{\"SecretId\": \"%s\"}".formatted(secret));
        assertThat(obstacle()).isEqualTo(Obstacle.SECRET_MISSING);

        call("secretsmanager:DeleteSecret", """
                {"SecretId": "%s", "ForceDeleteWithoutRecovery": true}""".formatted(secret));
        assertThat(obstacle()).isEqualTo(Obstacle.SECRET_MISSING);
    }

    private Obstacle obstacle() {
        assertThat(read(secret)).isInstanceOf(CodeKeys.Answer.No.class);
        return ((Opened.Blocked) ((CodeKeys.Answer.No) read(secret)).why()).obstacle();
    }

    private CodeKeys.Answer read(String arn) {
        CodeKeys.Answer answer = CodeKeys.read(owner, arn);
        if (answer instanceof CodeKeys.Answer.Known known) {
            known.key().close();
        }
        return answer;
    }

    /// @param document in which a policy is written with single quotes
    private JsonNode call(String operation, String document) {
        CloudAnswer answer = owner.call(new CloudCall(operation, REGION, json(document)));
        return ((CloudAnswer.Success) answer).document();
    }

    private static JsonNode json(String document) {
        try {
            return JSON.readTree(document.replace("\n", " ").replace("'", "\\\""));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
