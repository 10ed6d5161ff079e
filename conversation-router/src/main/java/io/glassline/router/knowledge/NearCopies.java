package io.glassline.router.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Texts that differ in little but common words. "a copy of my birth certificate" and "a copy of my marriage
/// certificate" share most of their words, and not the one that counts: so words weigh by how rare they are.
final class NearCopies {

    /// The share of the weight of both texts' words that is in both.
    private static final double SHARED_MIN = 0.8;

    /// Near-copies share at least one of so many rarest words of either.
    private static final int RAREST_MAX = 3;

    private final List<Set<String>> texts;
    private final Map<String, Integer> counts = new HashMap<>();

    private NearCopies(List<Set<String>> texts) {
        this.texts = texts;
        texts.forEach(words -> words.forEach(word -> counts.merge(word, 1, Integer::sum)));
    }

    record Pair<T>(T first, T second) {}

    /// Of different owners. What is the same word for word is left out.
    static <T> List<Pair<T>> pairs(List<T> things, Function<T, List<String>> words, Function<T, ?> owner) {
        var copies = new NearCopies(things.stream()
                .<Set<String>>map(thing -> new HashSet<>(words.apply(thing)))
                .toList());
        var pairs = new ArrayList<Pair<T>>();
        var having = new HashMap<String, List<Integer>>();
        for (var second = 0; second < things.size(); second++) {
            var thing = things.get(second);
            var candidates = new LinkedHashSet<Integer>();
            var rarest = copies.rarest(second);
            rarest.forEach(word -> candidates.addAll(having.getOrDefault(word, List.of())));
            for (var first : candidates) {
                if (!owner.apply(things.get(first)).equals(owner.apply(thing)) && copies.areNear(first, second)) {
                    pairs.add(new Pair<>(things.get(first), thing));
                }
            }
            for (var word : rarest) {
                having.computeIfAbsent(word, _ -> new ArrayList<>()).add(second);
            }
        }
        return pairs;
    }

    private List<String> rarest(int text) {
        return texts.get(text).stream()
                .sorted(Comparator.<String>comparingInt(word -> counts.getOrDefault(word, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(RAREST_MAX)
                .toList();
    }

    private boolean areNear(int first, int second) {
        var both = new HashSet<>(texts.get(first));
        both.retainAll(texts.get(second));
        var either = new HashSet<>(texts.get(first));
        either.addAll(texts.get(second));
        return both.size() < either.size() && weight(both) >= SHARED_MIN * weight(either);
    }

    private double weight(Set<String> words) {
        return words.stream()
                .mapToDouble(word -> Math.log(1 + (double) texts.size() / counts.getOrDefault(word, 1)))
                .sum();
    }
}
