package dev.levee.rulebook;

import dev.levee.rulebook.cel.Template;

/// A permission of one call, ready to be made out for a resource.
record PermissionTemplate(Permission permission, Template resource) {}
