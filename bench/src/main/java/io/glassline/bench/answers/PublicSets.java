package io.glassline.bench.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.bench.answers.LabelledSet.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Public sets of questions that are not ours to ship, read from a folder that the user has filled:
///
/// | file | licence | from |
/// |---|---|---|
/// | `clinc150/data_full.json` | CC BY 3.0 | <https://github.com/clinc/oos-eval> |
/// | `banking77/train.csv`, `test.csv` | CC BY 4.0 | <https://github.com/PolyAI-LDN/task-specific-datasets> |
/// | `hwu64/train.csv`, `test.csv` | CC BY 4.0 | <https://github.com/xliuhw/NLU-Evaluation-Data> |
///
/// The tables are `text,category` with a heading; the JSON file has lists of text and label by the name of the part.
final class PublicSets {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PublicSets() {}

    /// Those of the sets that are in `folder`.
    static List<LabelledSet> read(Path folder) {
        var sets = new ArrayList<LabelledSet>();
        var clinc = folder.resolve("clinc150/data_full.json");
        if (Files.exists(clinc)) {
            sets.add(clinc(clinc));
        }
        for (var name : List.of("banking77", "hwu64")) {
            var training = folder.resolve(name).resolve("train.csv");
            var test = folder.resolve(name).resolve("test.csv");
            if (Files.exists(training) && Files.exists(test)) {
                sets.add(new LabelledSet(name, table(training), table(test)));
            }
        }
        return sets;
    }

    private static LabelledSet clinc(Path file) {
        try {
            var parts = JSON.readTree(file.toFile());
            var test = new ArrayList<>(part(parts.path("test")));
            part(parts.path("oos_test")).forEach(sentence -> test.add(new Sentence(sentence.text(), Optional.empty())));
            return new LabelledSet("clinc150", part(parts.path("train")), test);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Sentence> part(JsonNode part) {
        var sentences = new ArrayList<Sentence>();
        part.forEach(pair -> sentences.add(
                new Sentence(pair.path(0).asText(), Optional.of(pair.path(1).asText()))));
        return sentences;
    }

    private static List<Sentence> table(Path file) {
        try {
            return CsvTable.rows(Files.readString(file)).stream()
                    .skip(1) // the heading
                    .filter(row -> row.size() >= 2)
                    .map(row -> new Sentence(row.get(0), Optional.of(row.get(1))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
