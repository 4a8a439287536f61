/// Secrets and their versions.
@NullMarked
package dev.levee.sandbox.aws.secretsmanager;

import org.jspecify.annotations.NullMarked;
