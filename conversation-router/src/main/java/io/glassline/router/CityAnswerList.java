package io.glassline.router;

import io.glassline.answer.CityAnswers;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.ReadingLevel;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.reply.SpokenText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// The approved answers of one version of a city's folder.
public final class CityAnswerList implements CityAnswers {

    private final CityConfig city;
    private final Supplier<List<Retrieval.Confusion>> confusions;
    private final List<CityAnswer> answers;

    /// @param confusions what is known by now of answers that would be taken for each other
    public CityAnswerList(CityConfig city, Supplier<List<Retrieval.Confusion>> confusions) {
        this.city = city;
        this.confusions = confusions;
        this.answers = city.knowledge().answers().stream().map(this::answer).toList();
    }

    @Override
    public List<CityAnswer> all() {
        return answers;
    }

    @Override
    public List<Confusion> confusions() {
        return confusions.get().stream()
                .map(confusion -> new Confusion(
                        confusion.asked().id(),
                        confusion.phrasing(),
                        confusion.answered().id()))
                .toList();
    }

    private CityAnswer answer(Answer answer) {
        return new CityAnswer(
                answer.id(),
                answer.topic(),
                answer.owner(),
                city.queues().forTopic(Optional.of(answer.topic()), city.firstLanguage()),
                answer.source(),
                answer.reviewed(),
                answer.reviewBy(),
                answer.textDigest(),
                answer.texts().keySet().stream()
                        .sorted(Comparator.comparing(language ->
                                !language.equals(city.firstLanguage().getLanguage())))
                        .map(language -> text(answer, Locale.of(language)))
                        .toList());
    }

    private Text text(Answer answer, Locale language) {
        var written = city.phrases().withFacts(answer.text(language));
        return new Text(
                language.getLanguage(),
                written,
                new SpokenText(city, language).forTheEar(written),
                ReadingLevel.told(written, language.getLanguage()).orElse(""),
                ReadingLevel.tooHard(written, language.getLanguage()).orElse(""),
                answer.phrasings(language));
    }
}
