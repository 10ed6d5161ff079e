package io.glassline.router.phrasing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Whether words that a model made of approved answers may be said. It decides by words alone, and the same every time.
///
/// **The rule.** What is said consists of whole sentences of the approved answers, and of nothing else. A sentence
/// may differ from the approved one in this only:
///
/// - articles, forms of *to be* and *do* ([PhrasingWords#glue]), the case of letters, and how the same number, hour or
///   contraction is written;
/// - one of a few fixed courtesies before it ([PhrasingWords#courtesies]), or *you can* before a plain way to do
///   something ([PhrasingWords#ways]);
/// - its times may change places among each other or come first, where it has one part and limits nothing
///   ([MovedTimes]);
/// - a last way that is offered beside another ("…, or call +1 555 0101") may be left out.
///
/// Each sentence is said once at most, in any order; but one that leans on the sentence before it ("It is …") or limits
/// it ("… only", "not", "if", "except"), or answers a question before it, is said right behind it, and neither without
/// the other. There is no question, no markup and no sign but plain punctuation that the approved answer does not have.
///
/// So a number, a day, a link, a name, an amount, a negation, a promise or an order to the reader that the city has not
/// approved is a word too many and refuses all of it, in whatever language it is and whoever put it there. Much that is
/// harmless is refused as well: then the approved answer is said as it stands.
public final class PhrasingGuard {

    /// How much longer than the approved answers it may be: room for the courtesies.
    private static final int LONGER_MAX_CHARS = 120;

    private static final int LEADS_MAX = 3;

    private PhrasingGuard() {}

    public sealed interface Verdict {

        /// It may be said.
        ///
        /// @param sentences how many of the approved ones are in it
        record Passed(int sentences) implements Verdict {}

        /// It may not.
        record Refused(Objection objection) implements Verdict {}
    }

    /// @param said what the model made
    /// @param approved the texts of the approved answers it was given
    /// @param language that of the texts; one whose words are not known here is refused
    public static Verdict check(String said, List<String> approved, Locale language) {
        var words = PhrasingWords.of(language);
        if (words.isEmpty()) {
            return new Verdict.Refused(Objection.LANGUAGE);
        }
        if (said.isBlank()) {
            return new Verdict.Refused(Objection.EMPTY);
        }
        if (said.length() > approved.stream().mapToInt(String::length).sum() + LONGER_MAX_CHARS) {
            return new Verdict.Refused(Objection.TOO_LONG);
        }
        return new Check(words.get(), approved).of(said);
    }

    /// Approved sentences that are said together or not at all, in their order.
    private record Block(List<Sentence> sentences) {}

    private static final class Check {

        private final PhrasingWords words;
        private final List<Block> blocks;
        private final List<Sentence> known;

        Check(PhrasingWords words, List<String> approved) {
            this.words = words;
            this.blocks =
                    approved.stream().flatMap(text -> blocks(text).stream()).toList();
            this.known =
                    blocks.stream().flatMap(block -> block.sentences.stream()).toList();
        }

        private List<Block> blocks(String text) {
            var blocks = new ArrayList<List<Sentence>>();
            for (var sentence : Sentence.all(text, words)) {
                if (blocks.isEmpty()
                        || !sentence.leansBack() && !blocks.getLast().getLast().leadsOn()) {
                    blocks.add(new ArrayList<>());
                }
                blocks.getLast().add(sentence);
            }
            return blocks.stream().map(Block::new).toList();
        }

        Verdict of(String said) {
            var found = new ArrayList<Sentence>();
            for (var sentence : Sentence.all(said, words)) {
                if (sentence.hasStrangeSign()) {
                    return new Verdict.Refused(Objection.MARKUP);
                }
                var rest = withoutLeads(sentence.content());
                if (rest.isEmpty()) {
                    continue; // a courtesy by itself
                }
                var approved = approved(sentence, rest);
                if (approved.isEmpty()) {
                    return new Verdict.Refused(objection(sentence, rest));
                }
                found.add(approved.get());
            }
            return found.isEmpty() ? new Verdict.Refused(Objection.EMPTY) : whole(found);
        }

        private List<String> withoutLeads(List<String> content) {
            var rest = content;
            for (var i = 0; i < LEADS_MAX; i++) {
                rest = words.withoutLead(rest);
            }
            return rest;
        }

        /// The approved sentence that this one is. A whole sentence is looked for before one without its courtesies:
        /// "Also call …" may stand in the answer itself.
        private Optional<Sentence> approved(Sentence said, List<String> rest) {
            return known.stream()
                    .filter(sentence -> sentence.isQuestion() == said.isQuestion())
                    .filter(sentence -> sentence.isSaidAs(said.content()) || sentence.isSaidAs(rest))
                    .findFirst();
        }

        /// Whether it is whole blocks, each once, one after the other.
        private Verdict whole(List<Sentence> found) {
            var used = new HashSet<Block>();
            var at = 0;
            while (at < found.size()) {
                var first = found.get(at);
                var block = blocks.stream()
                        .filter(each -> each.sentences.getFirst().equals(first))
                        .findFirst();
                if (block.isEmpty()) {
                    return new Verdict.Refused(Objection.CUT);
                }
                if (!used.add(block.get())) {
                    return new Verdict.Refused(Objection.TWICE);
                }
                var end = at + block.get().sentences.size();
                if (end > found.size() || !found.subList(at, end).equals(block.get().sentences)) {
                    return new Verdict.Refused(Objection.CUT);
                }
                at = end;
            }
            return new Verdict.Passed(found.size());
        }

        /// What is wrong with a sentence that is none of the approved ones, for the trace and the figures.
        private Objection objection(Sentence said, List<String> rest) {
            if (said.isQuestion() && known.stream().noneMatch(Sentence::isQuestion)) {
                return Objection.QUESTION;
            }
            var approved = new HashSet<String>();
            known.forEach(sentence -> approved.addAll(sentence.content()));
            var strange = rest.stream().filter(word -> !approved.contains(word)).toList();
            if (strange.isEmpty()) {
                return Objection.OTHERWISE;
            }
            return strange.stream()
                    .map(word -> words.kind(word, said.isName(word)))
                    .min(Comparator.naturalOrder())
                    .orElse(Objection.WORD);
        }
    }

    /// Whether `said` is `content`, or is it with its times in other places.
    static boolean isMoved(List<String> content, List<String> said, PhrasingWords words) {
        return MovedTimes.of(content, words)
                .filter(times -> times.orders().anyMatch(said::equals))
                .isPresent();
    }

    /// Where `part` stands in `content` for the last time, or -1.
    static int lastOf(List<String> content, Set<String> part) {
        return IntStream.range(0, content.size())
                .filter(i -> part.contains(content.get(i)))
                .max()
                .orElse(-1);
    }
}
