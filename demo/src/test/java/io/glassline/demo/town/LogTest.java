package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.log.VerifyCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Promise P4: anyone can check. The log is made by real traffic and read over HTTP, as a stranger would.
class LogTest {

    private static final int ENTRIES_MIN = 1_000;

    private final Town town = Town.shared();

    @Test
    void aLogOfAThousandEntriesVerifiesFromOutside() {
        // Each question makes five entries or more: received, decided, written, and what became of the answer.
        try (var citizens = Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < ENTRIES_MIN / 5; i++) {
                var from = "+1555700%04d".formatted(i);
                citizens.execute(() -> town.says("city-sms", from, "How do I pay a parking ticket?"));
            }
        }
        Town.await(
                "the log has " + ENTRIES_MIN + " entries",
                () -> town.api("/audit?after=999999999").path("size").asLong() >= ENTRIES_MIN);

        var printed = new ByteArrayOutputStream();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var status = VerifyCommand.run(List.of(town.internet("/log").toString()), out, out);

        assertThat(status).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/log, en, entries",
        "/log/entries, en, entries",
        "/log?lang=es, es, entradas",
        "/log/?entry=0, en, entries"
    })
    void peopleReadItInWords(String path, String language, String word) {
        town.says("city-sms", "+15557009999", "How do I pay a parking ticket?");
        Town.await(
                "the log has entries",
                () -> town.api("/audit?after=999999999").path("size").asLong() > 0);

        var page = town.send(town.request(town.internet(path)));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body()).contains("lang=\"" + language + "\"").containsIgnoringCase(word);
    }
}
