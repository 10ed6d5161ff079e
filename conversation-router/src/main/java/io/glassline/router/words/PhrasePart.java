package io.glassline.router.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A part of a phrase. Places in a message are bits: bit `n` is the place before word `n`.
public sealed interface PhrasePart {

    /// The places after this part, for those before it.
    long after(List<String> words, long before);

    boolean isOptional();

    /// Adds the words it may begin with.
    ///
    /// @return false when that may be any word
    boolean addFirst(Set<String> first);

    /// Words one of which must be there; none when that is not known.
    Set<String> needed();

    static PhrasePart anyOf(List<PhrasePart> nodes) {
        if (nodes.size() == 1) {
            return nodes.getFirst();
        }
        var words = new HashSet<String>();
        var others = new ArrayList<PhrasePart>();
        for (var node : nodes) {
            if (node instanceof Word(var word)) {
                words.add(word);
            } else {
                others.add(node);
            }
        }
        return new Choice(Set.copyOf(words), List.copyOf(others));
    }

    record Word(String word) implements PhrasePart {

        @Override
        public long after(List<String> words, long before) {
            var after = 0L;
            for (var left = before; left != 0; left &= left - 1) {
                var at = Long.numberOfTrailingZeros(left);
                if (at < words.size() && words.get(at).equals(word)) {
                    after |= 1L << (at + 1);
                }
            }
            return after;
        }

        @Override
        public boolean isOptional() {
            return false;
        }

        @Override
        public boolean addFirst(Set<String> first) {
            first.add(word);
            return true;
        }

        @Override
        public Set<String> needed() {
            return Set.of(word);
        }
    }

    record AnyWord() implements PhrasePart {

        @Override
        public long after(List<String> words, long before) {
            return (before << 1) & ((1L << (words.size() + 1)) - 1);
        }

        @Override
        public boolean isOptional() {
            return false;
        }

        @Override
        public boolean addFirst(Set<String> first) {
            return false;
        }

        @Override
        public Set<String> needed() {
            return Set.of();
        }
    }

    record Choice(Set<String> words, List<PhrasePart> others) implements PhrasePart {

        @Override
        public long after(List<String> said, long before) {
            var after = 0L;
            for (var left = before; left != 0; left &= left - 1) {
                var at = Long.numberOfTrailingZeros(left);
                if (at < said.size() && words.contains(said.get(at))) {
                    after |= 1L << (at + 1);
                }
            }
            for (var other : others) {
                after |= other.after(said, before);
            }
            return after;
        }

        @Override
        public boolean isOptional() {
            return others.stream().anyMatch(PhrasePart::isOptional);
        }

        @Override
        public boolean addFirst(Set<String> first) {
            first.addAll(words);
            return others.stream().allMatch(other -> other.addFirst(first));
        }

        @Override
        public Set<String> needed() {
            var all = new HashSet<>(words);
            for (var other : others) {
                var needed = other.needed();
                if (needed.isEmpty()) {
                    return Set.of();
                }
                all.addAll(needed);
            }
            return all;
        }
    }

    record LeftOut(PhrasePart node) implements PhrasePart {

        @Override
        public long after(List<String> words, long before) {
            return before | node.after(words, before);
        }

        @Override
        public boolean isOptional() {
            return true;
        }

        @Override
        public boolean addFirst(Set<String> first) {
            return node.addFirst(first);
        }

        @Override
        public Set<String> needed() {
            return Set.of();
        }
    }

    record Sequence(List<PhrasePart> nodes) implements PhrasePart {

        @Override
        public long after(List<String> words, long before) {
            var after = before;
            for (var node : nodes) {
                if (after == 0) {
                    return 0;
                }
                after = node.after(words, after);
            }
            return after;
        }

        @Override
        public boolean isOptional() {
            return nodes.stream().allMatch(PhrasePart::isOptional);
        }

        @Override
        public boolean addFirst(Set<String> first) {
            for (var node : nodes) {
                if (!node.addFirst(first)) {
                    return false;
                }
                if (!node.isOptional()) {
                    return true;
                }
            }
            return true;
        }

        /// Of its parts the one whose shortest word is longest: long words are rare.
        @Override
        public Set<String> needed() {
            return nodes.stream()
                    .map(PhrasePart::needed)
                    .filter(words -> !words.isEmpty())
                    .max(Comparator.comparingInt(words ->
                            words.stream().mapToInt(PhrasePart::rarity).min().orElse(0)))
                    .orElse(Set.of());
        }
    }

    /// Long words that are in many texts all the same.
    Set<String> COMMON = Set.of(
            "this",
            "that",
            "these",
            "those",
            "your",
            "more",
            "getting",
            "where",
            "want",
            "need",
            "like",
            "would",
            "please",
            "number",
            "dont",
            "call",
            "esto",
            "quiero",
            "como",
            "necesito",
            "numero",
            "telefono",
            "city");

    private static int rarity(String word) {
        return COMMON.contains(word) ? 1 : word.length();
    }
}
