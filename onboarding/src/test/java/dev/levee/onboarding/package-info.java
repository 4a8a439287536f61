/// The templates, read as CloudFormation and IAM read them.
@NullMarked
package dev.levee.onboarding;

import org.jspecify.annotations.NullMarked;
