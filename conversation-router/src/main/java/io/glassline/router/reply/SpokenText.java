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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words for the ear: a choice is told before its key, and no web address is read out.
public record SpokenText(CityConfig city, Locale language) {

    private static final Pattern LINK =
            Pattern.compile("https?://(?:www\\.)?([^/\\s]+?)(?:/[^\\s]*[^\\s.,;:!?])?(?:([.,;:!?]*)(\\s|$))");

    /// Numbers that are no amount: of a permit, a plate or a tag, with letters; of a telephone; and all of at
    /// least five digits. An amount has a currency before it, or a point or comma in it.
    private static final Pattern KNOWN_BY = Pattern.compile("(?:^|[^\\pL\\pN$.,/:-])("
            + "[A-Z]{1,4}-?[0-9]+(?:-[0-9]+)*"
            + "|[0-9][A-Z]{2,4}[0-9]+"
            + "|\\+?(?:1[ -])?(?:\\([0-9]{3}\\) ?|[0-9]{3}-)?[0-9]{3}-[0-9]{4}"
            + "|\\+[0-9]{1,3}(?:[ -][0-9]{3,4}){2,3}"
            + "|\\+?[0-9]{5,}(?:-[0-9]+)*"
            + "|[0-9]{4}-[0-9]{4})"
            + "(?:[.,;:!?)]*(?:\\s|$))");

    /// A short number to call, which is no house number.
    private static final Pattern TO_CALL =
            Pattern.compile("(?i)\\b(call|dial|llame al|llamar al|marque el) ([2-9])11\\b");

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

    /// `text` as a person would read it out: a web address is "our website", and a number by which something is known
    /// is told digit by digit, in the groups that it is written in.
    public String forTheEar(String text) {
        return digitByDigit(TO_CALL.matcher(withoutLinks(text)).replaceAll("$1 $2 1 1"));
    }

    private static String digitByDigit(String text) {
        var matcher = KNOWN_BY.matcher(text);
        var spoken = new StringBuilder();
        var from = 0;
        for (var found = matcher.find(); found; found = matcher.find(from)) {
            spoken.append(text, from, matcher.start(1)).append(spelled(matcher.group(1)));
            from = matcher.end(1); // what follows may stand before the next number
        }
        return spoken.append(text, from, text.length()).toString();
    }

    /// "P R M, 2 0 2 6, 0 1 1 7".
    private static String spelled(String number) {
        return Stream.of(number.split("[^A-Za-z0-9]+"))
                .filter(group -> !group.isEmpty())
                .map(group -> String.join(" ", group.split("")))
                .collect(Collectors.joining(", "));
    }

    private String withoutLinks(String text) {
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
