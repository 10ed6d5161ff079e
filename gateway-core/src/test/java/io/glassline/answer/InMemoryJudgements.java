package io.glassline.answer;

import io.glassline.audit.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judgements of what a test says was given.
public final class InMemoryJudgements implements Judgements {

    private final List<Sampled> given = new ArrayList<>();

    public synchronized void given(Sampled sampled) {
        given.add(sampled);
    }

    @Override
    public synchronized List<Sampled> sample(Instant from, Instant until, String seed, Collection<String> answers) {
        return given.stream()
                .filter(one -> !one.at().isBefore(from) && one.at().isBefore(until))
                .filter(one -> answers.contains(one.answer()))
                .limit(SAMPLE_A_DAY)
                .toList();
    }

    @Override
    public synchronized boolean judge(long decision, Verdict verdict, Actor by) {
        for (var i = 0; i < given.size(); i++) {
            var one = given.get(i);
            if (one.decision() == decision && one.verdict().isEmpty()) {
                given.set(
                        i,
                        new Sampled(
                                decision,
                                one.answer(),
                                one.question(),
                                one.language(),
                                one.conversation(),
                                one.at(),
                                Optional.of(verdict)));
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized Map<Verdict, Long> counts(Instant since) {
        var counts = new HashMap<Verdict, Long>();
        given.stream()
                .filter(one -> !one.at().isBefore(since))
                .forEach(one -> one.verdict().ifPresent(verdict -> counts.merge(verdict, 1L, Long::sum)));
        return counts;
    }
}
