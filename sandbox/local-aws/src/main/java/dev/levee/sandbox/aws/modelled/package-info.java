/// Services that are described instead of programmed: their kinds and operations stand in `operations/<service>.yaml`.
@NullMarked
package dev.levee.sandbox.aws.modelled;

import org.jspecify.annotations.NullMarked;
