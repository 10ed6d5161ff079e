package io.glassline.demo;

import io.glassline.app.Glassline;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of what is not for production: the same program as `serve`, with embedded servers beside it and
/// stand-ins for the providers.
@Command(
        name = "glassline",
        subcommands = {DemoCommand.class, RehearseCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Demo implements Runnable {

    public static void main(String[] arguments) {
        Glassline.run(new Demo(), arguments);
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
