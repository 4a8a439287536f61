/// Secrets, their versions, keys and policies.
@NullMarked
package dev.levee.sandbox.aws.secretsmanager;

import org.jspecify.annotations.NullMarked;
