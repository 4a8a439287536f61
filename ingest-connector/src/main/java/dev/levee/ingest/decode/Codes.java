package dev.levee.ingest.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Set;
import java.util.regex.Pattern;

/// Takes the codes out of what enters Kafka. A remediator role trusts `<uuid>-<code>`; whoever rewrites its trust
/// policy, or assumes it, leaves a record that says so in clear (ADR 0005).
public final class Codes {

    private static final Pattern CODE =
            Pattern.compile("([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}-)[0-9]{6,16}(?![0-9])");
    private static final String MASKED = "$1******";

    /// The services whose records may hold one.
    private static final Set<String> SERVICES = Set.of("iam", "sts");

    private Codes() {}

    static String mask(String service, String record) {
        return SERVICES.contains(service) ? CODE.matcher(record).replaceAll(MASKED) : record;
    }

    /// Of anything, since it is not known what it is. All other bytes stay as they are.
    public static byte[] mask(byte[] bytes) {
        return CODE.matcher(new String(bytes, ISO_8859_1)).replaceAll(MASKED).getBytes(ISO_8859_1);
    }
}
