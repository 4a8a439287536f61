/// Queues that hold messages until somebody deletes them.
@NullMarked
package dev.levee.sandbox.aws.sqs;

import org.jspecify.annotations.NullMarked;
