package io.glassline.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Embedder;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.knowledge.TrainingCache;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What becomes of a question while the bot learns, and when it cannot learn.
class BotAnswersTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Knowledge KNOWLEDGE = new Knowledge(List.of(
            answer("pool", "when is the pool open", "pool hours", "is the pool open today"),
            answer("trash", "when is trash day", "what day is garbage pickup", "trash pickup schedule"),
            answer("dogs", "how much is a dog license", "register my dog", "dog tag price")));

    @Test
    void whileItLearnsAPhrasingIsAnsweredAtOnceAndAnyOtherQuestionWaits() throws Exception {
        var learning = new CompletableFuture<Retrieval>();
        var bot = new BotAnswers(Retrieval.wordForWord(KNOWLEDGE), learning, LATE);

        assertThat(bot.state()).isEqualTo("LEARNING");
        assertThat(bot.notice()).hasValueSatisfying(words -> assertThat(words).contains("learning"));
        assertThat(bot.match("When is trash day?", Locale.ENGLISH)).isInstanceOf(Match.Sure.class);

        var waiting =
                CompletableFuture.supplyAsync(() -> bot.match("please tell me when the pool is open", Locale.ENGLISH));
        assertThat(waiting).isNotDone();
        learning.complete(new Retrieval(KNOWLEDGE, new Letters(), TrainingCache.none()));
        assertThat(waiting.get()).isNotInstanceOf(Match.Nothing.class);
        assertThat(bot.state()).isEqualTo("UP");
        assertThat(bot.notice()).isEmpty();
    }

    @Test
    void aQuestionDoesNotWaitForEver() {
        var bot = new BotAnswers(Retrieval.wordForWord(KNOWLEDGE), new CompletableFuture<>(), SOON);

        assertThat(bot.match("please tell me when the pool is open", Locale.ENGLISH))
                .isEqualTo(new Match.Nothing(0));
    }

    @Test
    void whereLearningFailedOnlyPhrasingsAreAnsweredAndAllKnowIt() {
        var bot = new BotAnswers(
                Retrieval.wordForWord(KNOWLEDGE),
                CompletableFuture.failedFuture(new IllegalStateException("no memory")),
                LATE);

        assertThat(bot.match("pool hours", Locale.ENGLISH)).isInstanceOf(Match.Sure.class);
        assertThat(bot.match("pool opening", Locale.ENGLISH)).isEqualTo(new Match.Nothing(0));
        assertThat(bot.state()).isEqualTo("WORD FOR WORD");
        assertThat(bot.notice()).hasValueSatisfying(words -> assertThat(words).contains("come to people"));
    }

    @Test
    void whereTheModelIsDamagedItsLanguageIsNamed() {
        var learnt = new Retrieval(KNOWLEDGE, new Damaged(), TrainingCache.none());
        var bot = new BotAnswers(Retrieval.wordForWord(KNOWLEDGE), CompletableFuture.completedFuture(learnt), LATE);

        assertThat(bot.state()).isEqualTo("WORD FOR WORD en");
        assertThat(bot.match("pool hours", Locale.ENGLISH)).isInstanceOf(Match.Sure.class);
        assertThat(bot.match("pool opening", Locale.ENGLISH)).isEqualTo(new Match.Nothing(0));
    }

    private static Answer answer(String id, String... phrasings) {
        var day = LocalDate.of(2026, 10, 5);
        return new Answer(
                id,
                "test",
                "Testing",
                URI.create("https://city.example/" + id),
                day,
                day.plusMonths(6),
                new TreeMap<>(Map.of("en", List.of(phrasings))),
                new TreeMap<>(Map.of("en", "This is about " + id + ".")));
    }

    /// A model of one's own: how often each letter occurs.
    private record Letters() implements Embedder {

        @Override
        public String version() {
            return "letters";
        }

        @Override
        public float[] embed(String text) {
            var point = new float[128];
            text.chars().filter(letter -> letter < 128).forEach(letter -> point[letter]++);
            return point;
        }
    }

    private record Damaged() implements Embedder {

        @Override
        public String version() {
            return "damaged";
        }

        @Override
        public float[] embed(String text) {
            return new float[] {Float.NaN, Float.NaN};
        }
    }
}
