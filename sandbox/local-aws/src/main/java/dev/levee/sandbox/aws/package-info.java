/// AWS on this machine: accounts, services and their state, behind the real wire protocols.
@NullMarked
package dev.levee.sandbox.aws;

import org.jspecify.annotations.NullMarked;
