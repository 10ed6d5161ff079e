package io.glassline.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./glassline lookup`
@Command(
        name = "lookup",
        description = "Asks the city's own databases and APIs as a form would.",
        mixinStandardHelpOptions = true,
        subcommands = LookupTryCommand.class)
public final class LookupCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
