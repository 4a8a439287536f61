package dev.levee.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.schemas.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What the catalogue asks of the cloud, the local one can do.
class LocalAwsTest {

    private static final List<String> CALLING = List.of("reads", "fix", "rollback", "list");

    @Test
    void doesEverythingAControlCalls() {
        Map<String, Set<String>> missing = new TreeMap<>();

        try (LocalAws aws = LocalAws.builder().start()) {
            Set<String> known = aws.operations();
            for (Control control : Rulebook.standard().controls()) {
                for (String operation : calls(control.definition())) {
                    if (control.provider() == Provider.AWS && !known.contains(operation)) {
                        missing.computeIfAbsent(operation, _ -> new TreeSet<>()).add(control.id());
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static List<String> calls(JsonNode definition) {
        return CALLING.stream()
                .flatMap(part -> definition.path(part).findValuesAsText("call").stream())
                .toList();
    }
}
