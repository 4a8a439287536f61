/// The executor's HTTP API: what people are shown, and how they have a finding fixed.
@NullMarked
package dev.levee.executor.api;

import org.jspecify.annotations.NullMarked;
