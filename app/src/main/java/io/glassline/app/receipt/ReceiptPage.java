package io.glassline.app.receipt;

import io.glassline.app.page.PageTexts;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Line;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// All that was said, message by message, and what each proves. It says of itself that nothing is checked
/// yet: only the script, in the reader's browser, may say that something is proved.
///
/// @param base the path of the page, such as `/receipt/…`
record ReceiptPage(
        String base,
        ConversationReceipt receipt,
        ReceiptProofs proofs,
        PageTexts texts,
        ReceiptCity city,
        String logUrl) {

    /// To the second, in the city's zone. The script makes the same of the sealed part's time.
    static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final int LINES_OF_NOTE = 3;

    String html() {
        return PageFrame.RECEIPT.html(
                texts,
                city.name(),
                texts.say("title"),
                main(),
                proofs.data(texts, city.zone().getId()),
                "");
    }

    private String main() {
        return """
                <h1>%s</h1>
                <p class="lead">%s</p>
                <div class="verdict" id="verdict" role="status"><span class="sign" aria-hidden="true">…</span>\
                <div><strong>%s</strong><p>%s</p></div></div>
                <noscript><p class="lead">%s</p></noscript>
                <div class="do"><button class="button" id="print" type="button">%s</button>\
                <a class="button" href="%s?lang=%s">%s</a></div>
                <h2>%s</h2>
                <ol class="said">
                %s</ol>
                <div class="both"><div><h2>%s</h2><ul>%s</ul></div><div class="not"><h2>%s</h2><ul>%s</ul></div></div>
                <h2>%s</h2>
                <p>%s</p>
                <pre>%s</pre>
                %s
                <footer><p>%s</p><p>%s %s</p></footer>""".formatted(
                        say("title"),
                        Html.text(texts.say("lead", "city", city.name())),
                        say("not-checked"),
                        say("checking-more"),
                        say("no-script"),
                        say("print"),
                        base.replaceFirst("^/receipt", "/track"),
                        texts.language(),
                        say("track"),
                        say("messages"),
                        IntStream.range(0, receipt.lines().size())
                                .mapToObj(n -> line(n + 1, receipt.lines().get(n)))
                                .collect(Collectors.joining()),
                        say("proves"),
                        list("proves-"),
                        say("not-proves"),
                        list("not-proves-"),
                        say("check"),
                        say("check-words"),
                        Html.text("verify receipt message-1.tlog-proof --vkey " + proofs.key()),
                        log(),
                        Html.text(texts.say("private", "until", day(receipt.expiresAt()))),
                        say("opened"),
                        Html.text(texts.say("times", "city", city.name())));
    }

    private String line(int n, Line line) {
        var role = line.author().role();
        var at = line.at().atZone(city.zone());
        return """
                <li id="m%d" class="%s" data-by="%s">
                <div class="head"><strong class="who">%s</strong><time datetime="%s">%s</time></div>
                %s%s
                <div class="mark"><span class="standing">%s</span>%s</div>
                </li>
                """.formatted(
                        n,
                        role.equals("citizen") ? "citizen" : "city",
                        role,
                        say("by-" + role),
                        line.at(),
                        TO_THE_SECOND.format(at),
                        line.said()
                                .map(words -> "<p class=\"words\" dir=\"auto\">" + Html.text(words) + "</p>")
                                .orElseGet(() -> "<p class=\"words erased\">" + say("words-erased") + "</p>"),
                        why(line),
                        say("not-checked"),
                        proofs.file(line)
                                .map(_ ->
                                        "<a href=\"%s/%d.tlog-proof\" download=\"message-%d.tlog-proof\" aria-label=\"%s\">%s</a>"
                                                .formatted(
                                                        base,
                                                        n,
                                                        n,
                                                        Html.text(texts.say("proof-of", "n", Integer.toString(n))),
                                                        say("proof")))
                                .orElse(""));
    }

    /// Why it was handled so, in words, and the rule's name, which is what the record says.
    private String why(Line line) {
        return line.decision()
                .filter(made ->
                        made.entry().filter(entry -> entry.sealed().isPresent()).isPresent())
                .map(made -> "<p class=\"why\">%s %s: <code class=\"rule\">%s</code></p>"
                        .formatted(
                                Html.text(city.why(made.decision(), Locale.of(texts.language()))),
                                say("rule"),
                                Html.text(made.decision().because().rule())))
                .orElse("");
    }

    private String list(String keys) {
        return IntStream.rangeClosed(1, 9)
                .mapToObj(n -> keys + n)
                .filter(texts::has)
                .map(key -> "<li>" + say(key) + "</li>")
                .collect(Collectors.joining());
    }

    private String log() {
        var note = proofs.checkpoint().map(text -> text.split("\n")).filter(lines -> lines.length >= LINES_OF_NOTE);
        return """
                <dl>
                <div><dt>%s</dt><dd><code>%s</code></dd></div>
                <div><dt>%s</dt><dd><code>%s</code></dd></div>
                %s</dl>""".formatted(
                        say("log"),
                        Html.text(logUrl),
                        say("key"),
                        Html.text(proofs.key().toString()),
                        note.map(lines -> """
                                <div><dt>%s</dt><dd>%s, %s <code>%s</code></dd></div>
                                """.formatted(
                                                say("checkpoint"),
                                                Html.text(texts.say("entries", "n", lines[1])),
                                                say("root"),
                                                Html.text(lines[2])))
                                .orElse(""));
    }

    private String day(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(Locale.of(texts.language(), "US"))
                .format(at.atZone(city.zone()));
    }

    private String say(String key) {
        return Html.text(texts.say(key));
    }
}
