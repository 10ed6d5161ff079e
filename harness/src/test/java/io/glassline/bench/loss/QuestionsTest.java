package io.glassline.bench.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.bench.town.City;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.knowledge.TrainingCache;
import java.util.HashSet;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private final io.glassline.router.city.CityConfig city = City.read("http://localhost:1", 1, 1);

    /// Else the harness would call a right answer wrong.
    @Test
    void theCityIsSureOfEachQuestion() {
        var retrieval = new Retrieval(city.knowledge(), TrainingCache.none());
        var questions = Questions.of(city).questions();
        for (var n = 0; n < questions.size(); n++) {
            var match = retrieval.match(questions.get(n).words(), Locale.ENGLISH);
            assertThat(match).as(questions.get(n).words()).isInstanceOf(Match.Sure.class);
            assertThat(((Match.Sure) match).answer().id()).isEqualTo(Questions.ANSWERS.get(n));
        }
    }

    /// The city holds back the same words to one citizen eight times in ten minutes.
    @Test
    void nobodyIsToldTheSameWordsOften() {
        var lines = Questions.of(city);
        for (var seed = 0; seed < 200; seed++) {
            var script = lines.script(14, new SplittableRandom(seed));
            var words = new HashSet<String>();
            script.forEach(line -> words.add(line.words()));
            assertThat(script.size() - words.size()).isLessThan(8);
        }
    }
}
