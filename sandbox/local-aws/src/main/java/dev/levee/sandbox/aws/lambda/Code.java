package dev.levee.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The files of a function, which come in a zip.
final class Code {

    private static final String ZIP = "Zip";

    private Code() {}

    /// Lets a function have the code of a request.
    ///
    /// @param code `ZipFile` in it is the zip
    /// @throws AwsFault if it is none
    static void put(ObjectNode function, JsonNode code) {
        if (!code.hasNonNull("ZipFile")) {
            throw invalid("Please provide a source for function code. Here that is ZipFile.");
        }
        String base64 = code.path("ZipFile").asText();
        byte[] zip = Base64.getDecoder().decode(base64);
        if (files(zip).isEmpty()) {
            throw invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");
        }
        function.put(ZIP, base64);
        function.withObjectProperty("Configuration").put("CodeSize", zip.length).put("CodeSha256", digest(zip));
    }

    static Map<String, byte[]> files(JsonNode function) {
        return files(Base64.getDecoder().decode(function.path(ZIP).asText()));
    }

    private static Map<String, byte[]> files(byte[] zip) {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
            return files;
        } catch (IOException _) {
            return Map.of();
        }
    }

    private static String digest(byte[] zip) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(zip));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("InvalidParameterValueException", 400, message);
    }
}
