package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;
import java.util.function.Consumer;

/// The roles that requests name.
record RoleRows(Directory directory) {

    ObjectNode of(Request request) {
        String name = request.required("RoleName");
        return directory.roles(request.account()).get(name).orElseThrow(() -> Roles.noSuchEntity("Role", name));
    }

    /// Changes the role and answers with nothing.
    ObjectNode change(Request request, Consumer<ObjectNode> change) {
        String name = request.required("RoleName");
        if (directory.roles(request.account()).update(name, change).isEmpty()) {
            throw Roles.noSuchEntity("Role", name);
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
