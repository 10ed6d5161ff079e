package io.glassline.app.figure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.console.Assets;
import io.glassline.log.PublishedFigures;
import io.glassline.log.ReleaseFile;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicFiguresPageTest {

    private static final String HEAD = Arrays.stream(ReleaseFile.Column.values())
            .map(ReleaseFile.Column::word)
            .collect(Collectors.joining(",", "", "\n"));

    /// Every figure that is published has its words in both languages, and every chart is beside its number.
    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void thePageSaysEveryFigure(String language) {
        var page = page(
                language,
                HEAD
                        + "ended,any,sms,waste,en,first,bot,1m,not-asked,none,answered\n".repeat(7)
                        + "waiting,any,sms,waste,en,first,nobody,none,waiting,4h,open\n".repeat(140));

        assertThat(page)
                .contains("<html lang=\"" + language + "\">")
                .contains("<td class=\"num\">7</td>")
                .contains("<td class=\"num\">140</td>")
                .contains(PublicFiguresPage.TEXTS.in(Locale.of(language)).say("none"))
                .contains("aria-hidden=\"true\"")
                .contains("<th scope=\"row\">2026-11-27</th>")
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void beforeTheFirstDayIsOverItSaysSo(String language) {
        var page = new PublicFiguresPage(
                PublicFiguresPage.TEXTS.in(Locale.of(language)),
                "Alder <Bay",
                new Assets(),
                PublishedFigures.of(new TreeMap<>()));

        assertThat(page.html())
                .contains(PublicFiguresPage.TEXTS.in(Locale.of(language)).say("nothing"))
                .contains("Alder &lt;Bay");
    }

    private static String page(String language, String csv) {
        var releases = new TreeMap<>(Map.of(LocalDate.parse("2026-11-27"), ReleaseFile.parse(csv.getBytes(UTF_8))));
        return new PublicFiguresPage(
                        PublicFiguresPage.TEXTS.in(Locale.of(language)),
                        "Alder Bay",
                        new Assets(),
                        PublishedFigures.of(releases))
                .html();
    }
}
