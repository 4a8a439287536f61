/// Having a finding fixed by hand: the request with its code, how often one may try, and how the fix stands.
@NullMarked
package dev.levee.executor.api.command;

import org.jspecify.annotations.NullMarked;
