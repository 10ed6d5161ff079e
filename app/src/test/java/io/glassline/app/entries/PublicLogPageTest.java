package io.glassline.app.entries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import io.glassline.console.Assets;
import io.glassline.console.ConsoleSettings;
import io.glassline.log.Checkpoint;
import io.glassline.log.Hash;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicLogPageTest {

    private static final ConsoleSettings SETTINGS = new ConsoleSettings(
            "Alder <Bay",
            ZoneId.of("America/New_York"),
            URI.create("https://city.example"),
            new Secret("a key that is only for tests, 32+ characters"),
            false);

    private static final List<PublicLeaf> LEAVES = List.of(
            leaf(1_234, "{\"c\":\"x\",\"channel\":\"sms\",\"hour\":\"2026-11-28T02Z\",\"kind\":\"out\",\"v\":2}"),
            leaf(1_233, "{\"c\":\"y\",\"hour\":\"2026-11-28T02Z\",\"kind\":\"system\",\"v\":2}"),
            leaf(1_232, "no <json>"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | The city wrote | The gateway decided | 1,234 | Fri 27 Nov 2026, 21:00 | none    | no words for
            es | La ciudad escribió | El sistema decidió | 1.234 | nov 2026, 21:00     | ninguno | no tiene palabras
            """)
    void entriesAreInWordsAndInTheCitysHour(
            String language, String out, String system, String place, String hour, String noChannel, String unknown) {
        var page = page(language, OptionalLong.empty(), LEAVES);

        assertThat(page)
                .contains(
                        "<html lang=\"" + language + "\">", "Alder &lt;Bay", "https://city.example/log/ --vkey the-key")
                .containsSubsequence(place, out, "sms", hour, "1" + place.charAt(1) + "233", system, noChannel, unknown)
                .contains("no &lt;json>", "/log/checkpoint", "/log/vkey")
                .doesNotContain("<script", "null");
    }

    @Test
    void anEntryThatIsLookedForIsMarkedAndOneThatIsNotThereIsTold() {
        assertThat(page("en", OptionalLong.of(1_233), LEAVES))
                .contains("<tr id=\"entry-1233\" class=\"log-asked\" aria-current=\"true\">")
                .doesNotContain("There is no such entry");
        assertThat(page("en", OptionalLong.of(9_999), LEAVES))
                .contains("There is no such entry, or not yet. The last one is 1,299.");
    }

    @Test
    void anEmptyLogSaysSo() {
        var page = new PublicLogPage(
                PublicLogPage.TEXTS.in(Locale.ENGLISH),
                SETTINGS,
                new Assets(),
                Optional.empty(),
                List.of(),
                OptionalLong.empty(),
                "the-key");
        assertThat(page.html()).contains("The log is empty").doesNotContain("<table");
    }

    /// Each key that one language has, the other has.
    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void bothLanguagesSayAll(String language) {
        assertThat(PublicLogPage.TEXTS.in(Locale.of(language)).byKey().keySet())
                .isEqualTo(PublicLogPage.TEXTS.in(Locale.ENGLISH).byKey().keySet());
    }

    private static PublicLeaf leaf(long index, String json) {
        return PublicLeaf.read(index, json.getBytes(UTF_8));
    }

    private static String page(String language, OptionalLong asked, List<PublicLeaf> leaves) {
        return new PublicLogPage(
                        PublicLogPage.TEXTS.in(Locale.of(language)),
                        SETTINGS,
                        new Assets(),
                        Optional.of(new Checkpoint("city.example/log", 1_300, Hash.ofLeaf("x".getBytes(UTF_8)))),
                        leaves,
                        asked,
                        "the-key")
                .html();
    }
}
