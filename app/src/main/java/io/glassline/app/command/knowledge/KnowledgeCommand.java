package io.glassline.app.command.knowledge;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./glassline knowledge`
@Command(
        name = "knowledge",
        description = "Drafts approved answers of what the city has already.",
        mixinStandardHelpOptions = true,
        subcommands = KnowledgeImportCommand.class)
public final class KnowledgeCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
