package dev.levee.rulebook.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.yaml.Problems;
import dev.levee.rulebook.yaml.YamlFile;
import dev.levee.rulebook.yaml.YamlNode;
import dev.levee.schemas.Policy;
import dev.levee.schemas.TrustedRecords;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Policies as people write them.
public final class PolicyYaml {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    static {
        TrustedRecords.install();
    }

    private PolicyYaml() {}

    /// Reads every policy of a file (YAML documents); nothing of it is taken if anything in it is wrong.
    public static Parsed parse(String fileName, String yaml, Rulebook rulebook) {
        return parse(fileName, yaml, rulebook, LocalDate.now(ZoneOffset.UTC));
    }

    static Parsed parse(String fileName, String yaml, Rulebook rulebook, LocalDate today) {
        Problems problems = new Problems(fileName);
        List<Policy> policies = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        PolicyParser parser = new PolicyParser(rulebook, today);
        for (YamlNode document : YamlFile.documents(yaml, problems)) {
            Policy policy = parser.policy(document);
            policies.add(policy);
            if (!ids.add(policy.getId())) {
                document.problem("the id " + policy.getId() + " is taken by a policy above; choose another");
            }
        }
        if (policies.isEmpty() && problems.none()) {
            problems.add(1, "the file holds no policy");
        }
        return problems.none() ? new Parsed.Valid(policies) : new Parsed.Invalid(problems.all());
    }

    /// The policy as YAML; reading it again gives the same policy.
    public static String render(Policy policy) {
        try {
            return YAML.writeValueAsString(PolicyContent.of(policy));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
