package io.glassline.router.dialogue;

import com.google.re2j.Pattern;
import io.glassline.rating.Rating;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads a rating from 1 to 5, as people write one in English and in Spanish: "5", "five", "4/5", "⭐⭐⭐⭐",
/// "great, 5", "3 - it took too long". Pure.
///
/// What may be anything else is none: a street ("5 Elm Street"), a time, a choice of something, a
/// question, another scale. A rating that is not read is a message that is answered; a message that
/// is read as a rating is lost.
public final class RatingReader {

    /// Signs that stand on a letter or beside one, and those that choose how a sign is drawn.
    private static final java.util.regex.Pattern MARKS =
            java.util.regex.Pattern.compile("[\\p{M}\\p{Cf}\\x{FE0F}'\u2019]++");

    private static final String STARS = "\u2b50\u2605\ud83c\udf1f";
    private static final String HOLLOW_STARS = "\u2606";

    /// Head, number, how many there are at most, what they are called, tail.
    private static final Pattern RATING = Pattern.compile("(?s)^([^0-9]*?)"
            + "\\b([1-5]|one|two|three|four|five|uno|dos|tres|cuatro|cinco)\\b"
            + "(\\s*(?:/|out of|of|de|sobre)\\s*(?:5|five|cinco)\\b)?"
            + "(\\s*-?\\s*(?:stars?|points?|estrellas?|puntos?)\\b)?"
            + "(.*)$");

    /// "5stars" is one word.
    private static final Pattern STARS_JOINED = Pattern.compile("^([1-5])(stars?|estrellas?)");

    /// What parts a rating from the words after it.
    private static final Pattern COMMENT = Pattern.compile(
            "(?s)^(?:[,;:.!)]+\\s+|\\s*[,;!]+\\s*|\\s+[-\u2013\u2014]+\\s*|\\s*[\u2013\u2014]+\\s*|-\\s+"
                    + "|\\s*\\n\\s*|\\s+\\(|\\s+(?:because|but|since|porque|pero|ya que)\\s+)(.+)$");

    private static final Pattern STREET = Pattern.compile(
            "\\b(street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|blvd|boulevard|calle|avenida|av|apt|unit|pm|am)\\b");

    private static final int STREET_WORDS_MAX = 5;

    /// With these and nothing else around it a number is a rating. They judge, thank, or say that
    /// it is one.
    private static final Set<String> JUDGING = words("""
            a an it its id ill i would say give gives rate rated rating my score is was the u you this that so very much
            really too good great nice fine ok okay okey well excellent perfect awesome amazing fantastic wonderful
            helpful best bad poor terrible awful horrible worst slow fast quick easy service help job work experience
            thanks thank thx ty hi hello yes yeah love loved it all solid definitely easily always
            un una le les doy daria califico calificacion mi nota puntuacion puntaje es fue la el diria yo muy bien bueno
            buena buen excelente perfecto perfecta genial fantastico regular mal malo mala pesimo pesima terrible
            horrible lento rapido servicio atencion ayuda trabajo experiencia gracias muchas mil hola si todo con
            """);

    /// These alone before a number are no judgement of anything.
    private static final Set<String> HEADS_ALONE = words("the la el all todo con this that is was es fue work trabajo");

    /// Signs that make a number one of something else.
    private static final String OF_SOMETHING = "$#€/%";

    private RatingReader() {}

    /// @return empty for what is no rating, or may be none; the words are the whole message where
    /// it says more than the     rating
    public static Optional<Rating> read(String text) {
        var said = plain(text);
        return stars(said).or(() -> number(said, text.strip()));
    }

    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /// Nothing but stars; hollow ones are not given.
    private static Optional<Rating> stars(String said) {
        var signs =
                said.codePoints().filter(sign -> !Character.isWhitespace(sign)).toArray();
        var given =
                Arrays.stream(signs).filter(sign -> STARS.indexOf(sign) >= 0).count();
        var hollow = Arrays.stream(signs)
                .filter(sign -> HOLLOW_STARS.indexOf(sign) >= 0)
                .count();
        var isAll = given + hollow == signs.length && signs.length <= Rating.POINTS_MAX;
        return isAll && given >= Rating.POINTS_MIN
                ? Optional.of(new Rating((int) given, Optional.empty()))
                : Optional.empty();
    }

    private static Optional<Rating> number(String said, String whole) {
        var found = RATING.matcher(STARS_JOINED.matcher(said).replaceFirst("$1 $2"));
        if (!found.matches() || said.indexOf('?') >= 0) {
            return Optional.empty();
        }
        var head = found.group(1);
        var tail = found.group(5);
        if (!isBeginning(head, found.group(2)) || !isEnd(tail)) {
            return Optional.empty();
        }
        var isMore = hasWord(head) || hasWord(tail);
        return Optional.of(new Rating(points(found.group(2)), isMore ? Optional.of(whole) : Optional.empty()));
    }

    /// Whether what stands before the number judges, or says that a rating follows: not "$5", "the
    /// 5", "good one".
    private static boolean isBeginning(String head, String number) {
        var isOne = number.equals("one") || number.equals("uno");
        return isJudging(head)
                && !HEADS_ALONE.contains(head.strip())
                && OF_SOMETHING.chars().noneMatch(sign -> head.indexOf(sign) >= 0)
                && !(isOne
                        && hasWord(head)
                        && Character.isLetter(head.strip().charAt(head.strip().length() - 1)));
    }

    private static boolean isJudging(String words) {
        return Arrays.stream(words.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .allMatch(JUDGING::contains);
    }

    /// Whether what follows the number goes on with no number, and with no name of a place.
    private static boolean isEnd(String tail) {
        if (!hasWord(tail)) {
            return tail.isEmpty() || "/%$\u2044".indexOf(tail.charAt(0)) < 0;
        }
        var comment = COMMENT.matcher(tail);
        return comment.matches() ? isComment(comment.group(1)) : tail.startsWith(" ") && isJudging(tail);
    }

    private static boolean isComment(String said) {
        var words = said.strip().split("\\s+");
        return !Character.isDigit(said.codePointAt(0))
                && !(words.length <= STREET_WORDS_MAX && STREET.matcher(said).find());
    }

    private static boolean hasWord(String said) {
        return said.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static int points(String number) {
        return switch (number) {
            case "one", "uno" -> 1;
            case "two", "dos" -> 2;
            case "three", "tres" -> 3;
            case "four", "cuatro" -> 4;
            case "five", "cinco" -> 5;
            default -> Integer.parseInt(number);
        };
    }

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.strip().split("\\s+")));
    }
}
