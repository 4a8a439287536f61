package dev.levee.executor.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Answers as it was told, in order, for faults no local cloud has.
public final class ScriptedCloud implements Clouds, CloudApi {

    private final Queue<CloudAnswer> answers = new ArrayDeque<>();
    private final List<CloudCall> calls = new ArrayList<>();

    public static ScriptedCloud answering(CloudAnswer... answers) {
        ScriptedCloud cloud = new ScriptedCloud();
        cloud.answers.addAll(Arrays.asList(answers));
        return cloud;
    }

    public static CloudAnswer session(Instant expires) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("Credentials")
                .put("AccessKeyId", "ASIAEXAMPLE")
                .put("SecretAccessKey", "very-secret")
                .put("SessionToken", "token")
                .put("Expiration", expires.toString());
        return success(document);
    }

    public static CloudAnswer secret(String text) {
        return success(JsonNodeFactory.instance.objectNode().put("SecretString", text));
    }

    public static CloudAnswer failure(FailureKind kind, String code) {
        return new CloudAnswer.Failure(kind, code, "words of the cloud", 400, "request-1");
    }

    /// @param words the cloud's message
    public static CloudAnswer denied(String words) {
        return new CloudAnswer.Failure(FailureKind.ACCESS_DENIED, "AccessDenied", words, 403, "request-1");
    }

    public static CloudAnswer success(String json) {
        try {
            return success(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static CloudAnswer success(JsonNode document) {
        return new CloudAnswer.Success(document, "request-1");
    }

    public List<CloudCall> calls() {
        return calls;
    }

    @Override
    public CloudApi as(AwsCredentialsProvider credentials, String userAgent) {
        return this;
    }

    @Override
    public CloudAnswer call(CloudCall call) {
        calls.add(call);
        return answers.remove();
    }
}
