package io.glassline.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What the launcher runs for `./glassline bench`: the loss harness and the measurements, each a command.
@Command(
        name = "bench",
        description = "Measures this build on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        subcommands = {})
public final class Bench implements Runnable {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
