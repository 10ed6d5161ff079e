package io.glassline.app.rules;

import io.glassline.app.rules.CityReader.CityWithCases;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.VersionId;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.RoutingCase;
import io.glassline.router.context.BotConfig;
import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.Languages;
import io.glassline.version.Versions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The versions that were tried last, read and learnt: a version is the same for ever, so it is read once.
///
/// Safe to call from any thread.
public final class LoadedVersions {

    private static final int VERSIONS_MAX = 6;

    private final Versions versions;
    private final CityReader reader;
    private final Function<Knowledge, Answers> learning;
    private final Map<VersionId, Loaded> loaded = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<VersionId, Loaded> eldest) {
            return size() > VERSIONS_MAX;
        }
    };

    /// @param learning learns a city's knowledge, or finds what was learnt of it; it may take seconds
    public LoadedVersions(Versions versions, CityReader reader, Function<Knowledge, Answers> learning) {
        this.versions = versions;
        this.reader = reader;
        this.learning = learning;
    }

    /// A version, ready to decide.
    record Loaded(
            CityConfig city, List<RoutingCase> cases, Answers answers, Function<String, Optional<Locale>> languageOf) {

        BotConfig bot() {
            return BotConfig.of(city, answers, languageOf);
        }
    }

    /// @throws IllegalArgumentException when there is no such version
    ConfigurationFiles files(VersionId id) {
        return versions.files(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no version " + id + " of the configuration"));
    }

    /// @throws IllegalArgumentException when there is no such version
    /// @throws IllegalStateException when it has mistakes, which a version that was taken in has not
    synchronized Loaded load(VersionId id) {
        var known = loaded.get(id);
        if (known == null) {
            known = read(id, files(id));
            loaded.put(id, known);
        }
        return known;
    }

    private Loaded read(VersionId id, ConfigurationFiles files) {
        return switch (reader.read(files)) {
            case Parsed.Good<CityWithCases>(var read) ->
                new Loaded(
                        read.city(),
                        read.cases(),
                        learning.apply(read.city().knowledge()),
                        new Languages(read.city().languages(), read.city().otherLanguages())::detect);
            case Parsed.Bad<CityWithCases>(var problems) ->
                throw new IllegalStateException("version %s has mistakes: %s".formatted(id, problems.getFirst()));
        };
    }
}
