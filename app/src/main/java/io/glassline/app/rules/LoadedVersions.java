package io.glassline.app.rules;

import io.glassline.channel.ChannelAdapter.AccountForm;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.VersionId;
import io.glassline.config.Versions;
import io.glassline.message.ChannelKind;
import io.glassline.router.city.CasesFile;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.RoutingCase;
import io.glassline.router.context.BotConfig;
import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.Languages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The versions that were tried last, read and learnt: a version is the same for ever, so it is read once.
///
/// Safe to call from any thread.
final class LoadedVersions {

    private static final int VERSIONS_MAX = 6;

    /// What was learnt of a city's knowledge takes some 50 MB.
    private static final int KNOWLEDGE_MAX = 3;

    private final Versions versions;
    private final Map<ChannelKind, AccountForm> kinds;
    private final Function<String, Optional<String>> environment;
    private final Function<Knowledge, Answers> learning;
    private final Map<VersionId, Loaded> loaded = latest(VERSIONS_MAX);
    private final Map<String, Answers> learnt = latest(KNOWLEDGE_MAX);

    LoadedVersions(
            Versions versions,
            Map<ChannelKind, AccountForm> kinds,
            Function<String, Optional<String>> environment,
            Function<Knowledge, Answers> learning) {
        this.versions = versions;
        this.kinds = Map.copyOf(kinds);
        this.environment = environment;
        this.learning = learning;
    }

    private static <K, V> Map<K, V> latest(int countMax) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > countMax;
            }
        };
    }

    /// A version, ready to decide.
    record Loaded(
            CityConfig city,
            List<RoutingCase> cases,
            Answers answers,
            Function<String, Optional<Locale>> languageOf) {

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
        try {
            var folder = Files.createTempDirectory("glassline-version");
            try {
                files.writeTo(folder);
                return switch (CityConfig.read(folder, kinds, environment)) {
                    case Parsed.Good<CityConfig>(var city) ->
                        new Loaded(
                                city,
                                CasesFile.cases(folder, city),
                                answers(city.knowledge()),
                                new Languages(city.languages(), city.otherLanguages())::detect);
                    case Parsed.Bad<CityConfig>(var problems) ->
                        throw new IllegalStateException(
                                "version %s has mistakes: %s".formatted(id, problems.getFirst()));
                };
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write version " + id + " into a temporary folder", e);
        }
    }

    private Answers answers(Knowledge knowledge) {
        var known = learnt.get(knowledge.version());
        if (known == null) {
            known = learning.apply(knowledge);
            learnt.put(knowledge.version(), known);
        }
        return known;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
