/// Described services, by descriptions made up for the purpose.
@NullMarked
package dev.levee.sandbox.aws.modelled;

import org.jspecify.annotations.NullMarked;
