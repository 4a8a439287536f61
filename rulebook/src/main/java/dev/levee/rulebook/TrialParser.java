package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.rulebook.cel.Expressions;
import dev.levee.rulebook.cel.Template;
import dev.levee.rulebook.cel.Templates;
import dev.levee.rulebook.yaml.YamlMap;
import dev.levee.rulebook.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the trials of a control.
final class TrialParser {

    private static final Template NOTHING = new Template.Members(Map.of());

    private final Expressions ofPlaceAndInput;
    private final Expressions ofRollback;

    TrialParser(Expressions ofPlaceAndInput, Expressions ofRollback) {
        this.ofPlaceAndInput = ofPlaceAndInput;
        this.ofRollback = ofRollback;
    }

    List<Trial> trials(Optional<YamlNode> trial) {
        return trial.stream()
                .flatMap(node -> node.isList() ? node.list().stream() : Stream.of(node))
                .map(this::trial)
                .toList();
    }

    private Trial trial(YamlNode node) {
        YamlMap map = node.map();
        JsonNode given = map.optional("inputs").map(YamlNode::json).orElse(JsonNodeFactory.instance.objectNode());
        Set<String> made = new LinkedHashSet<>();
        List<Trial.Step> steps = new ArrayList<>();
        for (YamlNode step : map.required("given").map(YamlNode::list).orElse(List.of())) {
            steps.add(step(step, made));
            steps.getLast().name().ifPresent(made::add);
        }
        Template resource =
                map.required("resource").map(templates(made)::template).orElse(NOTHING);
        Trial trial = new Trial(
                given, steps, resource, map.optional("restored").flatMap(new Templates(ofRollback)::condition));
        map.refuseOthers();
        return trial;
    }

    private Trial.Step step(YamlNode node, Set<String> made) {
        YamlMap map = node.map();
        Trial.Step step = new Trial.Step(
                map.optional("as").map(YamlNode::text),
                map.required("call").map(CallParser::operation).orElse(""),
                map.optional("with").map(templates(made)::template).orElse(NOTHING));
        map.refuseOthers();
        return step;
    }

    private Templates templates(Set<String> made) {
        return new Templates(ofPlaceAndInput.with("made", made));
    }
}
