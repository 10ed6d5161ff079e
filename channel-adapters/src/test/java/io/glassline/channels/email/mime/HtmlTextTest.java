package io.glassline.channels.email.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.glassline.kit.sample.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlTextTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Each page stands in `resources/payloads/email/html` in the form that its program writes, beside the text it
    /// becomes.
    @ParameterizedTest
    @MethodSource("pages")
    void readsAPageAsItsReaderSeesIt(String page) {
        var html = new String(Payloads.read("email/html/" + page + ".html"), UTF_8);
        var text = new String(Payloads.read("email/html/" + page + ".txt"), UTF_8);

        assertThat(HtmlText.of(html)).isEqualTo(text.strip());
    }

    static List<String> pages() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/payloads/email/html"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".html"))
                    .map(name -> name.replace(".html", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # html                                                        | text
            &frac34; of it                                                | ¾ of it
            it&#146;s &#147;out&#148;                                     | it’s “out”
            &#x80;5 &euro;5                                               | €5 €5
            &#0;none                                                      | �none
            R&D &amp fun &unknown; &lt;b&gt;                              | R&D & fun &unknown; <b>
            <a title="a > b" href="#top">up</a>                           | up
            <img alt="x > y" src=a>words                                  | words
            <p data-x='</p><p>'>one</p>                                   | one
            3 < 4 and 5 > 4                                               | 3 < 4 and 5 > 4
            <b>bo</b>ld <br/>next                                         | bold\\nnext
            soft&shy;hyphen&#8203;ated                                    | softhyphenated
            <a href="https://city.example">https://city.example/</a>      | https://city.example/
            <a href="HTTPS://City.example/a">map</a>                      | map <HTTPS://City.example/a>
            <a href="mailto:a@b.example?subject=x">Ana</a>                | Ana <a@b.example>
            <a href="javascript:alert(1)">press</a>                       | press
            <a href="data:text/html,x">press</a>                          | press
            <svg><style>b{}</style><title>t</title></svg>after            | after
            <!-- a > b --><![CDATA[x]]>seen                               | seen
            <blockquote>a<br><br>b</blockquote>c                          | > a\\n> \\n> b\\nc
            """)
    void readsWhatProgramsWrite(String html, String text) {
        assertThat(HtmlText.of(html).replace("\n", "\\n")).isEqualTo(text);
    }

    /// Reading is iterative, bounded and not much slower than the page is long.
    @Test
    void aHostilePageCostsNoMoreThanItsSize() {
        var size = HtmlText.HTML_MAX_CHARS;
        for (var piece : List.of(
                "<div>",
                "<a",
                "<a href=x>",
                "<b><i>x",
                "<table><tr><td>",
                "<table>x",
                "<blockquote>x",
                "<li>x",
                "<ol><li>",
                "&#",
                "&amp",
                "<!--",
                "<p a=b c=d e='",
                "<svg><g>",
                "</p>",
                "<font size=1>x</p>",
                "<select><option>",
                "<a href=https://x.example/>y</a>")) {
            var html = piece.repeat(size / piece.length());
            assertTimeoutPreemptively(PATIENCE, () -> HtmlText.of(html), piece);
        }
    }

    @Test
    void aPageLargerThanTheLimitIsReadUpToIt() {
        var html = "<p>" + "word ".repeat(HtmlText.HTML_MAX_CHARS / 5) + "</p><p>the end</p>";

        assertThat(HtmlText.of(html)).startsWith("word word").endsWith("word wo…");
    }

    @Test
    void quotesNestedDeeplyStayQuoted() {
        assertThat(HtmlText.of("<blockquote>".repeat(5_000) + "deep").replace(" deep", ""))
                .isEqualTo(">".repeat(20));
    }
}
