package io.glassline.app.node;

import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.Retrieval;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot's answers, found in the city's knowledge.
record BotAnswers(Retrieval retrieval) implements Answers {

    private static final Duration MODEL_LOADING_MAX = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(BotAnswers.class);

    static CompletableFuture<BotAnswers> loadMeanwhile(NodeContext node) {
        var folder = new TrainingCacheFolder(node.deployment().keys().resolveSibling("notebook"));
        return CompletableFuture.supplyAsync(
                () -> new BotAnswers(new Retrieval(node.city().knowledge(), folder)));
    }

    @Override
    public Match match(String text, Locale language) {
        return retrieval.match(text, language);
    }

    @Override
    public String version() {
        return retrieval.version();
    }

    /// The language model is loaded by the first text that needs it. No citizen is to wait for that. An end that
    /// comes meanwhile waits for it: the model's native code does not survive the process being taken away.
    void askSomething(CloseList closing) {
        var asking = Thread.ofPlatform().name("first-question").daemon().start(() -> {
            try {
                match("Where can I find the mayor?", Locale.ENGLISH);
                System.gc(); // most of what starting took is needed no more, and is given back
            } catch (RuntimeException | LinkageError e) {
                LOG.atError().setCause(e).log("questions in English go to people: {}", e.getMessage());
            }
        });
        closing.add(() -> asking.join(MODEL_LOADING_MAX));
    }
}
