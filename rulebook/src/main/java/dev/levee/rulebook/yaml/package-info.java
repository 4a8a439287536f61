/// YAML files of which every part knows the line it stands on.
@NullMarked
package dev.levee.rulebook.yaml;

import org.jspecify.annotations.NullMarked;
