package io.glassline.bench;

import io.glassline.bench.answers.AnswersCommand;
import io.glassline.bench.attacks.AttacksCommand;
import io.glassline.bench.days.TownCommand;
import io.glassline.bench.emergencies.EmergenciesCommand;
import io.glassline.bench.loss.LossCommand;
import io.glassline.bench.speed.AgainstCommand;
import io.glassline.bench.speed.CeilingCommand;
import io.glassline.bench.speed.DeclaredCommand;
import io.glassline.bench.speed.GrowthCommand;
import io.glassline.bench.speed.IdleCommand;
import io.glassline.bench.speed.NodesCommand;
import io.glassline.bench.speed.PeersCommand;
import io.glassline.bench.speed.ProfileCommand;
import io.glassline.bench.speed.RulesCommand;
import io.glassline.bench.speed.TalkCommand;
import io.glassline.bench.speed.TurnCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What the launcher runs for `./glassline bench`: the loss harness and the measurements, each a command.
@Command(
        name = "bench",
        description = "Measures this build on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            LossCommand.class,
            TownCommand.class,
            AttacksCommand.class,
            CeilingCommand.class,
            PeersCommand.class,
            TurnCommand.class,
            TalkCommand.class,
            NodesCommand.class,
            GrowthCommand.class,
            IdleCommand.class,
            ProfileCommand.class,
            RulesCommand.class,
            DeclaredCommand.class,
            AgainstCommand.class,
            EmergenciesCommand.class,
            AnswersCommand.class
        })
public final class Bench implements Runnable {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
