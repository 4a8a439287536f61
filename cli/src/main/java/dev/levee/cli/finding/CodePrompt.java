package dev.levee.cli.finding;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Gets the code from the command line, from the terminal without echo, or from what is piped in.
final class CodePrompt {

    static final String ASK = "-";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,16}");

    private CodePrompt() {}

    /// @throws ParameterException unless it is 6 to 16 digits; the message does not repeat it
    static char[] code(String given, CommandLine command) throws IOException {
        char[] code = given.equals(ASK) ? asked() : given.toCharArray();
        if (!DIGITS.matcher(CharBuffer.wrap(code)).matches()) {
            throw new ParameterException(
                    command,
                    "a code has 6 to 16 digits: see the trust policy of the account's role levee-remediator, statement"
                            + " CurrentCode");
        }
        return code;
    }

    private static char[] asked() throws IOException {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            return Optional.ofNullable(console.readPassword("code: ")).orElse(new char[0]);
        }
        BufferedReader piped = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return Optional.ofNullable(piped.readLine()).orElse("").strip().toCharArray();
    }
}
