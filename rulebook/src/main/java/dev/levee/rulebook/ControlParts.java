package dev.levee.rulebook;

import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.yaml.YamlNode;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Risk;
import dev.levee.schemas.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The content of a control's file, compiled.
///
/// @param named names for values that other expressions use, in the order of the file
/// @param noRollback why there is none; then `rollback` is empty
/// @param definition the document it was compiled from, without what tries it
record ControlParts(
        Heading heading,
        ResourceKind resource,
        List<Trigger> triggers,
        InputRules inputs,
        List<Read> reads,
        Map<String, Expression> named,
        Conditions conditions,
        List<CallTemplate> fix,
        List<CallTemplate> rollback,
        Optional<String> noRollback,
        Listing listing,
        List<Trial> trials,
        List<Example> examples,
        YamlNode definition) {

    record Heading(
            String id,
            Optional<String> family,
            String title,
            Severity severity,
            Risk risk,
            Provider provider,
            String service,
            String caution,
            Map<String, List<String>> references,
            Duration settle) {}

    record Conditions(List<Check> applies, List<Check> compliant, List<Check> pending, List<Check> ready) {}
}
