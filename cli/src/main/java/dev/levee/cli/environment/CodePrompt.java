package dev.levee.cli.environment;

import dev.levee.executor.session.CodeSource;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Gets a code from the command line, from the terminal without echo, or from what is piped in.
public final class CodePrompt {

    /// Given in place of a code, it has one asked for.
    public static final String ASK = "-";

    private CodePrompt() {}

    /// @param whose what the code is for, as a person is asked
    /// @throws ParameterException unless it has the form of a code; the message does not repeat it
    public static char[] code(String given, String whose, CommandLine command) throws IOException {
        char[] code = given.equals(ASK) ? asked(whose) : given.toCharArray();
        try {
            new CodeSource.Typed(code.clone()).wipe();
            return code;
        } catch (IllegalArgumentException e) {
            Arrays.fill(code, '\0');
            throw new ParameterException(
                    command,
                    "%s: see the trust policy of the account's role levee-remediator, statement CurrentCode"
                            .formatted(e.getMessage()));
        }
    }

    private static char[] asked(String whose) throws IOException {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            return Optional.ofNullable(console.readPassword("code of %s: ", whose))
                    .orElse(new char[0]);
        }
        BufferedReader piped = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return Optional.ofNullable(piped.readLine()).orElse("").strip().toCharArray();
    }
}
