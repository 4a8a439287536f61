/// A Kafka broker and a schema registry on this machine, without Docker.
@NullMarked
package dev.levee.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
