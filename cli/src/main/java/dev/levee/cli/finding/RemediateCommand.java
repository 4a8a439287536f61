package dev.levee.cli.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.levee.cli.environment.CliEnvironment;
import dev.levee.cli.environment.CodePrompt;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "remediate",
        description = {
            "Has a finding fixed with the code of its account, and waits until that has an outcome.",
            "The code is in the trust policy of the account's role levee-remediator: the end of the external id in the"
                    + " statement CurrentCode. It is good for every finding of the account: for seven minutes at most where"
                    + " the account changes it by itself, and where its owner sets it, until then.",
            "Exit code 0 only if the resource is as the control wants it: fixed now, or before."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee remediate k3v9q2m7ta                 # asks for the code, and shows nothing of it",
            "  read-code | levee remediate k3v9q2m7ta     # takes it from a program",
            "  levee remediate k3v9q2m7ta --input minimumLength=20 --input 'allowedCidrs=[\"10.0.0.0/8\"]'",
            "  aws iam get-role --role-name levee-remediator \\",
            "      --query \"Role.AssumeRolePolicyDocument.Statement[?Sid=='CurrentCode'].Condition.StringEquals\""
        })
public final class RemediateCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CliEnvironment environment;

    @Parameters(paramLabel = "FINDING", description = "Its id, as `levee finding list` shows it, or the full one.")
    private String id = "";

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description =
                    "The code, which the shell's history then keeps. Without it, or with -, it is asked for, or taken"
                            + " from what is piped in.",
            defaultValue = "-")
    private String code = CodePrompt.ASK;

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "An input of the control in place of the policy's; the value as JSON, or as text.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(names = "--no-wait", description = "Do not wait for the outcome; exit code 0 if the order was taken up.")
    private boolean noWait;

    @Option(names = "--json", description = "One JSON object a line for each step; the outcome is the last.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode given = JSON.createObjectNode();
        inputs.forEach((name, value) -> given.set(name, value(value)));
        try (FindingsApi api = new FindingsApi(environment.api())) {
            JsonNode standing =
                    api.remediate(id, CodePrompt.code(code, "the account of " + id, spec.commandLine()), given);
            tell(standing);
            if (!noWait) {
                CountDownLatch never = new CountDownLatch(1);
                Waiting waiting = new Waiting(api, InstantSource.system(), () -> never.await(1, TimeUnit.SECONDS));
                standing = waiting.outcome(standing, this::tell);
            }
            return standing.path("fixed").asBoolean() || (noWait && !Waiting.ended(standing)) ? 0 : 1;
        }
    }

    private void tell(JsonNode standing) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? standing.toString() : words(standing));
        out.flush();
    }

    private static String words(JsonNode standing) {
        return switch (standing.path("step").asText()) {
            case "waiting" -> "ordered   " + standing.path("command").asText();
            case "intended" -> "begun     the order is in the journal, and calls are made";
            case "called" -> "called    the cloud has accepted every call; waiting until it shows the result";
            default ->
                "%-9s %s"
                        .formatted(
                                standing.path("fixed").asBoolean()
                                        ? "fixed"
                                        : standing.path("outcome").asText(),
                                standing.path("message").asText());
        };
    }

    private static JsonNode value(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
