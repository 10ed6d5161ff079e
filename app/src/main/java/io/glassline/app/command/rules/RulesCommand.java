package io.glassline.app.command.rules;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./glassline rules`
@Command(
        name = "rules",
        description = {
            "Tries a city's rules before they are live, and takes them there.",
            "test, explain and diff work on a folder. With --url and --token they, and all others, work on a running node."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            TestCommand.class,
            ExplainCommand.class,
            DiffCommand.class,
            ReplayCommand.class,
            ShadowCommand.class,
            PushCommand.class,
            StepCommands.Approve.class,
            StepCommands.Activate.class,
            StepCommands.Rollback.class,
            HistoryCommand.class
        },
        footerHeading = "%nFrom an idea to live:%n",
        footer = {
            "  rules test config                        the cases beside the rules hold",
            "  rules explain \"my bin was missed\"        where a message goes, and why",
            "  rules push config --note \"…\" --url …     a draft; nothing decides by it",
            "  rules replay --draft config --since 7d   what it would have done with last week's messages",
            "  rules shadow VERSION --share 10%%         what it would do, beside the version that decides",
            "  rules approve VERSION                    by a second person",
            "  rules activate VERSION                   on all nodes, or on none",
            "  rules rollback                           back to the version before"
        })
public final class RulesCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
