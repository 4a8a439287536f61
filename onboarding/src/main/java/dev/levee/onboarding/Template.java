package dev.levee.onboarding;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.Purpose;
import dev.levee.service.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// A CloudFormation template, written by hand but for what depends on the controls.
public enum Template {
    /// For an account in which a person gives the code of every fix.
    REMEDIATOR_MANUAL("remediator-manual.yaml"),
    /// For an account whose code changes by itself every five minutes.
    REMEDIATOR_AUTOMATED("remediator-automated.yaml"),
    /// For Levee's own account. The same whatever the controls.
    HUB("hub.yaml");

    /// The longest template that CloudFormation takes as it is, in bytes.
    public static final int INLINE_LIMIT = 51_200;

    /// The longest template that CloudFormation takes from S3, in bytes.
    public static final int S3_LIMIT = 1_000_000;

    private final String fileName;

    Template(String fileName) {
        this.fileName = fileName;
    }

    public String fileName() {
        return fileName;
    }

    /// @param controls what its roles may read and fix
    /// @throws ConfigurationException if there is no room for these controls, or one needs what no role may do
    public String render(Collection<Control> controls) {
        String text = Skeleton.fill(fileName, this == HUB ? Map.of() : permissions(controls));
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > S3_LIMIT) {
            throw new ConfigurationException(List.of(
                    "the template would be %d bytes long, and CloudFormation takes %d;".formatted(bytes, S3_LIMIT)
                            + " choose fewer controls"));
        }
        return text;
    }

    private static Map<String, List<String>> permissions(Collection<Control> controls) {
        Forbidden.refuseThoseThatNeed(controls);
        List<Statement> reads = Needs.of(controls, Purpose.READ);
        List<Statement> fixes = Needs.of(controls, Purpose.FIX, Purpose.ROLLBACK);
        return Map.of(
                "controls",
                        controls.stream()
                                .map(Control::id)
                                .sorted()
                                .map(id -> "- " + id)
                                .toList(),
                "scan-policies", new ManagedPolicies("Scan", "levee-scan", "What Levee may read").yaml(reads),
                "remediator-policies",
                        new ManagedPolicies("Remediator", "levee-remediator", "What Levee's fixes may call")
                                .yaml(fixes),
                "tell-codes", Yaml.list(Forbidden.TELL_CODES),
                "never", Yaml.list(Forbidden.NEVER),
                "boundary-services", Boundary.allowed(reads, fixes),
                "pass-role", Boundary.passRole(fixes));
    }
}
