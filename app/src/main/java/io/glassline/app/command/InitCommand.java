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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--add",
            paramLabel = "KIND",
            description = "adds to a folder, by asking: office, language, channel, answer or service")
    @Nullable
    String added;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        if (folder == null) {
            throw wrong("name the folder: init DIR");
        }
        var in = new BufferedReader(new InputStreamReader(System.in, terminalCharset()));
        var init = new CityInit(in, System.out, LocalDate.now());
        if (added == null) {
            return init.create(folder, answers);
        }
        if (answers != null) {
            throw wrong("--add asks in the terminal; --answers is for a new folder");
        }
        if (!CityInit.ADDED.contains(added)) {
            throw wrong("--add knows " + String.join(", ", CityInit.ADDED) + ", not \"" + added + "\"");
        }
        return init.add(added, folder);
    }

    private RuntimeException wrong(String says) {
        return spec == null ? new IllegalStateException(says) : new ParameterException(spec.commandLine(), says);
    }

    private static Charset terminalCharset() {
        return Optional.ofNullable(System.console())
                .filter(console -> console.isTerminal())
                .map(console -> console.charset())
                .orElse(StandardCharsets.UTF_8);
    }
}
