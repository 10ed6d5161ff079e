package io.glassline.router.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A grammar of short phrases, written much as speech grammars are (JSGF): words in their order, `[left
/// out or not]`, `(one | another)`, `<name>` for any phrase of a list with that name, and `*` for any
/// one word.
///
/// `(stop | quit) texting [me]` is four phrases. Nothing in it repeats or refers to itself, so a phrase
/// is looked for in a time that grows with the words it looks at and with nothing else.
public final class PhraseGrammar {

    private final Map<String, PhrasePart> lists = new HashMap<>();

    /// Adds a list. Its phrases may name lists that were added before.
    ///
    /// @throws IllegalArgumentException when one of `phrases` is none; the message says why
    public void list(String name, List<String> phrases) {
        lists.put(name, PhrasePart.anyOf(phrases.stream().map(this::parse).toList()));
    }

    /// @throws IllegalArgumentException when `written` is no phrase; the message says why
    public Phrase phrase(String written) {
        var node = parse(written);
        if (node.isOptional()) {
            throw new IllegalArgumentException("this may be left out as a whole");
        }
        return new Phrase(written, node);
    }

    /// A phrase of the grammar.
    ///
    /// @param written as it stands in the configuration
    public record Phrase(String written, PhrasePart node) {

        /// More words of a message are not looked at: places are the bits of a number.
        public static final int WORDS_MAX = 62;

        /// The words it may begin with; empty when it may begin with any.
        public Optional<Set<String>> firstWords() {
            var first = new HashSet<String>();
            return node.addFirst(first) ? Optional.of(first) : Optional.empty();
        }

        /// Words of which each text that it is in has one: those that tell most.
        public Set<String> needed() {
            return node.needed();
        }

        /// Where it may end that begins at word `from`: bit `n` is set when it ends before word `n`.
        public long ends(List<String> words, int from) {
            return node.after(words, 1L << from);
        }
    }

    private PhrasePart parse(String written) {
        var reading = new Reading(written);
        var node = reading.choice();
        if (reading.at < written.length()) {
            throw new IllegalArgumentException("there is a \"%s\" too many".formatted(written.charAt(reading.at)));
        }
        return node;
    }

    /// Reads a phrase from its beginning to its end.
    private final class Reading {

        private final String written;
        private int at;

        Reading(String written) {
            this.written = written;
        }

        PhrasePart choice() {
            var all = new ArrayList<PhrasePart>();
            do {
                all.add(sequence());
            } while (next('|'));
            return PhrasePart.anyOf(all);
        }

        private PhrasePart sequence() {
            var nodes = new ArrayList<PhrasePart>();
            skipSpace();
            while (at < written.length() && "|)]".indexOf(written.charAt(at)) < 0) {
                nodes.add(part());
                skipSpace();
            }
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException("there is no word where one must be");
            }
            return nodes.size() == 1 ? nodes.getFirst() : new PhrasePart.Sequence(List.copyOf(nodes));
        }

        private PhrasePart part() {
            if (next('(')) {
                return closed(choice(), ')');
            }
            if (next('[')) {
                return new PhrasePart.LeftOut(closed(choice(), ']'));
            }
            if (next('*')) {
                return new PhrasePart.AnyWord();
            }
            return next('<') ? list() : word();
        }

        private PhrasePart closed(PhrasePart node, char with) {
            if (!next(with)) {
                throw new IllegalArgumentException("a \"%s\" is missing".formatted(with));
            }
            return node;
        }

        private PhrasePart list() {
            var end = written.indexOf('>', at);
            var name = written.substring(at, end < 0 ? written.length() : end).strip();
            var list = lists.get(name);
            if (end < 0 || list == null) {
                throw new IllegalArgumentException("<%s> is no list that stands above".formatted(name));
            }
            at = end + 1;
            return list;
        }

        private PhrasePart word() {
            var from = at;
            while (at < written.length() && Character.isLetterOrDigit(written.charAt(at))) {
                at++;
            }
            var word = written.substring(from, at);
            if (word.isEmpty() || !NormalizedText.of(word).text().equals(word)) {
                throw new IllegalArgumentException(
                        "write \"%s\" in small letters, without accents and signs: messages are looked at so"
                                .formatted(
                                        written.substring(from, Math.min(written.length(), Math.max(at, from + 1)))));
            }
            return new PhrasePart.Word(word);
        }

        private boolean next(char sign) {
            skipSpace();
            var isIt = at < written.length() && written.charAt(at) == sign;
            at += isIt ? 1 : 0;
            return isIt;
        }

        private void skipSpace() {
            while (at < written.length() && written.charAt(at) == ' ') {
                at++;
            }
        }
    }
}
