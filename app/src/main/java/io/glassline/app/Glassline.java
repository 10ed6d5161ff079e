package io.glassline.app;

import io.glassline.app.command.CheckCommand;
import io.glassline.app.command.HashPasswordCommand;
import io.glassline.app.command.InitCommand;
import io.glassline.app.command.LookupCommand;
import io.glassline.app.command.ModelCommand;
import io.glassline.app.command.ServeCommand;
import io.glassline.app.command.VerifyLogCommand;
import io.glassline.app.command.backup.BackupCommand;
import io.glassline.app.command.backup.DrillCommand;
import io.glassline.app.command.backup.ErasuresCommand;
import io.glassline.app.command.backup.LogGoesOnCommand;
import io.glassline.app.command.backup.RestoreCommand;
import io.glassline.app.command.channel.ChannelCommand;
import io.glassline.app.command.citizen.EraseCommand;
import io.glassline.app.command.citizen.ExportCommand;
import io.glassline.app.command.citizen.RecordsCommand;
import io.glassline.app.command.citizen.RetentionCommand;
import io.glassline.app.command.knowledge.KnowledgeCommand;
import io.glassline.app.command.rules.FlowCommand;
import io.glassline.app.command.rules.Refused;
import io.glassline.app.command.rules.RulesCommand;
import io.glassline.app.node.CannotStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line.
@Command(
        name = "glassline",
        description = "One front door for a city's messages, with a public record anyone can check.",
        subcommands = {
            ServeCommand.class,
            InitCommand.class,
            CheckCommand.class,
            RulesCommand.class,
            KnowledgeCommand.class,
            LookupCommand.class,
            ModelCommand.class,
            FlowCommand.class,
            ChannelCommand.class,
            HashPasswordCommand.class,
            VerifyLogCommand.class,
            EraseCommand.class,
            ExportCommand.class,
            RecordsCommand.class,
            RetentionCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DrillCommand.class,
            ErasuresCommand.class,
            LogGoesOnCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Glassline implements Runnable {

    public static void main(String[] arguments) {
        run(new Glassline(), arguments);
    }

    /// Runs a command line of this project and ends the JVM with its exit code.
    public static void run(Object commands, String[] arguments) {
        try {
            System.exit(new CommandLine(commands)
                    .setExecutionExceptionHandler(Glassline::explain)
                    .execute(arguments));
        } catch (Error e) {
            e.printStackTrace();
            System.exit(2); // servers that were started have threads of their own, and would keep us alive
        }
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /// What a person can mend is told in a sentence; anything else is a bug of ours and is shown whole.
    private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        switch (e) {
            case CannotStart _ -> line.getErr().println("glassline: " + e.getMessage());
            case Refused _ -> line.getErr().println(e.getMessage());
            default -> e.printStackTrace(line.getErr());
        }
        return 1;
    }
}
