package dev.levee.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.audit.AuditSinkConfig;
import dev.levee.evaluator.EvaluatorConfig;
import dev.levee.executor.ExecutorConfig;
import dev.levee.ingest.IngestConfig;
import dev.levee.service.Environment;
import dev.levee.service.Setting;
import dev.levee.service.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pages say is so.
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CONFIGURATION = ROOT.resolve("docs/reference/configuration.md");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Test)#([A-Za-z]+)`");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    private static final String COMMAND_LINE = """

            ## Command line

            | Variable | Meaning | For |
            |---|---|---|
            | `LEVEE_KAFKA_…`, `LEVEE_REGISTRY_…` | As for every service. | `account`, `policy`, `events`; `topics` without the registry |
            | `LEVEE_API_URL` | Where an executor's API is. | `finding`, `remediate` |
            | `LEVEE_API_TOKEN`, or `LEVEE_API_TOKEN_FILE` with its file | A token of your identity provider. | `finding`, `remediate` |
            | `LEVEE_API_CA` | PEM file of the authorities that the API's certificate may be of; by default the JDK's. | `finding`, `remediate` |
            | `LEVEE_API_CLIENT_CERTIFICATE`, `LEVEE_API_CLIENT_KEY` | PEM files, where the API asks for a certificate. | `finding`, `remediate` |
            | `LEVEE_AWS_REGION`, `LEVEE_AWS_ENDPOINT` | As for the executor; the region by default the one the AWS SDK finds. | `account verify`, `account add --from-organization` |
            | `LEVEE_CONTROLS_DIR` | As for the executor. | `control`, `policy`, `account verify`, `onboard` |
            """;

    @Test
    void everyTestTheGuaranteesNameExists() throws IOException {
        List<MatchResult> named = TEST.matcher(Files.readString(ROOT.resolve("docs/guarantees.md")))
                .results()
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(20)
                .allSatisfy(test -> assertThat(source(test.group(1)))
                        .as("%s#%s", test.group(1), test.group(2))
                        .contains("void " + test.group(2) + "("));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        String text = CODE.matcher(Files.readString(page)).replaceAll("");

        assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    /// `./mvnw verify -Dlevee.docs=write` renews the page.
    @Test
    void theConfigurationPageListsEverySetting() throws IOException {
        String page = configurationPage();
        if ("write".equals(System.getProperty("levee.docs"))) {
            Files.writeString(CONFIGURATION, page);
        }

        assertThat(CONFIGURATION).hasContent(page);
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(ROOT::resolve),
                            files.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    private static String configurationPage() {
        Map<String, List<Setting<?>>> services = new LinkedHashMap<>();
        services.put("Every service", Environment.ALWAYS);
        services.put("ingest-connector", IngestConfig.SETTINGS);
        services.put("evaluator-streams", EvaluatorConfig.SETTINGS);
        services.put("executor", ExecutorConfig.SETTINGS);
        services.put("audit-sink", AuditSinkConfig.SETTINGS);

        StringBuilder page = new StringBuilder("""
                # Configuration

                Services are configured by environment variables, read and checked once, at start: a missing, unusable or
                unknown `LEVEE_…` variable ends the process with exit code 2 and one line that names it.

                Besides those listed here, every service takes `LEVEE_KAFKA_<PROPERTY>` for any property of Kafka's clients
                and `LEVEE_REGISTRY_<PROPERTY>` for any property of Confluent's schema registry client and serializers, dots
                written as underscores: `LEVEE_KAFKA_SECURITY_PROTOCOL=SASL_SSL`,
                `LEVEE_REGISTRY_BASIC_AUTH_USER_INFO=user:password`, `LEVEE_REGISTRY_AUTO_REGISTER_SCHEMAS=false`.

                On Kubernetes set `enableServiceLinks: false`: for every service whose name begins with `levee`, it gives its pods
                variables such as `LEVEE_EXECUTOR_PORT`, which are not known.

                This page is made of the code.
                """);
        services.forEach((name, settings) ->
                page.append("\n## ").append(name).append("\n\n").append(SettingsTable.of(settings)));
        return page.append(COMMAND_LINE).toString();
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (path, _) -> path.endsWith(test + ".java") && path.toString().contains("src"))) {
            Path file = files.findFirst().orElseThrow(() -> new AssertionError("there is no " + test));
            return Files.readString(file);
        }
    }
}
