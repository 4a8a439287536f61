package dev.levee.rulebook;

import dev.levee.rulebook.cel.Expressions;
import dev.levee.rulebook.cel.Template;
import dev.levee.rulebook.cel.Templates;
import dev.levee.rulebook.yaml.YamlMap;
import dev.levee.rulebook.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads calls, and what they need permission for.
final class CallParser {

    static final Pattern OPERATION = Pattern.compile("[a-z0-9-]+:[A-Z][A-Za-z0-9]+");

    private final Templates permissions;
    private final String arn;

    /// @param resource what a permission's resource may look at
    /// @param arn the resource's ARN as the control writes it
    CallParser(Expressions resource, String arn) {
        this.permissions = new Templates(resource);
        this.arn = arn;
    }

    /// One of the calls of a fix or a rollback.
    CallTemplate call(YamlNode node, Expressions expressions) {
        YamlMap map = node.map();
        CallTemplate call = repeatable(map, expressions);
        map.refuseOthers();
        return call;
    }

    private CallTemplate repeatable(YamlMap map, Expressions expressions) {
        Optional<YamlNode> forEach = map.optional("forEach");
        Templates outside = new Templates(expressions);
        Templates inside = forEach.isPresent() ? new Templates(expressions.with("item")) : outside;
        return new CallTemplate(
                operation(map),
                document(map, inside),
                forEach.flatMap(outside::expression),
                map.optional("when").flatMap(inside::condition),
                permissions(map));
    }

    /// What has a name and nothing else is the time.
    Read read(YamlNode node, Expressions expressions) {
        YamlMap map = node.map();
        String name = map.text("name");
        if (map.hasOnly("name")) {
            return new TimeRead(name);
        }
        CallRead read = new CallRead(
                name,
                repeatable(map, expressions),
                codes(map, "absent"),
                codes(map, "gone"),
                map.optional("paging").map(CallParser::paging));
        map.refuseOthers();
        return read;
    }

    Optional<Listing> listing(YamlNode node, Expressions place) {
        YamlMap map = node.map();
        Optional<CallTemplate> call = map.optional("call").map(_ -> plainCall(map, place));
        Optional<Paging> paging = map.optional("paging").map(CallParser::paging);
        Optional<Listing> listing = map.required("ids")
                .flatMap(new Templates(place.with("answer"))::expression)
                .map(ids -> new Listing(call, paging, ids));
        map.refuseOthers();
        return listing;
    }

    private CallTemplate plainCall(YamlMap map, Expressions expressions) {
        return new CallTemplate(
                operation(map),
                document(map, new Templates(expressions)),
                Optional.empty(),
                Optional.empty(),
                permissions(map));
    }

    private static String operation(YamlMap map) {
        return map.required("call").map(CallParser::operation).orElse("");
    }

    static String operation(YamlNode node) {
        String operation = node.text();
        if (!OPERATION.matcher(operation).matches()) {
            node.problem("`" + operation + "` is no operation; write e.g. s3:PutBucketEncryption");
        }
        return operation;
    }

    private static Template document(YamlMap map, Templates templates) {
        Optional<YamlNode> document = map.optional("with");
        document.ifPresent(YamlNode::map);
        return document.map(templates::template).orElse(new Template.Members(Map.of()));
    }

    private List<PermissionTemplate> permissions(YamlMap map) {
        List<PermissionTemplate> all = new ArrayList<>();
        map.required("permissions")
                .map(YamlNode::map)
                .ifPresent(actions -> actions.each((action, resources) -> {
                    if (!action.matches("[a-z0-9-]+:[A-Za-z]+")) {
                        resources.problem(
                                "`" + action + "` is no IAM action; write e.g. s3:PutEncryptionConfiguration");
                    }
                    for (YamlNode resource : resources.isList() ? resources.list() : List.of(resources)) {
                        all.add(new PermissionTemplate(
                                new Permission(action, resource.text().replace("${resource.arn}", arn)),
                                permissions.template(resource)));
                    }
                }));
        return all;
    }

    private static Set<String> codes(YamlMap map, String key) {
        return map.optional(key).map(node -> Set.copyOf(node.texts())).orElse(Set.of());
    }

    private static Paging paging(YamlNode node) {
        YamlMap map = node.map();
        Paging paging = new Paging(map.text("items"), map.text("answerToken"), map.text("requestToken"));
        map.refuseOthers();
        return paging;
    }
}
