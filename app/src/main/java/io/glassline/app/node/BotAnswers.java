package io.glassline.app.node;

import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.RankedMatch;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.knowledge.TrainingCache;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot's answers, found in the city's knowledge, which is learnt in the background while the node takes messages.
///
/// Until it is learnt, a question that is a phrasing, word for word, is answered at once. Any other
/// waits: seconds later it gets its answer, and a person would take longer. Emergencies, STOP and all
/// else that asks nothing of the knowledge do not wait. Where learning fails or takes too long, only
/// word for word is left, and the rest is for people.
final class BotAnswers implements Answers, AutoCloseable {

    /// Much longer than a large city's answers take. Nobody holds a lane or a phone line for it: a turn that loses its
    /// lease is decided by its commit, and a caller is told to hold on.
    static final Duration QUESTION_WAIT_MAX = Duration.ofSeconds(60);

    private static final Duration END_WAIT_MAX = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(BotAnswers.class);

    private final Retrieval wordForWord;
    private final CompletableFuture<Retrieval> learning;
    private final Duration questionWaitMax;
    private final Ending ending;

    private interface Ending {

        void await() throws InterruptedException;
    }

    /// @param learning completes when the knowledge is learnt
    BotAnswers(Retrieval wordForWord, CompletableFuture<Retrieval> learning, Duration questionWaitMax) {
        this(wordForWord, learning, questionWaitMax, () -> {});
    }

    private BotAnswers(
            Retrieval wordForWord, CompletableFuture<Retrieval> learning, Duration questionWaitMax, Ending ending) {
        this.ending = ending;
        this.wordForWord = wordForWord;
        this.learning = learning;
        this.questionWaitMax = questionWaitMax;
    }

    /// Begins to learn. To be closed, which waits for it.
    static BotAnswers learning(Knowledge knowledge, TrainingCache folder) {
        var learning = new CompletableFuture<Retrieval>();
        var thread = Thread.ofPlatform()
                .name("learning")
                .daemon()
                .start(() -> complete(learning, () -> {
                    LOG.atInfo().log("learning {}; questions wait until it is done", knowledge);
                    var began = System.nanoTime();
                    var learnt = learn(() -> new Retrieval(knowledge, folder));
                    LOG.atInfo().log("learnt it in {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                    return learnt;
                }));
        return new BotAnswers(
                Retrieval.wordForWord(knowledge), learning, QUESTION_WAIT_MAX, () -> thread.join(END_WAIT_MAX));
    }

    private static void complete(CompletableFuture<Retrieval> learning, Supplier<Retrieval> learn) {
        try {
            learning.complete(learn.get());
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("the answers could not be learnt; all but their phrasings goes to people");
            learning.completeExceptionally(e);
        }
    }

    /// Asks something, too: what the first question makes Java load is not to be waited for by a citizen.
    private static Retrieval learn(Supplier<Retrieval> learning) {
        var learnt = learning.get();
        learnt.unlearnt()
                .forEach((language, because) ->
                        LOG.atError().log("questions in '{}' go to people, but for phrasings: {}", language, because));
        learnt.match("Where can I find the mayor?", Locale.ENGLISH);
        System.gc(); // most of what learning took is needed no more, and is given back
        return learnt;
    }

    @Override
    public Match match(String text, Locale language) {
        return ranked(text, language).match();
    }

    @Override
    public RankedMatch ranked(String text, Locale language) {
        if (!learning.isDone()) {
            var claimed = wordForWord.ranked(text, language);
            if (claimed.match() instanceof Match.Sure) {
                return claimed;
            }
        }
        return learnt().ranked(text, language);
    }

    private Retrieval learnt() {
        try {
            return learning.get(questionWaitMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return wordForWord; // the log says why
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return wordForWord;
        }
    }

    /// Waits until the knowledge is learnt or cannot be, for as long as a question may wait.
    void awaitLearnt() {
        learnt();
    }

    /// Phrasings that would get another answer; none while they are being learnt, or where they cannot be.
    List<Retrieval.Confusion> confusions() {
        return learning.state() == Future.State.SUCCESS ? learning.resultNow().confusions() : List.of();
    }

    @Override
    public String version() {
        return wordForWord.version();
    }

    /// In a word, for `/health`.
    String state() {
        return switch (learning.state()) {
            case RUNNING -> "LEARNING";
            case FAILED, CANCELLED -> "WORD FOR WORD";
            case SUCCESS -> {
                var without = learning.resultNow().unlearnt().keySet();
                yield without.isEmpty() ? "UP" : "WORD FOR WORD " + String.join(", ", without);
            }
        };
    }

    /// In a sentence or two, for staff.
    Optional<String> notice() {
        return switch (state()) {
            case "UP" -> Optional.empty();
            case "LEARNING" -> Optional.of("It is learning the city's answers. Questions wait until it is done.");
            default ->
                Optional.of("Its language model cannot be used, so it answers only questions that are written in the"
                        + " knowledge word for word. All others come to people. The node's log says why.");
        };
    }

    /// The model's native code does not survive the process being taken away.
    @Override
    public void close() {
        try {
            ending.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
