package io.glassline.privacy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Masks what nobody at a city needs to read: numbers of payment cards, social-security numbers,
/// bank accounts. The last four characters stay, so that whoever asks knows which one is meant.
/// What only looks like one (a telephone, a permit, a water account, a parcel) stays: without its
/// check digit, its grouping or a word that tells, a number is just a number.
public final class PrivateNumbers {

    private static final int SHOWN_CHARS = 4;

    /// How far before a number the word stands that tells what it is.
    private static final int BESIDE_CHARS = 40;

    /// Farther before a card's number, the word is another number's: "permit 20240045, card 4111...".
    private static final int OTHER_CHARS = 20;

    /// As issuers number them, solid or in the groups that are printed on a card.
    private static final Pattern CARD = Pattern.compile("(?<![\\d+#.-])(?:"
            + "\\d{4}([ -]?)\\d{4}\\1\\d{4}\\1\\d{4}(?:\\1\\d{1,3})?" // most
            + "|3\\d{3}([ -]?)\\d{6}\\2\\d{4,5}" // American Express, Diners Club
            + "|4\\d{12})(?![\\d-])");

    private static final Pattern ISSUED = Pattern.compile(
            "4(?:\\d{12}|\\d{15}|\\d{18})|(?:5[1-5]|2[2-7])\\d{14}|3[47]\\d{13}|3(?:0[0-5]|[68]\\d)\\d{11}"
                    + "|35\\d{14}|6(?:011|5\\d\\d|4[4-9]\\d)\\d{12}|62\\d{14,17}");

    private static final Pattern SOCIAL_SECURITY =
            Pattern.compile("(?<![\\d-])(?!000|666|9)\\d{3}([- ])(?!00)\\d{2}\\1(?!0000)\\d{4}(?![\\d-])");

    private static final Pattern NINE_DIGITS = Pattern.compile("(?<![\\d-])(?!000|666|9)\\d{9}(?![\\d-])");

    private static final Pattern ACCOUNT = Pattern.compile("(?<![\\d+-])\\d(?:[ -]?\\d){5,16}(?![\\d-])");

    private static final Pattern IBAN = Pattern.compile(
            "(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])");

    private static final Pattern OTHER_WORDS =
            Pattern.compile("\\b(?:tracking|parcel|permit|case|meter|rastreo|permiso|caso|medidor)\\b");

    private static final Pattern SOCIAL_WORDS =
            Pattern.compile("\\b(?:ssn|social security|social is|seguro social|seguridad social)\\b");

    private static final Pattern BANK_WORDS = Pattern.compile("\\b(?:routing|aba|bank acc(?:oun)?t|checking|savings"
            + "|cuenta bancaria|cuenta de banco|cuenta corriente|cuenta de ahorros?|n[uú]mero de ruta)\\b");

    /// In the groups of a telephone number.
    private static final Pattern TELEPHONE = Pattern.compile("(?:1[ -])?(?:\\d{3}[ -])?\\d{3}[ -]\\d{4}");

    private PrivateNumbers() {}

    public static String masked(String text) {
        return looked(text).masked();
    }

    /// Where they stand, in the order in which they are recognised.
    public static List<Passage> in(String text) {
        return looked(text).passages();
    }

    private static Looked looked(String text) {
        var looked = new Looked(text);
        if (text.chars().anyMatch(c -> c >= '0' && c <= '9')) {
            looked.through(IBAN, found -> isIban(found.group()));
            looked.through(CARD, PrivateNumbers::isCard);
            looked.through(SOCIAL_SECURITY, _ -> true);
            looked.through(NINE_DIGITS, found -> isBeside(SOCIAL_WORDS, found.text(), found.start()));
            looked.through(
                    ACCOUNT,
                    found -> isBeside(BANK_WORDS, found.text(), found.start())
                            && !TELEPHONE.matcher(found.group()).matches());
        }
        return looked;
    }

    /// A text being masked, which is as long afterwards: what was found once is not found again.
    private static final class Looked {

        private final List<Passage> passages = new ArrayList<>();
        private String masked;

        Looked(String text) {
            this.masked = text;
        }

        void through(Pattern pattern, Predicate<Found> isPrivate) {
            var before = masked;
            masked = pattern.matcher(before).replaceAll(match -> {
                if (!isPrivate.test(new Found(before, match))) {
                    return Matcher.quoteReplacement(match.group());
                }
                passages.add(new Passage(match.start(), match.end()));
                return Matcher.quoteReplacement(mask(match.group()));
            });
        }

        String masked() {
            return masked;
        }

        List<Passage> passages() {
            return List.copyOf(passages);
        }
    }

    /// What was found, and in what.
    private record Found(String text, MatchResult match) {

        String group() {
            return match.group();
        }

        int start() {
            return match.start();
        }
    }

    private static String mask(String number) {
        var shown = number.length() - SHOWN_CHARS;
        return number.substring(0, shown).replaceAll("[A-Za-z0-9]", "•") + number.substring(shown);
    }

    private static boolean isCard(Found found) {
        var digits = found.group().replaceAll("[ -]", "");
        return ISSUED.matcher(digits).matches()
                && hasCheckDigit(digits)
                && !isBeside(OTHER_WORDS, found.text(), found.start(), OTHER_CHARS);
    }

    /// Luhn's.
    private static boolean hasCheckDigit(String digits) {
        var sum = 0;
        for (var n = 0; n < digits.length(); n++) {
            var digit = digits.charAt(digits.length() - 1 - n) - '0';
            var doubled = n % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /// ISO 13616: the number of all, letters as numbers, leaves 1 when it is divided by 97.
    private static boolean isIban(String written) {
        var plain = written.replace(" ", "").toUpperCase(Locale.ROOT);
        var turned = plain.substring(4) + plain.substring(0, 4);
        var digits = new StringBuilder();
        turned.chars().forEach(c -> digits.append(Character.getNumericValue(c)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    private static boolean isBeside(Pattern words, String text, int at) {
        return isBeside(words, text, at, BESIDE_CHARS);
    }

    private static boolean isBeside(Pattern words, String text, int at, int chars) {
        var before = text.substring(Math.max(0, at - chars), at).toLowerCase(Locale.ROOT);
        return words.matcher(before).find();
    }
}
