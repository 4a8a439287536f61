/// How every process of Levee lives: its settings, health, metrics, logs and end.
@NullMarked
package dev.levee.service;

import org.jspecify.annotations.NullMarked;
