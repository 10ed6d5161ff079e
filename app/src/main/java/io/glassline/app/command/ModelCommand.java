package io.glassline.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./glassline model`
@Command(
        name = "model",
        description = "Asks the city's language model as a turn would.",
        mixinStandardHelpOptions = true,
        subcommands = ModelTryCommand.class)
public final class ModelCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
