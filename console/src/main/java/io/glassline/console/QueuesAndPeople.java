package io.glassline.console;

import io.glassline.offer.QueuePolicies;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// How the city's queues come to people, and in which languages it answers, as they are now.
public final class QueuesAndPeople {

    private final Supplier<QueuePolicies> policies;
    private final Supplier<List<Locale>> languages;

    public QueuesAndPeople(Supplier<QueuePolicies> policies, Supplier<List<Locale>> languages) {
        this.policies = policies;
        this.languages = languages;
    }

    public QueuePolicies policies() {
        return policies.get();
    }

    /// The first is the city's own.
    public List<Locale> languages() {
        return languages.get();
    }
}
