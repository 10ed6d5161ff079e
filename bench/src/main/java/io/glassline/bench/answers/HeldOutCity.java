package io.glassline.bench.answers;

import io.glassline.bench.town.City;
import io.glassline.config.Parsed;
import io.glassline.records.RecordsRules;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.CityProgrammes;
import io.glassline.router.city.CityTemplates;
import io.glassline.router.city.ServiceDefinitions;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.KnowledgeFolder;
import io.glassline.router.rule.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A city that was written by another hand than the gateway, to be asked and never to be learnt from beyond
/// what stands in its knowledge. It is not the example city, and shares only the words of its gates with
/// it.
final class HeldOutCity {

    private static final String FOLDER = "held-out";

    private HeldOutCity() {}

    static Knowledge knowledge() {
        return switch (KnowledgeFolder.read(folder().resolve("knowledge"))) {
            case Parsed.Good<Knowledge>(var knowledge) -> knowledge;
            case Parsed.Bad<Knowledge>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    static QuestionFiles questions() {
        return QuestionFiles.read(folder().resolve("questions"));
    }

    /// The example city with another knowledge, without forms, and with no rule but that the bot answers.
    static CityConfig withKnowledge(Knowledge knowledge) {
        var example = City.read("http://127.0.0.1:1", 1, 1);
        return new CityConfig(
                "Millbrook",
                example.zone(),
                example.languages(),
                example.otherLanguages(),
                example.staff(),
                example.accounts(),
                example.declaredChannels(),
                example.queues(),
                example.gates(),
                example.dialogue(),
                example.replies(),
                new Rules(List.of(), example.rules().otherwise()),
                new LinkedHashMap<>(),
                List.of(),
                Map.of(),
                Optional.empty(),
                ServiceDefinitions.NONE,
                CityProgrammes.NONE,
                CityTemplates.NONE,
                Optional.empty(),
                List.of(),
                RecordsRules.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                example.phrases(),
                knowledge,
                example.files(),
                example.wordsVersion(),
                List.of());
    }

    /// Beside this class: in a folder, or in the jar.
    private static Path folder() {
        try {
            var uri = Objects.requireNonNull(HeldOutCity.class.getResource(FOLDER), FOLDER)
                    .toURI();
            if (uri.getScheme().equals("jar")) {
                open(uri);
            }
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void open(URI jar) {
        try {
            FileSystems.newFileSystem(jar, Map.of());
        } catch (FileSystemAlreadyExistsException _) {
            // it was opened before
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
