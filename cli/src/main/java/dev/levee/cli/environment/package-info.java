/// What a command of the operator works on: the cluster and the cloud that the environment names.
@NullMarked
package dev.levee.cli.environment;

import org.jspecify.annotations.NullMarked;
