/// What is counted and computed, apart from the API.
@NullMarked
package dev.levee.sandbox.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
