package io.glassline.app.entries;

import io.glassline.app.page.PageTexts;
import io.glassline.app.page.PublicPage;
import io.glassline.console.Assets;
import io.glassline.console.ConsoleSettings;
import io.glassline.log.Checkpoint;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The log for people: the last checkpoint, entries in words with the newest first, and how to check. No script.
///
/// @param checkpoint empty before the first
/// @param leaves the newest first
/// @param asked the entry that was looked for
/// @param key the log's, as `glassline verify --vkey` takes it
record PublicLogPage(
        PageTexts texts,
        ConsoleSettings settings,
        Assets assets,
        Optional<Checkpoint> checkpoint,
        List<PublicLeaf> leaves,
        OptionalLong asked,
        String key) {

    static final PageTexts.InEach TEXTS = PageTexts.beside(PublicLogPage.class);

    private static final String HOUR = "EEE d MMM uuuu, HH:00";

    String html() {
        return new PublicPage(texts, settings.cityName(), assets, "log-people")
                .html(checkpoint.map(this::state).orElse("") + "\n" + entries() + "\n" + check());
    }

    private String state(Checkpoint last) {
        return """
                <section><dl class="figures">
                <div class="figure"><dt>%s</dt><dd class="figure-value">%s</dd></div>
                <div class="figure log-root"><dt>%s</dt><dd>%s</dd><dd><code>%s</code></dd>\
                <dd><a href="/log/checkpoint">%s</a> · <a href="/log/vkey">%s</a></dd></div>
                </dl>
                <form class="log-find" method="get" action="/log/entries"><input type="hidden" name="lang" value="%s">
                <label for="entry">%s</label><p class="hint" id="entry-hint">%s</p>
                <div class="log-find-row"><input id="entry" name="entry" type="text" inputmode="numeric" pattern="[0-9]*" \
                aria-describedby="entry-hint" value="%s"><button class="button" type="submit">%s</button></div></form></section>
                """.formatted(
                        texts.say("entries"),
                        number(last.size()),
                        texts.say("checkpoint"),
                        texts.say("root"),
                        last.root().base64(),
                        texts.say("signed"),
                        texts.say("key"),
                        texts.language(),
                        texts.say("find"),
                        texts.say("find-hint"),
                        asked.isPresent() ? Long.toString(asked.getAsLong()) : "",
                        texts.say("show"));
    }

    private String entries() {
        var size = checkpoint.map(Checkpoint::size).orElse(0L);
        if (size == 0) {
            return "<p>" + texts.say("empty") + "</p>";
        }
        var missing = asked.isPresent() && leaves.stream().noneMatch(leaf -> leaf.index() == asked.getAsLong())
                ? "<p class=\"notice notice-not-done\" role=\"status\">%s %s.</p>"
                        .formatted(texts.say("none"), number(size - 1))
                : "";
        return """
                <section>%s<table class="bars log-table"><thead><tr><th scope="col" class="num">%s</th><th scope="col">%s</th>\
                <th scope="col">%s</th><th scope="col">%s</th></tr></thead><tbody>
                %s
                </tbody></table>%s</section>
                """.formatted(
                        missing,
                        texts.say("place"),
                        texts.say("what"),
                        texts.say("channel"),
                        texts.say("when"),
                        leaves.stream().map(this::row).collect(Collectors.joining("\n")),
                        pager(size));
    }

    private String row(PublicLeaf leaf) {
        return """
                <tr id="entry-%d"%s><th scope="row" class="num">%s</th><td><p>%s</p><details><summary>%s</summary>\
                <pre tabindex="0">%s</pre></details></td><td>%s</td><td>%s</td></tr>\
                """.formatted(
                        leaf.index(),
                        asked.isPresent() && asked.getAsLong() == leaf.index()
                                ? " class=\"log-asked\" aria-current=\"true\""
                                : "",
                        number(leaf.index()),
                        texts.say(leaf.kind()),
                        texts.say("published"),
                        PublicPage.escaped(leaf.json()),
                        PublicPage.escaped(leaf.channel().orElse(texts.say("no-channel"))),
                        leaf.hour().map(at -> hour(at)).orElse(""));
    }

    private String pager(long size) {
        if (leaves.isEmpty()) {
            return "";
        }
        var newest = leaves.getFirst().index();
        var oldest = leaves.getLast().index();
        var older = oldest > 0 ? link(Math.max(0, oldest - 1 - PublicLogController.BESIDE), "older") : "";
        var newer = newest < size - 1
                ? link(newest + 1 + PublicLogController.BESIDE, "newer")
                        + " <a class=\"button secondary\" href=\"/log/entries?lang=%s\">%s</a>"
                                .formatted(texts.language(), texts.say("newest"))
                : "";
        return "<nav class=\"pager\" aria-label=\"%s\">%s %s</nav>".formatted(texts.say("entries"), newer, older);
    }

    private String link(long around, String key) {
        return "<a class=\"button secondary\" href=\"/log/entries?lang=%s&amp;around=%d\">%s</a>"
                .formatted(texts.language(), around, texts.say(key));
    }

    private String check() {
        return """
                <section class="card check" aria-labelledby="check"><div><h2 id="check">%s</h2><p>%s</p>
                <pre tabindex="0">./glassline verify %s --vkey %s</pre></div><div><p>%s</p></div></section>
                """.formatted(
                        texts.say("check"),
                        texts.say("check-say"),
                        PublicPage.escaped(settings.publicly("/log/")),
                        PublicPage.escaped(key),
                        texts.say("check-more"));
    }

    /// In the city's zone.
    private String hour(ZonedDateTime at) {
        return DateTimeFormatter.ofPattern(HOUR, Locale.of(texts.language()))
                .format(at.withZoneSameInstant(settings.zone()));
    }

    private String number(long number) {
        return String.format(Locale.of(texts.language()), "%,d", number);
    }
}
