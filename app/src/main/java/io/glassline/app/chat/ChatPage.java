package io.glassline.app.chat;

import io.glassline.desk.VisitorTalks.Line;
import io.glassline.desk.VisitorTalks.Talk;
import io.glassline.message.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The chat as a page of its own, in plain HTML: forms that are posted, and a link that looks again. Where
/// scripts run, the widget takes the place of what stands in it.
///
/// @param base the path of the chat, such as `/chat/city-web`
/// @param token of the session; empty where none has begun
/// @param id what the next message is to be called, so that a form sent twice is one message
/// @param notice what went wrong with the last one; `written` is what stood in it
record ChatPage(
        String base,
        String language,
        ChatTexts texts,
        Optional<String> token,
        Talk talk,
        String id,
        Optional<String> notice,
        String written) {

    private static final Pattern PAGE = Pattern.compile("https?://(?:[^\\s<>&]|&amp;)*[^\\s<>&.,;:!?)\\]]");

    String html() {
        var words = texts.in(language);
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="stylesheet" href="%s/page.css">
                <script src="%s/widget.js" defer></script>
                </head>
                <body>
                <main id="glassline-chat"%s>
                <header><h1>%s</h1>%s</header>
                <p class="welcome">%s</p>
                %s
                <section class="talk" aria-label="%s">%s</section>
                %s
                </main>
                </body>
                </html>
                """.formatted(
                        language,
                        text(words, "title"),
                        base,
                        base,
                        token.map(session -> " data-session=\"" + escaped(session) + "\"")
                                .orElse(""),
                        text(words, "title"),
                        languages(),
                        text(words, "welcome"),
                        notice.map(what -> "<p class=\"notice\" role=\"alert\">" + text(words, what) + "</p>")
                                .orElse(""),
                        text(words, "messages"),
                        lines(words),
                        forms(words));
    }

    private String languages() {
        var links = new StringBuilder();
        for (var other : texts.byLanguage().keySet()) {
            if (!other.equals(language)) {
                var locale = Locale.of(other);
                links.append("<a href=\"%s?lang=%s\" lang=\"%s\" hreflang=\"%s\">%s</a>"
                        .formatted(base, other, other, other, escaped(named(locale))));
            }
        }
        return links.isEmpty() ? "" : "<nav>" + links + "</nav>";
    }

    /// As those who speak it write it, with a capital: "Español".
    private static String named(Locale language) {
        var name = language.getDisplayLanguage(language);
        return name.substring(0, 1).toUpperCase(language) + name.substring(1);
    }

    private String lines(Map<String, String> words) {
        var written = new StringBuilder();
        for (var line : talk.lines()) {
            written.append("<p class=\"line %s\"><b>%s</b> <span>%s</span></p>"
                    .formatted(
                            line.author().equals("citizen") ? "own" : "city", text(words, author(line)), linked(line)));
        }
        if (talk.isUnanswered()) {
            written.append("<p role=\"status\">")
                    .append(text(words, "answering"))
                    .append("</p>");
        }
        return written.toString();
    }

    /// Addresses of pages in what the city says are links, as in the widget.
    private static String linked(Line line) {
        var text = escaped(line.text()).replace("\n", "<br>");
        return line.author().equals("citizen")
                ? text
                : PAGE.matcher(text).replaceAll("<a href=\"$0\" rel=\"noopener\">$0</a>");
    }

    private static String author(Line line) {
        return switch (line.author()) {
            case "citizen" -> "you";
            case "agent" -> "staff";
            default -> "assistant";
        };
    }

    private String forms(Map<String, String> words) {
        var forms = new StringBuilder();
        lastOffers()
                .forEach(offer -> forms.append(
                        form("""
                <input type="hidden" name="choice" value="%s"><input type="hidden" name="text" value="%s">
                <button class="offer">%s</button>
                """.formatted(escaped(offer.id()), escaped(offer.label()), escaped(offer.label())))));
        forms.append(form("""
                <label for="text">%s</label>
                <textarea id="text" name="text" rows="3" maxlength="4000" required>%s</textarea>
                <button class="send">%s</button>
                """.formatted(text(words, "message"), escaped(written), text(words, "send"))));
        forms.append("<p class=\"more\">");
        if (token.isPresent()) {
            forms.append("<a href=\"%s?lang=%s\">%s</a>".formatted(base, language, text(words, "look")));
        } else {
            forms.append(text(words, "kept"));
        }
        forms.append("</p>");
        if (token.isPresent()) {
            forms.append("""
                    <form method="post" action="%s/forget"><input type="hidden" name="lang" value="%s">
                    <button class="quiet">%s</button></form>
                    """.formatted(base, language, text(words, "forget")));
        }
        return forms.toString();
    }

    private String form(String inner) {
        return """
                <form method="post" action="%s/say">
                <input type="hidden" name="id" value="%s"><input type="hidden" name="lang" value="%s">
                %s</form>
                """.formatted(base, escaped(id), language, inner);
    }

    private List<Message.Offer> lastOffers() {
        return talk.lines().isEmpty() ? List.of() : talk.lines().getLast().offers();
    }

    private static String text(Map<String, String> words, String name) {
        return escaped(words.getOrDefault(name, ""));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
