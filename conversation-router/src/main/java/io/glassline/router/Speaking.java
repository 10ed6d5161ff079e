package io.glassline.router;

import com.google.re2j.Pattern;
import io.glassline.message.Message;
import io.glassline.router.city.CityConfig;
import io.glassline.router.words.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Words for the ear: what is offered is told with its key, the choice before the key, and no web address is read
/// out.
record Speaking(CityConfig city, Locale language) {

    private static final Pattern LINK =
            Pattern.compile("https?://(?:www\\.)?([^/\\s]+?)(?:/[^\\s]*[^\\s.,;:!?])?(?:([.,;:!?]*)(\\s|$))");

    /// The choices held out on a call: the city's other languages, then its flows. A caller remembers four.
    private static final int CHOICES_MAX = 4;

    static final String LANGUAGE = "language:";
    static final String FLOW = "flow:";

    List<Message.Offer> firstChoices() {
        var choices = new ArrayList<Message.Offer>();
        for (var other : city.languages()) {
            if (!other.equals(language)) {
                choices.add(new Message.Offer(LANGUAGE + other.getLanguage(), ownName(other)));
            }
        }
        city.flows()
                .values()
                .forEach(flow -> choices.add(
                        new Message.Offer(FLOW + flow.name(), flow.title().in(language))));
        return choices.stream().limit(CHOICES_MAX).toList();
    }

    private static String ownName(Locale language) {
        return language.getDisplayLanguage(language);
    }

    /// The menu of a call, with `offered` in it.
    String menu(List<Message.Offer> offered) {
        return (options(offered) + " " + city.phrases().say(Phrase.CALL_MENU, language)).strip();
    }

    /// "For trash day, press 1. For recycling, press 2."
    String options(List<Message.Offer> offered) {
        var sentences = new ArrayList<String>();
        for (var number = 1; number <= offered.size(); number++) {
            var offer = offered.get(number - 1);
            if (offer.id().equals(Turn.PERSON)) {
                continue; // always 0, and told by the menu
            }
            if (offer.id().startsWith(LANGUAGE)) {
                var other = Locale.of(offer.id().substring(LANGUAGE.length()));
                sentences.add(city.phrases()
                        .say(Phrase.CALL_OTHER_LANGUAGE, other, Map.of("number", Integer.toString(number))));
            } else {
                sentences.add(city.phrases()
                        .say(
                                Phrase.CALL_OPTION,
                                language,
                                Map.of("choice", offer.label(), "number", Integer.toString(number))));
            }
        }
        return String.join(" ", sentences);
    }

    /// `text` with each web address told as "our website".
    String withoutLinks(String text) {
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
