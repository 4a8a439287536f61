/// Who is who, and whose policies have a say: users, roles, keys and sessions, with the IAM and STS services.
@NullMarked
package dev.levee.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
