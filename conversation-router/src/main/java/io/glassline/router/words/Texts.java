package io.glassline.router.words;

import com.google.re2j.Pattern;
import io.glassline.desk.Agent;
import io.glassline.desk.Phrases;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the city says, in its own words and in each of its languages.
public final class Texts implements Phrases {

    /// The facts of the city that are numbers to call.
    private static final List<String> NUMBERS = List.of("phone", "text", "emergency", "crisis");

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9 ()-]{5,}[0-9]");

    private final Map<Phrase, LocalText> phrases;
    private final Map<String, LocalText> titles;
    private final InterpreterTexts interpreter;
    private final Map<String, String> facts;

    /// @param titles short names of approved answers, by their id, for buttons and menus
    /// @param interpreter how to reach an interpreter
    /// @param facts what the places of [Phrase#COMMON] are filled with
    public Texts(
            Map<Phrase, LocalText> phrases,
            Map<String, LocalText> titles,
            InterpreterTexts interpreter,
            Map<String, String> facts) {
        this.phrases = new EnumMap<>(phrases);
        this.titles = Map.copyOf(titles);
        this.interpreter = interpreter;
        this.facts = Map.copyOf(facts);
        for (var phrase : Phrase.values()) {
            if (!phrases.containsKey(phrase)) {
                throw new IllegalArgumentException("no text for " + phrase.key());
            }
        }
    }

    public String say(Phrase phrase, Locale language) {
        return say(phrase, language, Map.of());
    }

    public String say(Phrase phrase, Locale language, Map<String, String> values) {
        var all = new HashMap<>(facts);
        all.putAll(values);
        var unknown = phrase.perhaps().stream()
                .filter(place -> !all.containsKey(place))
                .toList();
        return LocalText.filled(LocalText.without(text(phrase).in(language), unknown), all);
    }

    /// Whether the phrase says, in each language, a number to call.
    public boolean saysNumber(Phrase phrase) {
        return text(phrase).byLanguage().values().stream()
                .allMatch(words -> !Collections.disjoint(LocalText.places(words), NUMBERS)
                        || NUMBER.matcher(words).find());
    }

    /// How to reach an interpreter, in a language the city does not answer in.
    public String interpreter(Locale language) {
        return withFacts(interpreter.in(language));
    }

    /// How the city is reached.
    public Collection<String> facts() {
        return facts.values();
    }

    /// `text`, which is not a phrase, with the facts of the city in their places.
    public String withFacts(String text) {
        return LocalText.filled(text, facts);
    }

    public Optional<String> title(String answerId, Locale language) {
        return Optional.ofNullable(titles.get(answerId)).map(title -> title.in(language));
    }

    @Override
    public Optional<String> taken(Agent agent, Locale language) {
        return Optional.of(say(Phrase.TAKEN, language, Map.of("agent", agent.name())));
    }

    @Override
    public Optional<String> closed(Locale language) {
        return Optional.of(say(Phrase.CLOSED, language));
    }

    @Override
    public Optional<String> linkCode(String code, Locale language) {
        return Optional.of(say(Phrase.LINK_CODE, language, Map.of("code", code)));
    }

    @Override
    public Optional<String> linkHalf(String digits, Locale language) {
        return Optional.of(say(Phrase.LINK_HALF, language, Map.of("digits", digits)));
    }

    @Override
    public Optional<String> receipt(String link, Locale language) {
        return Optional.of(say(Phrase.RECEIPT, language, Map.of("link", link)));
    }

    @Override
    public Optional<String> receiptAtEnd(String link, Locale language) {
        return Optional.of(say(Phrase.RECEIPT_AT_END, language, Map.of("link", link)));
    }

    /// When something opens, as one says it at `now`: "today at 8:00 AM", "Monday at 8:00 AM".
    public String opens(ZonedDateTime opens, ZonedDateTime now, Locale language) {
        var american = Locale.of(text(Phrase.OPENS_ON).spoken(language).getLanguage(), "US");
        // The JDK writes narrow no-break spaces here, and one of them makes a text message cost double.
        var time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(american)
                .format(opens)
                .replace('\u202f', ' ')
                .replace('\u00a0', ' ');
        if (opens.toLocalDate().equals(now.toLocalDate())) {
            return say(Phrase.OPENS_TODAY, language, Map.of("time", time));
        }
        var day = opens.isBefore(now.plusDays(6))
                ? opens.getDayOfWeek().getDisplayName(TextStyle.FULL, american)
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(american)
                        .format(opens);
        return say(Phrase.OPENS_ON, language, Map.of("day", day, "time", time));
    }

    private LocalText text(Phrase phrase) {
        var text = phrases.get(phrase);
        if (text == null) {
            throw new IllegalStateException("no text for " + phrase.key());
        }
        return text;
    }
}
