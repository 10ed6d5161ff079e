package io.glassline.router.words;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a text must have in it for a pattern to be found: at least one of some pieces of text. RE2 calls
/// this a prefilter. Most messages have none of the pieces, and to look for those is fast: with the example
/// city's 123 patterns and 64 harmless turns of speech, the gates take 33 µs of a message with it and 600
/// µs without.
///
/// Reads of RE2's syntax what city officers write: letters, groups, choices, repetitions, classes. Of what it does not
/// know it says nothing, and then the pattern is looked for in every text.
final class Prefilter {

    private static final String META = "\\.[](){}|*+?^$";

    /// After a backslash: one sign of a kind, or a place between two signs.
    private static final String KINDS = "wWdDsSbB";

    private final String pattern;
    private int at;

    private Prefilter(String pattern) {
        this.pattern = pattern;
    }

    /// @return at least one piece; empty when nothing is known.
    static Optional<Set<String>> by(String pattern) {
        try {
            var reading = new Prefilter(pattern);
            var needed = reading.choice();
            return reading.at == pattern.length() ? needed : Optional.empty();
        } catch (Unknown e) {
            return Optional.empty();
        }
    }

    static boolean isIn(String text, Set<String> needed) {
        for (var piece : needed) {
            if (text.contains(piece)) {
                return true;
            }
        }
        return false;
    }

    /// Any of several: what one of them needs. Nothing, as soon as one needs nothing.
    private Optional<Set<String>> choice() {
        var all = new HashSet<String>();
        var known = true;
        for (var more = true; more; ) {
            var needed = sequence();
            needed.ifPresent(all::addAll);
            known &= needed.isPresent();
            more = next('|');
        }
        return known ? Optional.of(all) : Optional.empty();
    }

    /// One after the other: what any single part needs. The one whose shortest piece is longest tells most.
    private Optional<Set<String>> sequence() {
        var best = new Best();
        while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
            if (next('(')) {
                best.end();
                var inner = group();
                if (occurs()) {
                    inner.ifPresent(best::offer);
                }
            } else {
                var letter = letter();
                var isRepeated = isRepeated();
                if (occurs()) {
                    letter.ifPresentOrElse(best::add, best::end);
                }
                if (isRepeated) {
                    best.end();
                }
            }
        }
        best.end();
        return best.pieces;
    }

    private Optional<Set<String>> group() {
        if (next('?') && !next(':')) {
            throw new Unknown();
        }
        var inner = choice();
        if (!next(')')) {
            throw new Unknown();
        }
        return inner;
    }

    /// A letter that stands for itself; empty for a sign of a kind and for a place between two signs.
    private Optional<Character> letter() {
        var sign = pattern.charAt(at++);
        switch (sign) {
            case '\\' -> {
                return escaped();
            }
            case '[' -> {
                skipClass();
                return Optional.empty();
            }
            case '.', '^', '$' -> {
                return Optional.empty();
            }
            default -> {
                if (META.indexOf(sign) >= 0) {
                    throw new Unknown();
                }
                return Optional.of(sign);
            }
        }
    }

    private Optional<Character> escaped() {
        if (at == pattern.length()) {
            throw new Unknown();
        }
        var sign = pattern.charAt(at++);
        if (KINDS.indexOf(sign) >= 0) {
            return Optional.empty();
        }
        if (Character.isLetterOrDigit(sign)) {
            throw new Unknown();
        }
        return Optional.of(sign);
    }

    private void skipClass() {
        next('^');
        next(']');
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            if (pattern.charAt(at) == '[') {
                throw new Unknown();
            }
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        if (!next(']')) {
            throw new Unknown();
        }
    }

    private boolean isRepeated() {
        return at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0;
    }

    /// Reads how often what came before may occur, if that is said.
    ///
    /// @return whether it must occur at least once.
    private boolean occurs() {
        if (!isRepeated()) {
            return true;
        }
        var must = true;
        while (isRepeated()) {
            var sign = pattern.charAt(at++);
            if (sign == '{') {
                var end = pattern.indexOf('}', at);
                if (end < 0 || !pattern.substring(at, end).matches("\\d+(,\\d*)?")) {
                    throw new Unknown();
                }
                must &= !pattern.substring(at, end).matches("0+(,.*)?");
                at = end + 1;
            } else {
                must &= sign == '+';
            }
        }
        return must;
    }

    private boolean next(char sign) {
        var isIt = at < pattern.length() && pattern.charAt(at) == sign;
        at += isIt ? 1 : 0;
        return isIt;
    }

    /// What tells most so far, and the letters that have just been read.
    private static final class Best {

        private Optional<Set<String>> pieces = Optional.empty();
        private final StringBuilder letters = new StringBuilder();

        void add(char letter) {
            letters.append(letter);
        }

        void end() {
            if (!letters.isEmpty()) {
                offer(Set.of(letters.toString()));
                letters.setLength(0);
            }
        }

        void offer(Set<String> more) {
            if (pieces.isEmpty() || shortest(more) > shortest(pieces.get())) {
                pieces = Optional.of(more);
            }
        }

        private static int shortest(Set<String> pieces) {
            return pieces.stream().mapToInt(String::length).min().orElse(0);
        }
    }

    /// Something of RE2 that is not read here.
    private static final class Unknown extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
