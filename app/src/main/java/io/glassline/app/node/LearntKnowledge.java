package io.glassline.app.node;

import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.TrainingCache;
import java.util.LinkedHashMap;
import java.util.Map;

/// What this node has learnt of the answers of several versions. Versions with the same answers share it, so that a
/// change of rules learns nothing again.
final class LearntKnowledge implements AutoCloseable {

    /// What is learnt of a large city's answers takes some 50 MB.
    private static final int HELD_MAX = 4;

    private final TrainingCache cache;
    private final Map<String, BotAnswers> held = new LinkedHashMap<>(HELD_MAX, 0.75f, true);

    LearntKnowledge(TrainingCache cache) {
        this.cache = cache;
    }

    /// The bot's answers, which it may still be learning.
    synchronized BotAnswers of(Knowledge knowledge) {
        var answers = held.computeIfAbsent(knowledge.version(), _ -> BotAnswers.learning(knowledge, cache));
        if (held.size() > HELD_MAX) {
            held.remove(held.keySet().iterator().next());
        }
        return answers;
    }

    /// Once learnt, or when they cannot be.
    BotAnswers learnt(Knowledge knowledge) {
        var answers = of(knowledge);
        answers.awaitLearnt();
        return answers;
    }

    /// Learns again what could not be learnt: a model may have been put back.
    synchronized void forgetFailed() {
        held.values().removeIf(answers -> answers.state().startsWith("WORD FOR WORD"));
    }

    @Override
    public synchronized void close() {
        held.values().forEach(BotAnswers::close);
    }
}
