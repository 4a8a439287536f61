package dev.levee.rulebook;

import dev.levee.rulebook.cel.Scope;
import dev.levee.rulebook.cel.Template;
import java.util.regex.Pattern;

/// The resources a control is about.
///
/// @param id every id a resource of this type can have; what does not match never gets into a call or an IAM policy
/// @param arn over `resource.id`, `.partition`, `.account`, `.region`
/// @param arnText the same as written
/// @param global one per account, not per region
record ResourceKind(String type, Pattern id, String example, Template arn, String arnText, boolean global) {

    boolean possible(String nativeId) {
        return id.matcher(nativeId).matches();
    }

    Resource resource(String nativeId, Place place) {
        if (!possible(nativeId)) {
            throw new IllegalArgumentException("`" + nativeId + "` is no id of " + type + ": it must match " + id);
        }
        Scope scope = Scope.empty().with("resource", Scopes.json(place).put("id", nativeId));
        return new Resource(type, nativeId, arn.text(scope), place);
    }
}
