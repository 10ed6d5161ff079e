package io.glassline.app.command;

import io.glassline.app.init.CityInit;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a city's own configuration folder, and adds to one.
@Command(
        name = "init",
        description = "Makes a city's own configuration folder: asks for its name, time zone, languages, numbers and"
                + " channels, and writes a folder that check accepts at once.",
        mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the folder to make; with --add, the one to add to")
    @Nullable
    Path folder;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "YAML with name, zone, languages, channels, phone, mail and site: nothing is asked then")
    @Nullable
    Path answers;

    @Override
    public Integer call() {
        if (folder == null) {
            throw new IllegalStateException("no folder"); // the command line asks for it
        }
        var in = new BufferedReader(new InputStreamReader(System.in, terminalCharset()));
        var init = new CityInit(in, System.out, LocalDate.now());
        return init.create(folder, answers);
    }

    private static Charset terminalCharset() {
        return Optional.ofNullable(System.console())
                .filter(console -> console.isTerminal())
                .map(console -> console.charset())
                .orElse(StandardCharsets.UTF_8);
    }
}
