package io.glassline.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.trial.FileChange;
import io.glassline.trial.FileChange.Kind;
import io.glassline.trial.FileChange.Line;
import io.glassline.trial.FileChange.Sign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileChangesTest {

    @TempDir
    Path folder;

    /// Each row is what an officer reads before approving.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # file                          | this                          | becomes                       | says
        queues.yml                      | Mon-Fri 08:00-17:00           | Mon-Fri 09:00-17:00           | hour "office": open removed Mon-Fri 08:00-17:00; hour "office": open added Mon-Fri 09:00-17:00
        queues.yml                      | \\n  - 2026-12-25 # Christmas  | ``                            | holidays removed 2026-12-25
        phrases.yml                     | Thank you for calling         | Thanks for calling            | phrase "call-goodbye": en Thank you for calling the City of {city}. Goodbye. → Thanks for calling the City of {city}. Goodbye.
        knowledge/waste/trash-day.md    | picked up once a week         | picked up twice a week        | answer "trash-day": text in en changed
        knowledge/waste/trash-day.md    | \\n    - garbage schedule for my address | ``                     | answer "trash-day": ask en removed garbage schedule for my address
        """)
    void aChangeIsToldInASentence(String file, String before, String after, String says) {
        var from = before.replace("\\n", "\n");
        var changed = ChangedFolder.changed(folder, file, text -> text.replaceFirst(from, after));

        var changes = FileChanges.between(ChangedFolder.example(), changed);
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().file()).isEqualTo(file);
        assertThat(String.join("; ", changes.getFirst().says())).isEqualTo(says);
        assertThat(changes.getFirst().lines()).extracting(Line::sign).contains(Sign.REMOVED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # was                                 | becomes                             | says
        queue: water                          | queue: roads                        | rule "burst main": queue water → roads
        queue: water, priority: urgent        | queue: water, priority: emergency   | rule "burst main": priority urgent → emergency
        queue: water                          | queue: water, priority: urgent      | rule "burst main": priority normal → urgent
        queue: water, say: call               | queue: water                        | rule "burst main": say removed: call
        queue: water                          | queue: water, say: call             | rule "burst main": say added: call
        when: { says: { en: [a, b] } }        | when: { says: { en: [a, c] } }      | rule "burst main": when says en removed b; rule "burst main": when says en added c
        when: { channel: sms }                | when: { channel: voice }            | rule "burst main": when channel sms → voice
        """)
    void aRuleThatChangedIsToldByItsKeys(String was, String becomes, String says) {
        var rule = "rules:\n  - { name: burst main, %s }\n";
        assertThat(String.join("; ", YamlChanges.between(rule.formatted(was), rule.formatted(becomes))))
                .isEqualTo(says);
    }

    private static final String RULES = """
            rules:
              - { name: one, when: "true", bot: true }
              - { name: two, when: "true", bot: true }
              - { name: five, when: "true", bot: true }
              - { name: three, when: "true", bot: true }
            otherwise: bot
            """;

    @Test
    void rulesAreToldThatCameWentAndMoved() {
        var after = """
                rules:
                  - { name: three, when: "true", bot: true }
                  - { name: one, when: "true", bot: true }
                  - { name: five, when: "true", bot: true }
                  - { name: four, when: "true", bot: true }
                otherwise: bot
                """;
        assertThat(YamlChanges.between(RULES, after))
                .containsExactly(
                        "rule \"two\" removed",
                        "rule \"four\" added, after \"five\"",
                        "rule \"three\" moved, as the first");
    }

    @Test
    void whatIsNoYamlIsToldByItsLines() {
        assertThat(YamlChanges.between(RULES, "rules: [")).isEmpty();
    }

    @Test
    void aFileThatCameAndOneThatWentAreTold() throws IOException {
        var example = ChangedFolder.example();
        example.writeTo(folder);
        Files.move(folder.resolve("lookups.yml"), folder.resolve("questions.yml"));

        var changes = FileChanges.between(example, ChangedFolder.read(folder));
        assertThat(changes).extracting(FileChange::file).containsExactly("lookups.yml", "questions.yml");
        assertThat(changes).extracting(FileChange::kind).containsExactly(Kind.REMOVED, Kind.ADDED);
    }

    @Test
    void linesAreShownWithSomeAroundThem() {
        var before = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
        var after = List.of("a", "b", "c", "d", "E", "f", "g", "h", "i");
        assertThat(LineDiff.between(before, after))
                .containsExactly(
                        new Line(Sign.SAME, 2, "b"),
                        new Line(Sign.SAME, 3, "c"),
                        new Line(Sign.SAME, 4, "d"),
                        new Line(Sign.REMOVED, 5, "e"),
                        new Line(Sign.ADDED, 5, "E"),
                        new Line(Sign.SAME, 6, "f"),
                        new Line(Sign.SAME, 7, "g"),
                        new Line(Sign.SAME, 8, "h"));
    }
}
