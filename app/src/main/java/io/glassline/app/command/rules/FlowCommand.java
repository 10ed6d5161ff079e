package io.glassline.app.command.rules;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./glassline flow`
@Command(
        name = "flow",
        description = "Plays the city's forms.",
        mixinStandardHelpOptions = true,
        subcommands = FlowTryCommand.class)
public final class FlowCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
