package io.glassline.app.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.page.PageTexts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// All that is known of an address, as a page for whom it is about, and the question for the code before it. It works
/// without scripts: a record is for everybody to read.
record RecordPage(String token, PageTexts texts, ReceiptCity city) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param triesLeft after a wrong code
    String code(Optional<Integer> triesLeft) {
        var wrong = triesLeft
                .map(left -> "<p class=\"verdict wrong\" id=\"wrong\" role=\"alert\">"
                        + Html.text(texts.say("record-wrong", "n", Integer.toString(left))) + "</p>")
                .orElse("");
        return framed("""
                <h1>%s</h1>
                <p class="lead">%s</p>
                %s<form method="post" action="/record/%s?lang=%s">
                <p class="do"><label for="code">%s</label>
                <input class="button" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="9"\
                 required%s>
                <button class="button">%s</button></p>
                </form>""".formatted(
                        say("record-title"),
                        Html.text(texts.say("record-asks", "city", city.name())),
                        wrong,
                        token,
                        texts.language(),
                        say("record-code"),
                        triesLeft.isPresent() ? " aria-invalid=\"true\" aria-describedby=\"wrong\"" : "",
                        say("record-show")));
    }

    /// @param export as [RecordExport] makes it
    /// @param code opens the files, too
    String record(Map<String, Object> export, String code, Instant until) {
        var record = JSON.<JsonNode>valueToTree(export);
        var main = new StringBuilder("""
                <h1>%s</h1>
                <p class="lead">%s</p>
                <p class="lead">%s</p>
                <form class="do" method="post" action="/record/%s?lang=%s"><input type="hidden" name="code" value="%s">
                <button class="button" name="as" value="zip">%s</button></form>
                """.formatted(
                        say("record-title"),
                        Html.text(texts.say(
                                "record-lead", "address", record.path("address").asText())),
                        Html.text(texts.say("record-until", "until", at(until))),
                        token,
                        texts.language(),
                        Html.text(code),
                        say("record-files")));
        for (var conversation : record.path("conversations")) {
            main.append("<h2>")
                    .append(Html.text(texts.say(
                            "record-talk",
                            "at",
                            at(Instant.parse(conversation.path("openedAt").asText())))))
                    .append("</h2>\n<ol class=\"said\">\n");
            conversation.path("messages").forEach(message -> main.append(message(message)));
            main.append("</ol>\n");
        }
        list(main, "record-consent", record.path("consents"), "standing", "programme", "words");
        list(main, "record-requests", record.path("requests"), "service", "number", "status", "given");
        main.append("<h2>")
                .append(say("record-rights"))
                .append("</h2><p>")
                .append(say("record-rights-words"))
                .append("</p>");
        return framed(main.toString());
    }

    private String message(JsonNode message) {
        var role = message.path("by").asText();
        var why = message.has("because")
                ? "<p class=\"why\">%s <code class=\"rule\">%s</code></p>"
                        .formatted(
                                Html.text(message.path("because").asText()),
                                Html.text(message.path("rule").asText()))
                : "";
        return """
                <li class="%s"><div class="head"><strong class="who">%s</strong><time datetime="%s">%s</time></div>
                %s%s</li>
                """.formatted(
                        role.equals("citizen") ? "citizen" : "city",
                        say("by-" + role),
                        Html.text(message.path("at").asText()),
                        at(Instant.parse(message.path("at").asText())),
                        message.has("said")
                                ? "<p class=\"words\" dir=\"auto\">"
                                        + Html.text(message.path("said").asText()) + "</p>"
                                : "<p class=\"words erased\">" + say("words-erased") + "</p>",
                        why);
    }

    private void list(StringBuilder main, String title, JsonNode rows, String... fields) {
        if (rows.isEmpty()) {
            return;
        }
        main.append("<h2>").append(say(title)).append("</h2>\n<ul class=\"said\">\n");
        for (var row : rows) {
            main.append("<li><div class=\"head\"><time>")
                    .append(at(Instant.parse(row.path("at").asText())))
                    .append("</time></div><p class=\"words\">");
            for (var field : fields) {
                var value = row.path(field);
                var text = value.isTextual() ? value.asText() : value.toString();
                main.append(text.isEmpty() ? "" : Html.text(text) + "\n");
            }
            main.append("</p></li>\n");
        }
        main.append("</ul>\n");
    }

    private String at(Instant at) {
        return ReceiptPage.TO_THE_SECOND.format(at.atZone(city.zone()));
    }

    private String framed(String main) {
        return PageFrame.RECORD.html(texts, city.name(), texts.say("record-title"), main, "", "");
    }

    private String say(String key) {
        return Html.text(texts.say(key));
    }
}
