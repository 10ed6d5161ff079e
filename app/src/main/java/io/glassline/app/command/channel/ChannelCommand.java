package io.glassline.app.command.channel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./glassline channel`
@Command(
        name = "channel",
        description = "Tries a channel before a city relies on it.",
        mixinStandardHelpOptions = true,
        subcommands = {ChannelTestCommand.class})
public final class ChannelCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
