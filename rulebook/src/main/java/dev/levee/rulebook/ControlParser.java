package dev.levee.rulebook;

import dev.levee.rulebook.cel.Expression;
import dev.levee.rulebook.cel.Expressions;
import dev.levee.rulebook.cel.Template;
import dev.levee.rulebook.cel.Templates;
import dev.levee.rulebook.yaml.YamlMap;
import dev.levee.rulebook.yaml.YamlNode;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Risk;
import dev.levee.schemas.Severity;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads one control. It reports all it finds wrong; the control is of use only if it found nothing.
final class ControlParser {

    private static final Set<String> RESOURCE = Set.of("type", "id", "arn", "partition", "account", "region");
    private static final Set<String> PLACE = Set.of("partition", "account", "region");
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Pattern ID = Pattern.compile("(aws|azure)-[a-z0-9]+(-[a-z0-9]+)+");

    private final YamlMap map;

    private final YamlNode definition;
    private final Optional<String> family;
    private final Expressions ofNothing;
    private final Expressions ofPlace;
    private final Expressions ofResource;

    private ControlParser(ControlDocuments.Document document, Expressions ofNothing) {
        this.map = document.content().map();
        this.definition = document.content().without("examples", "trial");
        this.family = document.family();
        this.ofNothing = ofNothing;
        this.ofPlace = ofNothing.with("place", PLACE);
        this.ofResource = ofNothing.with("resource", RESOURCE);
    }

    /// @param language over no variables; controls that share one share what they compile
    static Optional<ControlParts> parse(ControlDocuments.Document document, Expressions language) {
        return new ControlParser(document, language).parts();
    }

    private Optional<ControlParts> parts() {
        ControlParts.Heading heading = heading();
        Optional<ResourceKind> resource = map.required("resource").map(this::resource);
        CallParser calls =
                new CallParser(ofResource, resource.map(ResourceKind::arnText).orElse(""));
        List<Trigger> triggers = some("triggers").stream()
                .flatMap(node -> trigger(node).stream())
                .toList();

        List<Input> inputs = map.optional("inputs")
                .map(YamlNode::map)
                .map(InputParser::inputs)
                .orElse(List.of());
        Set<String> inputNames = inputs.stream().map(Input::name).collect(Collectors.toSet());
        Expressions ofInput = ofResource.with("input", inputNames);
        List<Check> inputChecks = checks("inputRules", ofNothing.with("input", inputNames), "that", "otherwise");

        List<Read> reads = new ArrayList<>();
        Set<String> readNames = new LinkedHashSet<>();
        for (YamlNode node : some("reads")) {
            Read read = calls.read(node, readNames.isEmpty() ? ofInput : ofInput.with("state", readNames));
            reads.add(read);
            if (!readNames.add(read.name())) {
                map.problem("two `reads` have the same name; give each its own");
            }
        }
        Map<String, Expression> named = new LinkedHashMap<>();
        Expressions ofState = naming(named, ofInput.with("state", readNames));

        ControlParts.Conditions conditions = new ControlParts.Conditions(
                checks("applies", ofState, "that", "otherwise"),
                checks("compliant", ofState, "that", "otherwise"),
                checks("pending", ofState, "when", "why"),
                checks("ready", ofState, "that", "otherwise"));
        some("compliant");
        List<CallTemplate> fix =
                some("fix").stream().map(node -> calls.call(node, ofState)).toList();
        Expressions ofRollback = ofState.with("before", readNames);
        List<CallTemplate> rollback = map.list("rollback").stream()
                .map(node -> calls.call(node, ofRollback))
                .toList();
        Optional<String> noRollback = noRollback();
        Optional<Listing> listing = map.required("list").flatMap(node -> calls.listing(node, ofPlace));
        List<Trial> trials =
                new TrialParser(ofPlace.with("input", inputNames), ofRollback).trials(map.optional("trial"));
        List<Example> examples = (family.isPresent() ? map.list("examples") : some("examples"))
                .stream().map(ExampleParser::example).toList();
        map.refuseOthers();

        return resource.isEmpty() || listing.isEmpty()
                ? Optional.empty()
                : Optional.of(new ControlParts(
                        heading,
                        resource.get(),
                        triggers,
                        new InputRules(inputs, inputChecks),
                        reads,
                        named,
                        conditions,
                        fix,
                        rollback,
                        noRollback,
                        listing.get(),
                        trials,
                        examples,
                        definition));
    }

    private ControlParts.Heading heading() {
        String id = map.text("id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            map.optional("id").ifPresent(node -> node.problem("an id is written aws-service-what-it-says"));
        }
        return new ControlParts.Heading(
                id,
                family,
                map.text("title"),
                map.required("severity")
                        .map(node -> named(node, Severity.values()))
                        .orElse(Severity.LOW),
                map.required("risk").map(node -> named(node, Risk.values())).orElse(Risk.DESTRUCTIVE),
                id.startsWith("azure-") ? Provider.AZURE : Provider.AWS,
                map.text("service"),
                map.text("caution"),
                references(),
                map.optional("settle").map(ControlParser::duration).orElse(SETTLE));
    }

    /// The value of this name, in lower case; the first one, and a problem, if there is none.
    private static <T extends Enum<T>> T named(YamlNode node, T[] values) {
        for (T value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(node.text())) {
                return value;
            }
        }
        String known = Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        node.problem("unknown " + values[0].getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT) + " `"
                + node.text() + "`; known are: " + known);
        return values[0];
    }

    private static Duration duration(YamlNode node) {
        try {
            return Duration.parse("PT" + node.text());
        } catch (DateTimeParseException e) {
            node.problem("no duration; write e.g. 30s or 5m");
            return SETTLE;
        }
    }

    private Map<String, List<String>> references() {
        Map<String, List<String>> references = new LinkedHashMap<>();
        map.required("references").map(YamlNode::map).ifPresent(lists -> {
            for (String key : List.of("links", "cloudneeti", "netskope", "cloudsploit")) {
                lists.optional(key).ifPresent(node -> references.put(key, node.texts()));
            }
            lists.refuseOthers();
        });
        return references;
    }

    private ResourceKind resource(YamlNode node) {
        YamlMap map = node.map();
        Optional<YamlNode> example = map.required("example");
        Optional<YamlNode> id = map.required("id");
        Optional<YamlNode> arn = map.required("arn");
        ResourceKind kind = new ResourceKind(
                map.text("type"),
                id.map(InputParser::pattern).orElse(Pattern.compile("")),
                example.map(YamlNode::text).orElse(""),
                arn.map(new Templates(ofNothing.with("resource", withoutArn()))::template)
                        .orElse(new Template.Members(Map.of())),
                arn.map(YamlNode::text).orElse(""),
                map.optional("global").map(ControlParser::flag).orElse(false));
        map.refuseOthers();
        example.filter(given -> !kind.possible(given.text()))
                .ifPresent(
                        given -> given.problem("the example `" + given.text() + "` does not match the id's pattern"));
        return kind;
    }

    private static Set<String> withoutArn() {
        return RESOURCE.stream()
                .filter(member -> !member.equals("arn") && !member.equals("type"))
                .collect(Collectors.toSet());
    }

    private static boolean flag(YamlNode node) {
        if (!node.json().isBoolean()) {
            node.problem("must be true or false");
        }
        return node.json().asBoolean();
    }

    private Optional<Trigger> trigger(YamlNode node) {
        YamlMap map = node.map();
        Set<String> actions = map.required("on").stream()
                .flatMap(on -> on.isList() ? on.list().stream() : Stream.of(on))
                .map(CallParser::operation)
                .collect(Collectors.toSet());
        Templates templates = new Templates(ofPlace.with("record"));
        Optional<Trigger> trigger = map.required("resource")
                .flatMap(templates::expression)
                .map(resource -> new Trigger(
                        actions,
                        resource,
                        map.optional("filter").flatMap(templates::condition),
                        map.optional("region").flatMap(templates::expression)));
        map.refuseOthers();
        return trigger;
    }

    private Expressions naming(Map<String, Expression> named, Expressions expressions) {
        Expressions[] known = {expressions};
        map.optional("let")
                .map(YamlNode::map)
                .ifPresent(names -> names.each((name, node) -> new Templates(known[0])
                        .expression(node)
                        .ifPresent(expression -> {
                            named.put(name, expression);
                            known[0] = known[0].with(name);
                        })));
        return known[0];
    }

    private List<Check> checks(String key, Expressions expressions, String condition, String sentence) {
        Templates templates = new Templates(expressions);
        List<Check> checks = new ArrayList<>();
        for (YamlNode node : map.list(key)) {
            YamlMap check = node.map();
            Optional<Template> text = check.required(sentence).map(templates::template);
            check.required(condition)
                    .flatMap(templates::condition)
                    .ifPresent(that -> text.ifPresent(why -> checks.add(new Check(that, why))));
            check.refuseOthers();
        }
        return checks;
    }

    private Optional<String> noRollback() {
        Optional<YamlNode> reason = map.optional("noRollback");
        if (reason.isPresent() == map.optional("rollback").isPresent()) {
            map.problem("either `rollback` (calls) or `noRollback` (why there are none) must stand here");
        }
        if (reason.isEmpty()) {
            some("rollback");
        }
        return reason.map(YamlNode::text);
    }

    /// The items of a list that must have some.
    private List<YamlNode> some(String key) {
        Optional<YamlNode> node = map.required(key);
        List<YamlNode> items = node.map(YamlNode::list).orElse(List.of());
        if (items.isEmpty()) {
            node.filter(YamlNode::isList).ifPresent(list -> list.problem("`" + key + "` is empty; add one"));
        }
        return items;
    }
}
