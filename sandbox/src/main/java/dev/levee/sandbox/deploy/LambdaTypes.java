package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Functions, and who may call them.
final class LambdaTypes {

    private static final String FUNCTION = "FunctionName";

    private LambdaTypes() {}

    static Made function(String id, Properties properties, Cloud cloud) {
        ObjectNode function = properties.copy(
                FUNCTION,
                "Description",
                "Runtime",
                "Architectures",
                "Handler",
                "MemorySize",
                "Timeout",
                "Role",
                "Environment");
        Properties code = new Properties(id + ", Code", properties.optional("Code"));
        function.putObject("Code").put("ZipFile", zip(code.text("ZipFile")));
        String name = properties.text(FUNCTION);
        code.refuseOthers();
        properties.refuseOthers();

        String arn = cloud.call("lambda:CreateFunction", function)
                .path("FunctionArn")
                .asText();
        cloud.undoneBy("lambda:DeleteFunction", Cloud.document().put(FUNCTION, name));
        return new Made(name, Map.of("Arn", arn));
    }

    static Made permission(String id, Properties properties, Cloud cloud) {
        ObjectNode permission = properties
                .copy(FUNCTION, "Action", "Principal", "SourceArn", "SourceAccount")
                .put("StatementId", id);
        String function = properties.text(FUNCTION);
        properties.refuseOthers();

        cloud.call("lambda:AddPermission", permission);
        cloud.undoneBy(
                "lambda:RemovePermission",
                Cloud.document().put(FUNCTION, function).put("StatementId", id));
        return new Made(id, Map.of());
    }

    /// Inline code is a file of this name to CloudFormation.
    private static String zip(String code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("index.py"));
            zip.write(code.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
