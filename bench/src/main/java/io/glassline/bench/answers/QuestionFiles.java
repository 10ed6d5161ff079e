package io.glassline.bench.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The questions and dialogues in the `.jsonl` files of a folder, one to a line.
///
/// ```
/// {"lang": "en", "style": "clean", "id": "trash-day", "text": "When do you pick up the trash?"}
/// {"lang": "en", "style": "clean", "id": null, "text": "Who won the game?"}
/// {"lang": "en", "turns": [{"text": "How do I get a dog license?", "id": "dog-license"}, {"text": "How much?", "id":
/// "dog-license"}]}
/// ```
record QuestionFiles(List<Question> questions, List<Dialogue> dialogues) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static QuestionFiles read(Path folder) {
        var questions = new ArrayList<Question>();
        var dialogues = new ArrayList<Dialogue>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                for (var line : Files.readAllLines(file)) {
                    if (line.isBlank()) {
                        continue;
                    }
                    var node = JSON.readTree(line);
                    if (node.has("turns")) {
                        dialogues.add(dialogue(node));
                    } else {
                        questions.add(new Question(
                                language(node), node.path("style").asText("clean"), answer(node), text(node)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new QuestionFiles(List.copyOf(questions), List.copyOf(dialogues));
    }

    private static Dialogue dialogue(JsonNode node) {
        var turns = new ArrayList<Dialogue.Turn>();
        node.get("turns").forEach(turn -> turns.add(new Dialogue.Turn(answer(turn), text(turn))));
        return new Dialogue(language(node), List.copyOf(turns));
    }

    private static Locale language(JsonNode node) {
        return Locale.of(node.get("lang").asText());
    }

    private static Optional<String> answer(JsonNode node) {
        return Optional.ofNullable(node.get("id")).filter(id -> !id.isNull()).map(JsonNode::asText);
    }

    private static String text(JsonNode node) {
        return node.get("text").asText();
    }
}
