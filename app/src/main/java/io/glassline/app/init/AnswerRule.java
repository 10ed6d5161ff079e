package io.glassline.app.init;

import io.glassline.router.yaml.Suggestion;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What an answer of whoever sets up a city must be like. The same rules hold in the terminal and in a file
/// of answers.
@FunctionalInterface
interface AnswerRule {

    sealed interface Reading {

        /// @param value as it is written into the city's files
        record Good(String value) implements Reading {}

        record Wrong(String says) implements Reading {}
    }

    /// @param given without blanks around it
    Reading read(String given);

    /// The languages that the bot answers in: those of the example city's texts, which the starter is made
    /// from.
    List<String> LANGUAGES = List.of("en", "es");

    int NAME_CHARACTERS_MAX = 60;

    /// How many time zones are offered for a mistyped one.
    int ZONES_OFFERED_MAX = 6;

    Pattern NAME_PATTERN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .,'’&()-]*");
    Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    Pattern SHORT_NUMBER = Pattern.compile("[0-9]{2,6}");
    Pattern MAIL_PATTERN = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    Pattern SITE_PATTERN = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(/[A-Za-z0-9._~/-]*)?");
    Pattern BOT_NAME = Pattern.compile("@?([A-Za-z][A-Za-z0-9_]{3,30}[Bb][Oo][Tt])");
    Pattern DIGITS = Pattern.compile("[0-9]{6,20}");
    Pattern QUEUE_NAME = Pattern.compile("[a-z][a-z0-9-]*");

    static Reading name(String given) {
        var name = given.replaceFirst("(?i)^city of ", "").strip();
        if (name.isEmpty()) {
            return new Reading.Wrong("the name is empty");
        }
        return name.length() <= NAME_CHARACTERS_MAX
                        && NAME_PATTERN.matcher(name).matches()
                ? new Reading.Good(name)
                : new Reading.Wrong("\"%s\" is not a name; use letters, digits and spaces, at most %d characters"
                        .formatted(given, NAME_CHARACTERS_MAX));
    }

    static Reading zone(String given) {
        var zones = ZoneId.getAvailableZoneIds();
        if (zones.contains(given)) {
            return new Reading.Good(given);
        }
        var meant = plain(given);
        var same = offered(
                zones,
                zone -> plain(zone).equals(meant) || plain(lastPart(zone)).equals(meant));
        if (same.size() == 1) {
            return new Reading.Good(same.getFirst());
        }
        var like = same.isEmpty() && meant.length() > 2
                ? offered(zones, zone -> plain(zone).contains(meant))
                : same;
        var offer = like.isEmpty() ? nearest(meant, given, zones) : "did you mean " + String.join(" or ", like) + "?";
        return new Reading.Wrong("\"%s\" is not a time zone; %s".formatted(given, offer));
    }

    /// For a name of a place that is mistyped, or for one that no zone is named after.
    private static String nearest(String meant, String given, Set<String> zones) {
        var places = new TreeSet<String>();
        zones.stream().filter(zone -> zone.contains("/")).forEach(zone -> places.add(lastPart(zone)));
        var place = Suggestion.of(
                given.substring(given.lastIndexOf('/') + 1).strip().replace(' ', '_'), places);
        var found = Pattern.compile("did you mean \"(.+)\"\\?").matcher(place);
        if (!meant.isEmpty() && found.matches()) {
            return "did you mean "
                    + String.join(" or ", offered(zones, zone -> lastPart(zone).equals(found.group(1)))) + "?";
        }
        return "write it as America/New_York, America/Chicago, America/Denver, America/Phoenix, America/Los_Angeles,"
                + " America/Anchorage, Pacific/Honolulu or Europe/London: the continent and the nearest large place";
    }

    private static List<String> offered(Set<String> zones, Predicate<String> fits) {
        return zones.stream()
                .filter(zone -> zone.contains("/") && !zone.startsWith("SystemV/"))
                .filter(fits)
                .sorted()
                .limit(ZONES_OFFERED_MAX)
                .toList();
    }

    private static String lastPart(String zone) {
        return zone.substring(zone.lastIndexOf('/') + 1);
    }

    private static String plain(String zone) {
        return zone.toLowerCase(Locale.ROOT).replaceAll("[ _-]+", "_");
    }

    static Reading language(String given) {
        return oneOf(given, LANGUAGES, "a language that the bot answers in");
    }

    static Reading channel(String given) {
        return oneOf(given, StarterAnswers.CHANNELS, "a channel");
    }

    private static Reading oneOf(String given, List<String> known, String what) {
        var name = given.toLowerCase(Locale.ROOT);
        return known.contains(name)
                ? new Reading.Good(name)
                : new Reading.Wrong("\"%s\" is not %s; %s".formatted(given, what, Suggestion.of(name, known)));
    }

    /// A telephone number as everyone may dial it.
    static Reading phone(String given) {
        var number = given.replaceAll("[ ().-]", "");
        return E164.matcher(number).matches() || SHORT_NUMBER.matcher(number).matches()
                ? new Reading.Good(given.replaceAll("\\s+", " "))
                : new Reading.Wrong(
                        "\"%s\" is not a telephone number; write it as +1 555 010 0100, or a short one such as 311"
                                .formatted(given));
    }

    /// The number of an account, as providers want it.
    static Reading accountNumber(String given) {
        var number = given.replaceAll("[ ().-]", "");
        return E164.matcher(number).matches()
                ? new Reading.Good(number)
                : new Reading.Wrong(
                        "\"%s\" is not a number with its country; write it as +15550100100".formatted(given));
    }

    /// A short code of six digits or fewer sends text messages, too.
    static Reading textNumber(String given) {
        return SHORT_NUMBER.matcher(given).matches() ? new Reading.Good(given) : accountNumber(given);
    }

    /// The number that people write to, or Meta's own number for it, which only Meta's pages tell.
    static Reading whatsapp(String given) {
        return !given.startsWith("+") && DIGITS.matcher(given).matches()
                ? new Reading.Good(given)
                : accountNumber(given);
    }

    static Reading telegram(String given) {
        var bot = BOT_NAME.matcher(given);
        if (bot.matches()) {
            return new Reading.Good("@" + bot.group(1));
        }
        return DIGITS.matcher(given).matches()
                ? new Reading.Good(given)
                : new Reading.Wrong("\"%s\" is not a bot; write its name, which ends in \"bot\", such as @RivertonBot"
                        .formatted(given));
    }

    static Reading mail(String given) {
        return MAIL_PATTERN.matcher(given).matches()
                ? new Reading.Good(given)
                : new Reading.Wrong("\"%s\" is not a mail address; write it as help@city.example".formatted(given));
    }

    static Reading site(String given) {
        var site = given.replaceFirst("^https?://", "").replaceFirst("/+$", "");
        return SITE_PATTERN.matcher(site).matches()
                ? new Reading.Good(site)
                : new Reading.Wrong("\"%s\" is not a web site; write it as www.city.example".formatted(given));
    }

    /// A title of an office or an answer.
    static Reading title(String given) {
        return !given.isBlank()
                        && given.length() <= NAME_CHARACTERS_MAX
                        && NAME_PATTERN.matcher(given).matches()
                ? new Reading.Good(given)
                : new Reading.Wrong("\"%s\" is not a title; use letters, digits and spaces, at most %d characters"
                        .formatted(given, NAME_CHARACTERS_MAX));
    }

    /// A short name by which files speak of something.
    static Reading slug(String given) {
        return QUEUE_NAME.matcher(given).matches()
                ? new Reading.Good(given)
                : new Reading.Wrong("\"%s\" is not a name; use small letters, digits and hyphens".formatted(given));
    }

    /// The rule for the address of an account of this channel.
    static AnswerRule address(String channel) {
        return switch (channel) {
            case "sms" -> AnswerRule::textNumber;
            case "whatsapp" -> AnswerRule::whatsapp;
            case "telegram" -> AnswerRule::telegram;
            case "email" -> AnswerRule::mail;
            case "voice" -> AnswerRule::accountNumber;
            default -> throw new IllegalArgumentException("no channel " + channel);
        };
    }
}
