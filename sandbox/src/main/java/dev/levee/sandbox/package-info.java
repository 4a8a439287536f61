/// A whole Levee on one machine: broker, registry, local clouds, all services.
@NullMarked
package dev.levee.sandbox;

import org.jspecify.annotations.NullMarked;
