/// The open findings, as people are shown them.
@NullMarked
package dev.levee.executor.api.finding;

import org.jspecify.annotations.NullMarked;
