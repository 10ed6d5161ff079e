package io.glassline.app.records;

import io.glassline.app.receipt.Html;
import io.glassline.app.records.GivenTable.Row;
import io.glassline.records.Item;
import io.glassline.records.Piece;
import io.glassline.records.Reason;
import io.glassline.records.RecordsRequest;
import io.glassline.records.Redaction.Part;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The pages that are given out: one over all, and one for each conversation. They need nothing but themselves. What
/// was asked for, by whom, and what was searched for is not quoted: it may name what is kept back, or who was erased.
///
/// @param key of the log, with which proofs are checked
record GivenPages(
        String city,
        ZoneId zone,
        String key,
        RecordsRequest request,
        Instant now,
        List<Reason> reasons,
        List<Item> items) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s</title>
            <style>
            :root { --ink: #10202e; --soft: #465a6c; --line: #c6d0d9 }
            body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: #fff }
            h1 { font-size: 1.6rem; line-height: 1.2 } h2 { font-size: 1.15rem; margin-top: 2rem }
            .soft { color: var(--soft) } .scroll { overflow-x: auto }
            table { border-collapse: collapse; width: 100%% } caption { text-align: left; font-weight: 600; padding: .25rem 0 }
            th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
            thead th { border-bottom: 2px solid var(--ink) }
            article { border-top: 1px solid var(--line); padding: .75rem 0; break-inside: avoid }
            article.note { background: #fff7e8; padding: .75rem } .words { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
            .bar { background: #000; color: #fff; padding: .1em .6em; border-radius: 2px; white-space: nowrap; -webkit-print-color-adjust: exact; print-color-adjust: exact }
            .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%%) }
            img { max-width: 100%%; max-height: 30rem } a { color: #075e5a } code { overflow-wrap: anywhere }
            @media print { body { max-width: none; padding: 0; font-size: 10pt } a { color: inherit } thead { display: table-header-group } tr { break-inside: avoid } }
            </style>
            </head>
            <body>
            """;

    private static final String END = "</body>\n</html>\n";

    static String path(Item item) {
        return "conversations/%04d.html".formatted(item.number());
    }

    String index(List<Row> rows) {
        var page = new StringBuilder(head("Public records · " + city));
        page.append("<h1>Public records of ")
                .append(Html.text(city))
                .append("</h1>\n<p>Request <code>")
                .append(request.id())
                .append("</code>, received on ")
                .append(DAY.format(request.receivedOn()))
                .append(", answered on ")
                .append(DAY.format(now.atZone(zone)))
                .append(".</p>\n");
        counts(page, rows);
        conversations(page);
        reasons(page, rows);
        pieces(page, rows);
        page.append(ABOUT_PROOFS.formatted(Html.text(key)));
        return page.append(END).toString();
    }

    private static String head(String title) {
        return HEAD.formatted(Html.text(title));
    }

    private void counts(StringBuilder page, List<Row> rows) {
        page.append("<p>")
                .append(
                        "%,d conversations with %,d pieces: %,d released, %,d with parts blacked out, %,d withheld, %,d erased."
                                .formatted(
                                        items.size(),
                                        rows.size(),
                                        count(rows, "released"),
                                        count(rows, "redacted"),
                                        count(rows, "withheld"),
                                        count(rows, "erased")))
                .append(
                        " The same as tables: <a href=\"index.csv\">index.csv</a>, <a href=\"index.json\">index.json</a>,")
                .append(" and what each column is: <a href=\"columns.csv\">columns.csv</a>.</p>\n");
    }

    private static long count(List<Row> rows, String decision) {
        return rows.stream()
                .filter(row -> row.piece().decision().equals(decision))
                .count();
    }

    private void conversations(StringBuilder page) {
        page.append("<h2>Conversations</h2>\n<ul>\n");
        for (var item : items) {
            page.append("<li><a href=\"")
                    .append(path(item))
                    .append("\">Conversation ")
                    .append(item.number())
                    .append("</a>, ")
                    .append(Html.text(channel(item)))
                    .append(", ")
                    .append(at(item.conversation().openedAt()))
                    .append(item.isErased() ? ": erased since this request was taken up" : "")
                    .append("</li>\n");
        }
        page.append("</ul>\n");
    }

    private static String channel(Item item) {
        return item.conversation().lane().citizen().channel().name();
    }

    private String at(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    private void reasons(StringBuilder page, List<Row> rows) {
        var used = rows.stream()
                .flatMap(row -> row.piece().codes().stream())
                .distinct()
                .sorted()
                .toList();
        if (used.isEmpty()) {
            return;
        }
        page.append("""
                <h2>Reasons</h2>
                <div class="scroll" tabindex="0" role="region" aria-label="Reasons"><table>
                <thead><tr><th scope="col">Code</th><th scope="col">Reason</th><th scope="col">Law</th></tr></thead>
                <tbody>
                """);
        for (var code : used) {
            var reason = reasons.stream().filter(one -> one.code().equals(code)).findFirst();
            page.append("<tr><th scope=\"row\">")
                    .append(Html.text(code))
                    .append("</th><td>")
                    .append(Html.text(reason.map(one -> one.words(Locale.ENGLISH))
                            .orElse("It is not on the city's list any more.")))
                    .append("</td><td>")
                    .append(Html.text(reason.map(Reason::law).orElse("")))
                    .append("</td></tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    private void pieces(StringBuilder page, List<Row> rows) {
        page.append("""
                <h2>Every piece</h2>
                <div class="scroll" tabindex="0" role="region" aria-label="Every piece"><table>
                <thead><tr><th scope="col">No.</th><th scope="col">What</th><th scope="col">By</th><th scope="col">When</th>\
                <th scope="col">Decision</th><th scope="col">Reasons</th><th scope="col">Proof</th></tr></thead>
                <tbody>
                """);
        for (var row : rows) {
            var piece = row.piece();
            page.append("<tr><th scope=\"row\"><a href=\"")
                    .append(path(piece.item()))
                    .append("#p")
                    .append(piece.piece().number())
                    .append("\">")
                    .append(piece.number())
                    .append("</a></th><td>")
                    .append(piece.piece().kind().word())
                    .append("</td><td>")
                    .append(by(piece))
                    .append("</td><td>")
                    .append(at(piece.item().at(piece.piece())))
                    .append("</td><td>")
                    .append(piece.decision())
                    .append("</td><td>")
                    .append(Html.text(piece.reasons()))
                    .append("</td><td>")
                    .append(row.proofPath()
                            .map(path -> "<a href=\"" + path + "\">"
                                    + row.proof().orElseThrow().proves() + "</a>")
                            .orElse(""))
                    .append("</td></tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    private static String by(GivenPiece piece) {
        return Html.text(piece.by() + (piece.name().isEmpty() ? "" : " " + piece.name()));
    }

    String conversation(Item item, List<Row> rows) {
        var page = new StringBuilder(head("Conversation " + item.number() + " · " + city));
        page.append("<p><a href=\"../index.html\">All of the request</a></p>\n<h1>Conversation ")
                .append(item.number())
                .append("</h1>\n<p class=\"soft\">")
                .append(Html.text(channel(item)))
                .append(", began ")
                .append(at(item.conversation().openedAt()))
                .append(" (")
                .append(zone)
                .append(")</p>\n");
        if (item.isErased()) {
            page.append(
                    "<p>What was said here has been erased since this request was taken up. Its entries stay in the log.</p>\n");
        } else {
            rows.forEach(row -> article(page, row));
        }
        return page.append(END).toString();
    }

    private void article(StringBuilder page, Row row) {
        var piece = row.piece();
        page.append("<article id=\"p")
                .append(piece.piece().number())
                .append(piece.piece().kind() == Piece.Kind.NOTE ? "\" class=\"note" : "")
                .append("\"><div class=\"soft\">")
                .append(piece.piece().number())
                .append(". ")
                .append(title(piece))
                .append("</div>\n<p class=\"words\" dir=\"auto\">");
        if (piece.decision().equals("erased")) {
            page.append("<i>It is not there any more.</i>");
        }
        for (var part : piece.parts()) {
            page.append(
                    switch (part) {
                        case Part.Words(var words) -> Html.text(words);
                        case Part.Bar(var reason) ->
                            "<span class=\"bar\"><span class=\"unseen\">blacked out: </span>" + Html.text(reason)
                                    + "</span>";
                    });
        }
        page.append("</p>");
        row.file().ifPresent(path -> page.append(file(path)));
        page.append("</article>\n");
    }

    private static String file(String path) {
        return path.matches(".*\\.(jpg|png|gif|webp)")
                ? "<p><a href=\"../%1$s\"><img src=\"../%1$s\" alt=\"What the citizen sent\"></a></p>".formatted(path)
                : "<p><a href=\"../%1$s\">%1$s</a></p>".formatted(path);
    }

    private String title(GivenPiece piece) {
        var when = at(piece.item().at(piece.piece()));
        return switch (piece.piece().kind()) {
            case ADDRESS -> "Address of the citizen";
            case SUBJECT -> "Subject";
            case MESSAGE -> by(piece) + ", " + when;
            case FILE -> "File, " + by(piece) + ", " + when;
            case NOTE -> "Note among staff, " + by(piece) + ", " + when;
        };
    }

    private static final String ABOUT_PROOFS = """
            <h2 id="proofs">What the proofs show</h2>
            <p>The city keeps a public log that nobody can change unnoticed. Each message has an entry in it, which says in the
            open only on which channel and in which hour something came or went, with a seal over all the rest.</p>
            <ul>
            <li><strong>words</strong>: the proof opens the seal. These words, this time and this sender are what the log has
            had since then.</li>
            <li><strong>entry</strong>: the proof shows that the log has an entry for this message, and opens nothing. It does
            not show what the message says: what opens the seal would open the words that are blacked out, and the address of
            the citizen, too. Where the address is not given out, no words can be opened.</li>
            <li>An address, a subject, a file and a note have no proof of their own here; nor has a message that no signed
            checkpoint of the log covered yet when these files were made.</li>
            </ul>
            <p>No proof shows that nothing is missing. Whether this is all that was asked for, the city answers for.</p>
            <p>The log's key is <code>%s</code>: compare it with the one that the city publishes. Then</p>
            <pre>sha256sum -c SHA256SUMS
            glassline verify records FOLDER --vkey KEY</pre>
            <p>check that no file was changed, and every proof. A single one: <code>glassline verify receipt FILE --vkey
            KEY</code>.</p>
            """;
}
