package io.glassline.channels.email;

import io.glassline.channels.email.mime.HtmlText;
import io.glassline.channels.email.mime.MimePart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The text of a mail, chosen among the forms it comes in.
///
/// What is left out is only left out of the text shown and routed; the mail itself is kept whole.
final class MailText {

    private static final int QUOTED_MAX = 20;

    private MailText() {}

    /// The texts of a mail or a part, in order: plain where there is something in it, else what its HTML
    /// says.
    static List<String> of(MimePart part) {
        return of(part, HtmlText::of);
    }

    /// The same, with [HtmlText#QUOTE_BEGINS] where a page says that its program put a quote.
    static List<String> withQuotesMarked(MimePart part) {
        return of(part, HtmlText::withQuotesMarked);
    }

    private static List<String> of(MimePart part, UnaryOperator<String> html) {
        if (isAttachment(part)) {
            return List.of();
        }
        if (part.type().equals("multipart/alternative")) {
            return alternative(part, html);
        }
        if (!part.children().isEmpty()) {
            return part.children().stream()
                    .flatMap(child -> of(child, html).stream())
                    .toList();
        }
        var text = switch (part.type()) {
            case "text/plain" ->
                part.parameter("content-type", "format")
                                .filter("flowed"::equalsIgnoreCase)
                                .isPresent()
                        ? flowed(part.text(), part.parameter("content-type", "delsp"))
                        : part.text();
            case "text/html" -> html.apply(part.text());
            default -> "";
        };
        return text.isBlank() ? List.of() : List.of(text);
    }

    private static List<String> alternative(MimePart part, UnaryOperator<String> html) {
        var plain = part.children().stream()
                .filter(child -> child.type().equals("text/plain"))
                .map(child -> of(child, html))
                .filter(texts -> !texts.isEmpty())
                .findFirst();
        return plain.orElseGet(() -> part.children().stream()
                .map(child -> of(child, html))
                .filter(texts -> !texts.isEmpty())
                .reduce(List.of(), (_, richer) -> richer));
    }

    /// What is beside the text, to be opened apart: anything that is not text, or says that it is attached.
    static boolean isAttachment(MimePart part) {
        var attached = part.header("content-disposition")
                .filter(disposition ->
                        disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment"))
                .isPresent();
        var isText = Set.of("text/plain", "text/html").contains(part.type());
        return part.children().isEmpty() && (attached || !isText);
    }

    /// RFC 3676: a line that ends in a space goes on in the next.
    static String flowed(String text, Optional<String> delsp) {
        var joined = new StringBuilder();
        var open = -1; // the quote depth of a line that goes on
        for (var line : text.split("\n", -1)) {
            var depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            var content = line.substring(depth);
            content = content.startsWith(" ") ? content.substring(1) : content;
            var isSignature = content.equals("-- ");
            if (open >= 0 && (open != depth || isSignature)) {
                joined.append('\n');
                open = -1;
            }
            if (open < 0) {
                joined.append(">".repeat(Math.min(depth, QUOTED_MAX))).append(depth > 0 ? " " : "");
            }
            var goesOn = content.endsWith(" ") && !isSignature;
            var deleted = goesOn && delsp.filter("yes"::equalsIgnoreCase).isPresent();
            joined.append(deleted ? content.substring(0, content.length() - 1) : content);
            open = goesOn ? depth : -1;
            if (!goesOn) {
                joined.append('\n');
            }
        }
        return joined.toString();
    }
}
