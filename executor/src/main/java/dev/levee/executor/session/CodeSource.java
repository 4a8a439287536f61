package dev.levee.executor.session;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the digits come from that open an account's remediator role.
public sealed interface CodeSource {

    /// Forgets what there is to forget. Nothing can be opened any more.
    default void wipe() {}

    /// Computed from the key in the account's secret.
    record Secret() implements CodeSource {}

    /// Read in the account by a person, who typed them. Six digits, unless the owner of an account in manual mode
    /// set more.
    final class Typed implements CodeSource {

        private static final Pattern CODE = Pattern.compile("[0-9]{6,16}");

        private final char[] digits;

        /// Takes over the array: it is wiped with the first use.
        ///
        /// @throws IllegalArgumentException unless they are 6 to 16 digits; the message does not repeat them
        public Typed(char[] digits) {
            if (!CODE.matcher(CharBuffer.wrap(digits)).matches()) {
                Arrays.fill(digits, '\0');
                throw new IllegalArgumentException("a code has 6 to 16 digits");
            }
            this.digits = digits;
        }

        /// The code, for one attempt; empty from the second time on.
        synchronized Optional<String> take() {
            if (digits[0] == '\0') {
                return Optional.empty();
            }
            String code = new String(digits);
            wipe();
            return Optional.of(code);
        }

        @Override
        public synchronized void wipe() {
            Arrays.fill(digits, '\0');
        }

        @Override
        public String toString() {
            return "Typed";
        }
    }

    /// There is none: a person's order is taken up again, and codes are not kept.
    record Absent() implements CodeSource {}
}
