/// How requests are let in and answered.
@NullMarked
package dev.levee.executor.api.http;

import org.jspecify.annotations.NullMarked;
