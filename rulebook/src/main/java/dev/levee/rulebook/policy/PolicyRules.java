package dev.levee.rulebook.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Inputs;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.AwsRegions;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.Risk;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What holds for every policy, wherever it comes from. Each rule gives the problem, with its mend.
final class PolicyRules {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private PolicyRules() {}

    static Optional<String> id(String id) {
        return unless(
                ID.matcher(id).matches(),
                "`" + id + "` is no policy id: write lower-case letters, digits and dashes, at most 63");
    }

    static Optional<String> account(String account) {
        return unless(ACCOUNT.matcher(account).matches(), "`" + account + "` is no account id: it has 12 digits");
    }

    static Optional<String> region(String region) {
        return unless(AwsRegions.isName(region), "`" + region + "` is no region: write e.g. eu-central-1");
    }

    static Optional<String> resource(String pattern) {
        return unless(
                pattern.startsWith("arn:") || pattern.startsWith("*"),
                "`" + pattern + "` is no pattern of ARNs: write e.g. arn:aws:s3:::public-*");
    }

    static Optional<String> control(String id, Rulebook rulebook) {
        return unless(
                rulebook.control(id).isPresent(),
                "unknown control `" + id + "`; `levee control list` shows what there is");
    }

    /// A control that costs more than its title says runs automated only where the policy accepts that.
    static Optional<String> risk(String id, PolicyMode mode, Collection<Risk> accepted, Rulebook rulebook) {
        Risk risk = rulebook.control(id).map(Control::risk).orElse(Risk.NONE);
        String word = risk.name().toLowerCase(Locale.ROOT);
        return unless(
                mode != PolicyMode.AUTOMATED || risk == Risk.NONE || accepted.contains(risk),
                "control `" + id + "` is " + word + ": read its caution, then add `acceptRisk: [" + word
                        + "]` to let it run automated");
    }

    /// Problems of the inputs for a control; none for a control that is unknown anyway.
    static List<String> inputs(String control, JsonNode inputs, Set<String> controls, Rulebook rulebook) {
        if (!controls.contains(control)) {
            return List.of("inputs for `" + control + "`, which is not among the policy's controls; add it there");
        }
        Optional<Control> known = rulebook.control(control);
        if (known.isPresent() && known.get().inputs(inputs) instanceof Inputs.Invalid(List<String> problems)) {
            return problems.stream().map(problem -> control + ": " + problem).toList();
        }
        return List.of();
    }

    /// Empty if the text is no JSON.
    static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> unless(boolean good, String problem) {
        return good ? Optional.empty() : Optional.of(problem);
    }
}
