package io.glassline.app.command.rules;

import io.glassline.app.command.Home;
import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.app.node.TrainingCacheFolder;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import io.glassline.router.context.BotConfig;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.knowledge.Retrieval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A configuration folder on this machine.
record Folder(Path path) {

    /// @throws Refused with every mistake in it
    ConfigurationFiles files() {
        exists();
        return good(ConfigurationFiles.ofFolder(path));
    }

    /// As `check` reads it: which secrets a deployment has makes no difference.
    ///
    /// @throws Refused with every mistake in it
    CityConfig city() {
        exists();
        return good(CityConfig.read(path, Adapters.forms(), PlaceholderVariables::value));
    }

    /// The bot of the folder, its answers learnt. What is learnt is kept beside the build, so that the next time is
    /// quick.
    static BotConfig bot(CityConfig city) {
        var retrieval = new Retrieval(
                city.knowledge(), new TrainingCacheFolder(Home.folder().resolve(".glassline/notebook")));
        return BotConfig.of(city, retrieval, new Languages(city.languages(), city.otherLanguages())::detect);
    }

    private void exists() {
        if (!Files.isDirectory(path)) {
            throw new Refused(path + ": there is no such folder; name the folder that holds city.yml");
        }
    }

    private static <T> T good(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Good<T>(var value) -> value;
            case Parsed.Bad<T>(var problems) -> throw new Refused(told(problems));
        };
    }

    private static String told(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator()))
                + System.lineSeparator()
                + (problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes");
    }
}
