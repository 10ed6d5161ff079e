package io.glassline.app.command.citizen;

import picocli.CommandLine.Command;

/// What is given out for requests for public records.
@Command(
        name = "records",
        description = "Gives out what a request for public records has, once it was reviewed.",
        subcommands = RecordsExportCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class RecordsCommand {}
