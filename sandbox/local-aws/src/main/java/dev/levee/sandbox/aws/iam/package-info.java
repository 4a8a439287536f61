/// Who may do what: keys, roles, sessions and the policy engine, with the IAM and STS services.
@NullMarked
package dev.levee.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
