package io.glassline.channels.sms;

import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A reaction that a phone could send as text only: `Liked “When is trash day?”`, `👍 to “…”`, `Le encantó
/// una imagen`.
///
/// The whole text must be one: what quotes a message and says something of its own beside it is a
/// sentence. A long quotation may have been cut on its way, and then has no end. The words are in
/// [TapbackWords].
final class Tapback {

    /// Longer ones are no text message.
    private static final int CHARS_MAX = 2_000;

    /// A quotation without an end is one that was cut when it has so many characters or ends in an
    /// ellipsis. A shorter one may be somebody's own way to write.
    private static final int CUT_CHARS_MIN = 20;

    private static final Pattern ELLIPSIS = Pattern.compile("(?:…|\\.\\.\\.)$");

    private static final String OPENING = "“„«\"";

    /// Android hides which texts are reactions in spaces that nobody sees.
    private static final String UNSEEN = "\u200A\u200B\u2060\uFEFF";

    private static final String EMOJI = "(?<emoji>\\S{1,40})";

    private static final Pattern REACTED = Pattern.compile("(?:Reacted(?: with)? " + EMOJI
            + " to|Reaccionó con (?<emojies>\\S{1,40}) a|(?:A réagi|a réagi) avec (?<emojifr>\\S{1,40}) à"
            + "|(?:A|a) attribué la mention « (?<emojimention>\\S{1,40}) » à"
            + "|Reagiu com (?<emojipt>\\S{1,40}) a|Reagiert mit (?<emojide>\\S{1,40}) auf"
            + "|(?<bare>\\S{1,40}) (?:to|a|à|auf)) ");

    /// German phones put the verb last: `Hat über „…“ gelacht`, `Hat mit 🎉 auf „…“ reagiert`.
    private static final Pattern GERMAN =
            Pattern.compile("Hat (?:über |mit (?<emoji>\\S{1,40}) auf )?(?<rest>[„“\"].*)", Pattern.DOTALL);

    private static final String REACTED_IN_GERMAN = " reagiert";

    private static final Pattern WITHDRAWN = Pattern.compile("(?:Removed (?:an? |the )?" + EMOJI
            + "(?: reaction)? from|(?:Eliminó|Quitó) (?:un |una |el |la )?(?<emojies>\\S{1,40}) (?:de|a)"
            + "|(?<bare>\\S{1,40}) removed from) ");

    private Tapback() {}

    static Optional<Signal> read(String body) {
        if (body.length() > CHARS_MAX) {
            return Optional.empty();
        }
        var text = seen(body).replace('\u00a0', ' ').replace('\u202f', ' ').strip();
        if (!isAnyOf(OPENING, text) && !TapbackWords.endsInAThing(text)) {
            return Optional.empty(); // as most texts; each of the patterns below costs more than this
        }
        return TapbackWords.opening(text)
                .flatMap(opening -> about(
                                text.substring(opening.words().length()).strip())
                        .<Signal>map(about -> opening.withdrawn()
                                ? new Signal.ReactionWithdrawn(about.quoted(), opening.emoji())
                                : new Signal.Reaction(
                                        about.quoted(), opening.emoji().orElse(""))))
                .or(() -> withEmoji(text))
                .or(() -> inGerman(text));
    }

    private static Optional<Signal> inGerman(String text) {
        var hat = GERMAN.matcher(text);
        if (!hat.matches()) {
            return Optional.empty();
        }
        var rest = hat.group("rest");
        if (hat.group("emoji") != null) {
            return rest.endsWith(REACTED_IN_GERMAN) && isEmoji(hat.group("emoji"))
                    ? about(rest.substring(0, rest.length() - REACTED_IN_GERMAN.length()))
                            .map(about -> new Signal.Reaction(about.quoted(), hat.group("emoji")))
                    : Optional.empty();
        }
        return TapbackWords.ending(rest)
                .flatMap(ending -> about(
                                rest.substring(0, rest.length() - ending.words().length())
                                        .strip())
                        .map(about -> new Signal.Reaction(
                                about.quoted(), ending.emoji().orElse(""))));
    }

    private static String seen(String body) {
        if (!isAnyOf(UNSEEN, body)) {
            return body;
        }
        var seen = new StringBuilder();
        body.chars().filter(c -> UNSEEN.indexOf(c) < 0).forEach(c -> seen.append((char) c));
        return seen.toString();
    }

    private static boolean isAnyOf(String characters, String text) {
        for (var i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Signal> withEmoji(String text) {
        var reacted = REACTED.matcher(text);
        if (reacted.lookingAt() && emoji(reacted).isPresent()) {
            return about(text.substring(reacted.end()).strip())
                    .map(about ->
                            new Signal.Reaction(about.quoted(), emoji(reacted).orElseThrow()));
        }
        var withdrawn = WITHDRAWN.matcher(text);
        return withdrawn.lookingAt() && emoji(withdrawn).isPresent()
                ? about(text.substring(withdrawn.end()).strip())
                        .map(about -> new Signal.ReactionWithdrawn(about.quoted(), emoji(withdrawn)))
                : Optional.empty();
    }

    private static Optional<String> emoji(Matcher found) {
        return found.namedGroups().keySet().stream()
                .flatMap(group -> Optional.ofNullable(found.group(group)).stream())
                .filter(Tapback::isEmoji)
                .findFirst();
    }

    private static boolean isEmoji(String text) {
        return text.codePoints().anyMatch(c -> Character.isEmoji(c) && c > 0xFF)
                && text.codePoints()
                        .allMatch(c -> Character.isEmoji(c) || Character.isEmojiComponent(c) || c == 0xFE0E);
    }

    /// What stands after the verb: a quotation to the end, or a word for something that cannot be quoted.
    private record Object(Optional<About> quoted) {}

    private static Optional<Object> about(String rest) {
        if (TapbackWords.isThing(rest)) {
            return Optional.of(new Object(Optional.empty()));
        }
        return switch (endOfQuotation(rest)) {
            case AT_THE_END -> quoted(rest.substring(1, rest.length() - 1).strip());
            case CUT -> quoted(ELLIPSIS.matcher(rest.substring(1).strip()).replaceFirst("") + "…");
            case ELSEWHERE -> Optional.empty();
        };
    }

    private static Optional<Object> quoted(String words) {
        return Optional.of(new Object(Optional.of(new About.ByWords(words))));
    }

    private enum End {
        AT_THE_END,
        CUT,
        ELSEWHERE
    }

    /// Where the quotation that begins here ends, whatever is quoted within it.
    private static End endOfQuotation(String text) {
        if (text.length() < 3 || OPENING.indexOf(text.charAt(0)) < 0) {
            return End.ELSEWHERE;
        }
        var depth = 0;
        for (var i = 0; i < text.length(); i++) {
            if (opens(text, i)) {
                depth++;
            } else if (closes(text, i)) {
                depth--;
                if (depth == 0) {
                    return i == text.length() - 1 ? End.AT_THE_END : End.ELSEWHERE;
                }
            }
        }
        return text.length() > CUT_CHARS_MIN || ELLIPSIS.matcher(text).find() ? End.CUT : End.ELSEWHERE;
    }

    private static boolean opens(String text, int i) {
        return switch (text.charAt(i)) {
            case '„', '«' -> true;
            case '“' -> text.charAt(0) != '„';
            case '"' -> i == 0 || text.charAt(0) == '"' && Character.isWhitespace(text.charAt(i - 1));
            default -> false;
        };
    }

    private static boolean closes(String text, int i) {
        return switch (text.charAt(i)) {
            case '”' -> text.charAt(0) != '«';
            case '»' -> text.charAt(0) == '«';
            case '“' -> text.charAt(0) == '„';
            case '"' -> text.charAt(0) == '"';
            default -> false;
        };
    }
}
