package io.glassline.app.command;

import io.glassline.console.PasswordHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Makes the line that `GLASSLINE_STAFF_PASSWORDS` has for one of the staff.
@Command(
        name = "hash-password",
        description = "Reads a password, from the terminal or as a line of its input, and prints the line for it of the"
                + " file that GLASSLINE_STAFF_PASSWORDS names.",
        mixinStandardHelpOptions = true)
public final class HashPasswordCommand implements Callable<Integer> {

    /// The shortest password, as NIST SP 800-63B-4 asks where it is the only factor.
    static final int PASSWORD_CHARS_MIN = 15;

    @Parameters(paramLabel = "ID", description = "the id in city.yml, such as m.torres")
    @Nullable
    String id;

    @Override
    public Integer call() throws IOException {
        var password = read();
        if (password.codePointCount(0, password.length()) < PASSWORD_CHARS_MIN) {
            System.err.println("glassline: a password has at least " + PASSWORD_CHARS_MIN
                    + " characters; a few words that do not belong together will do");
            return 1;
        }
        var salt = new byte[PasswordHash.SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        System.out.println(id + " "
                + PasswordHash.of(password, salt, PasswordHash.ITERATIONS).text());
        return 0;
    }

    private static String read() throws IOException {
        var terminal = System.console();
        if (terminal != null && terminal.isTerminal()) {
            var typed = terminal.readPassword("Password: ");
            return typed == null ? "" : new String(typed);
        }
        var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }
}
