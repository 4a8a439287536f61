/// Looking through the catalogue of controls, and trying a control of one's own.
@NullMarked
package dev.levee.cli.control;

import org.jspecify.annotations.NullMarked;
