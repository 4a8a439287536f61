package dev.levee.cli.onboard;

import dev.levee.cli.control.Resemblance;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Problem;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Parsed;
import dev.levee.rulebook.policy.PolicyYaml;
import dev.levee.schemas.Policy;
import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/// The controls to make a template for: those of a list, those of policies, or else all.
final class Choice {

    @Option(
            names = "--controls",
            split = ",",
            paramLabel = "ID",
            arity = "1..*",
            description = "For these controls, e.g. aws-kms-key-rotation,aws-s3-bucket-versioning.")
    private List<String> ids = List.of();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            arity = "1..*",
            description = "For the controls that these policies name.")
    private List<Path> policies = List.of();

    List<Control> of(Rulebook rulebook) throws IOException {
        if (ids.isEmpty() && policies.isEmpty()) {
            return List.copyOf(rulebook.controls());
        }
        return new TreeSet<>(ids.isEmpty() ? named(rulebook) : ids)
                .stream().map(id -> control(id, rulebook)).toList();
    }

    private List<String> named(Rulebook rulebook) throws IOException {
        List<String> named = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : policies) {
            switch (PolicyYaml.parse(file.toString(), Files.readString(file), rulebook)) {
                case Parsed.Valid(List<Policy> read) -> read.forEach(policy -> named.addAll(policy.getControls()));
                case Parsed.Invalid invalid ->
                    invalid.problems().stream().map(Problem::toString).forEach(problems::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return named;
    }

    private static Control control(String id, Rulebook rulebook) {
        return rulebook.control(id)
                .orElseThrow(() -> new ConfigurationException(List.of(Resemblance.unknown(
                        "control",
                        id,
                        rulebook.controls().stream().map(Control::id).toList()))));
    }
}
