package dev.levee.rulebook.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.schemas.Exemption;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyScope;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a policy says, as people write it: the source of its YAML and of its revision.
final class PolicyContent {

    private static final int REVISION_DIGITS = 12;
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private PolicyContent() {}

    /// In the order people read it; what says nothing is left out.
    static Map<String, Object> of(Policy policy) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("id", policy.getId());
        if (!policy.getDescription().isEmpty()) {
            content.put("description", policy.getDescription());
        }
        content.put("controls", policy.getControls());
        content.put("mode", policy.getMode().name().toLowerCase(Locale.ROOT));
        Map<String, Object> scope = scope(policy.getScope());
        if (!scope.isEmpty()) {
            content.put("scope", scope);
        }
        policy.getWhen().ifPresent(when -> content.put("when", when));
        if (!policy.getInputs().isEmpty()) {
            Map<String, Object> inputs = new TreeMap<>();
            policy.getInputs().forEach((control, json) -> inputs.put(control, plain(json)));
            content.put("inputs", inputs);
        }
        put(
                content,
                "acceptRisk",
                policy.getAcceptRisk().stream()
                        .map(risk -> risk.name().toLowerCase(Locale.ROOT))
                        .toList());
        return content;
    }

    /// The first digits of a hash over the content, whatever the order of its maps.
    static String revision(Policy policy) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(CANONICAL.writeValueAsString(of(policy)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, REVISION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> scope(PolicyScope scope) {
        Map<String, Object> content = new LinkedHashMap<>();
        put(content, "groups", scope.getGroups());
        put(content, "accounts", scope.getAccounts());
        put(content, "regions", scope.getRegions());
        put(content, "resources", scope.getResources());
        put(
                content,
                "except",
                scope.getExcept().stream().map(PolicyContent::exemption).toList());
        return content;
    }

    private static Map<String, Object> exemption(Exemption exemption) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("resources", exemption.getResources());
        content.put("reason", exemption.getReason());
        content.put("owner", exemption.getOwner());
        content.put("until", exemption.getUntil().toString());
        return content;
    }

    private static void put(Map<String, Object> content, String key, List<?> values) {
        if (!values.isEmpty()) {
            content.put(key, values);
        }
    }

    private static Object plain(String json) {
        JsonNode node = PolicyRules.json(json)
                .orElseThrow(() -> new IllegalArgumentException("a policy's inputs are JSON objects"));
        return CANONICAL.convertValue(node, Object.class);
    }
}
