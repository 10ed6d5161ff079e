package io.glassline.router.reply;

import com.google.re2j.Pattern;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.message.Message;
import io.glassline.router.city.CityConfig;
import io.glassline.router.flow.Flow;
import io.glassline.router.words.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Words for the ear: a choice is told before its key, and no web address is read out.
public record SpokenText(CityConfig city, Locale language) {

    private static final Pattern LINK =
            Pattern.compile("https?://(?:www\\.)?([^/\\s]+?)(?:/[^\\s]*[^\\s.,;:!?])?(?:([.,;:!?]*)(\\s|$))");

    /// The choices of a call's menu: the city's other languages, then the flows it names for it. A caller remembers
    /// four.
    private static final int CHOICES_MAX = 4;

    List<Message.Offer> firstChoices() {
        var choices = new ArrayList<Message.Offer>();
        for (var other : city.languages()) {
            if (!other.equals(language)) {
                choices.add(new Message.Offer(new Choice.Language(other).id(), other.getDisplayLanguage(other)));
            }
        }
        city.flows().values().stream()
                .filter(Flow::isInCallMenu)
                .map(flow -> new Message.Offer(
                        new Choice.Flow(flow.name()).id(), flow.title().in(language)))
                .forEach(choices::add);
        return choices.stream().limit(CHOICES_MAX).toList();
    }

    /// The menu of a call, with `offered` in it.
    public String menu(List<Message.Offer> offered) {
        return (options(offered) + " " + city.phrases().say(Phrase.CALL_MENU, language)).strip();
    }

    /// "For trash day, press 1. For recycling, press 2."
    String options(List<Message.Offer> offered) {
        var sentences = new ArrayList<String>();
        for (var number = 1; number <= offered.size(); number++) {
            sentence(offered.get(number - 1), number).ifPresent(sentences::add);
        }
        return String.join(" ", sentences);
    }

    private Optional<String> sentence(Message.Offer offer, int number) {
        var choice = Choice.parse(offer.id());
        if (choice.isEmpty()) {
            return Optional.of(option(offer, number));
        }
        return switch (choice.get()) {
            case Choice.Person _ -> Optional.empty(); // always 0, and told by the menu
            case Choice.Language(var other) -> Optional.of(otherLanguage(other, number));
            case Choice.Answer _, Choice.Flow _, Choice.Again _, Choice.Points _, Choice.Slot _ ->
                Optional.of(option(offer, number));
        };
    }

    /// `text` in pieces of one language each: what it says to callers of another is for a voice of that one.
    public List<Utterance> utterances(String text) {
        for (var other : city.languages()) {
            if (!other.equals(language)) {
                for (var number = 1; number <= CHOICES_MAX; number++) {
                    var sentence = otherLanguage(other, number);
                    var at = text.indexOf(sentence);
                    if (at >= 0) {
                        return Stream.of(
                                        utterances(text.substring(0, at)),
                                        List.of(new Utterance(sentence, other)),
                                        utterances(text.substring(at + sentence.length())))
                                .flatMap(List::stream)
                                .toList();
                    }
                }
            }
        }
        return text.isBlank() ? List.of() : List.of(new Utterance(text.strip(), language));
    }

    private String otherLanguage(Locale other, int number) {
        return city.phrases().say(Phrase.CALL_OTHER_LANGUAGE, other, Map.of("number", Integer.toString(number)));
    }

    private String option(Message.Offer offer, int number) {
        return city.phrases()
                .say(Phrase.CALL_OPTION, language, Map.of("choice", offer.label(), "number", Integer.toString(number)));
    }

    /// `text` with each web address told as "our website".
    public String withoutLinks(String text) {
        var matcher = LINK.matcher(text);
        var spoken = new StringBuilder();
        var from = 0;
        while (matcher.find()) {
            spoken.append(text, from, matcher.start())
                    .append(city.phrases().say(Phrase.CALL_LINK, language, Map.of("host", matcher.group(1))))
                    .append(matcher.group(2))
                    .append(matcher.group(3));
            from = matcher.end();
        }
        return spoken.append(text, from, text.length()).toString();
    }
}
