package io.glassline.demo;

import io.glassline.channel.ChannelAccount;
import io.glassline.channels.web.WebAdapter;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answer;
import io.glassline.simulator.provider.City;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the demo phone shows of a city: its name, an app for each of its accounts, and what one may ask it.
final class DemoPhone {

    private static final int QUESTIONS_MAX = 4;
    private static final int QUESTION_CHARACTERS_MIN = 18;

    private DemoPhone() {}

    /// The example city's questions stand on the page itself.
    static City of(CityConfig city) {
        return new City(
                city.name(),
                DemoAccounts.cityAccounts(city.accounts()),
                city.name().equals(City.EXAMPLE.name()) ? List.of() : questions(city),
                webChat(city));
    }

    private static Optional<String> webChat(CityConfig city) {
        return city.accounts().stream()
                .filter(account -> account.kind().equals(WebAdapter.KIND))
                .map(ChannelAccount::id)
                .findFirst();
    }

    /// What residents ask, by the city's own answers, and one question in its second language.
    private static List<String> questions(CityConfig city) {
        var first = city.firstLanguage();
        var questions = city.knowledge().answers().stream()
                .flatMap(answer -> question(answer, first).stream())
                .limit(QUESTIONS_MAX);
        var second = city.languages().stream()
                .skip(1)
                .limit(1)
                .flatMap(language -> city.knowledge().answers().stream()
                        .flatMap(answer -> question(answer, language).stream())
                        .limit(1));
        return Stream.concat(questions, second).toList();
    }

    /// The first that is more than a word or two.
    private static Optional<String> question(Answer answer, Locale language) {
        return answer.phrasings().getOrDefault(language.getLanguage(), List.of()).stream()
                .filter(phrasing -> phrasing.length() >= QUESTION_CHARACTERS_MIN)
                .findFirst();
    }
}
