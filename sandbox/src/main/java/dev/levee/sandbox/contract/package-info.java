/// Proves what a control promises on a resource made to violate it, in a cloud on this machine.
@NullMarked
package dev.levee.sandbox.contract;

import org.jspecify.annotations.NullMarked;
