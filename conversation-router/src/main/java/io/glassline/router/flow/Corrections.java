package io.glassline.router.flow;

import io.glassline.router.words.NormalizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How people take back what they said: "no, it is 45 not 54", "I meant Oak", "no es 54 sino 45". Each list has words
/// of all languages, as messages have them.
///
/// @param anew begin something that is meant instead of what was said
/// @param unsure may begin it, and may as well begin an answer: "no"
/// @param insteadOf stand before what was wrong
/// @param but stand before what is right, after what was wrong
public record Corrections(List<String> anew, List<String> unsure, List<String> insteadOf, List<String> but) {

    public static final Corrections NONE = new Corrections(List.of(), List.of(), List.of(), List.of());

    public Corrections {
        anew = List.copyOf(anew);
        unsure = List.copyOf(unsure);
        insteadOf = List.copyOf(insteadOf);
        but = List.copyOf(but);
    }

    /// What is meant.
    sealed interface Heard {

        /// `right` in place of `wrong`, both as messages have them.
        record Swap(String wrong, String right) implements Heard {}

        /// `words` in place of something that was said.
        ///
        /// @param isSure whether nothing else can be meant
        record Anew(String words, boolean isSure) implements Heard {}
    }

    Optional<Heard> in(String raw) {
        var said = Arrays.stream(raw.strip().split("\\s+"))
                .map(Word::new)
                .filter(word -> !word.plain().isEmpty())
                .toList();
        var sure = begins(said, anew);
        var begun = begins(said, Stream.concat(anew.stream(), unsure.stream()).toList());
        var rest = said.subList(begun, said.size());
        var swap = swap(rest);
        if (swap.isPresent()) {
            return swap;
        }
        return begun == 0 || rest.isEmpty() ? Optional.empty() : Optional.of(new Heard.Anew(raw(rest), sure > 0));
    }

    private Optional<Heard> swap(List<Word> rest) {
        var sino = find(rest, but, 1);
        if (sino.isPresent()) {
            var wrong = without(rest.subList(0, sino.get().at()));
            return of(wrong, rest.subList(sino.get().end(), rest.size()));
        }
        var not = find(rest, insteadOf, 1);
        if (not.isPresent()) {
            return of(
                    rest.subList(not.get().end(), rest.size()),
                    rest.subList(0, not.get().at()));
        }
        return Optional.empty();
    }

    private static Optional<Heard> of(List<Word> wrong, List<Word> right) {
        return wrong.isEmpty() || right.isEmpty()
                ? Optional.empty()
                : Optional.of(new Heard.Swap(plain(wrong), plain(right)));
    }

    private List<Word> without(List<Word> words) {
        var more = begins(words, insteadOf);
        return words.subList(more, words.size());
    }

    /// How many of the first words are leads, one after the other.
    private static int begins(List<Word> said, List<String> leads) {
        var at = 0;
        while (true) {
            var longest = 0;
            for (var lead : leads) {
                var words = lead.split(" ");
                if (words.length > longest && isAt(said, at, words)) {
                    longest = words.length;
                }
            }
            if (longest == 0) {
                return at;
            }
            at += longest;
        }
    }

    private static Optional<Span> find(List<Word> said, List<String> phrases, int from) {
        for (var at = from; at < said.size(); at++) {
            for (var phrase : phrases) {
                var words = phrase.split(" ");
                if (isAt(said, at, words)) {
                    return Optional.of(new Span(at, at + words.length));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(List<Word> said, int at, String[] words) {
        if (at + words.length > said.size()) {
            return false;
        }
        for (var i = 0; i < words.length; i++) {
            if (!said.get(at + i).plain().equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    private static String plain(List<Word> words) {
        return String.join(" ", words.stream().map(Word::plain).toList());
    }

    private static String raw(List<Word> words) {
        return String.join(" ", words.stream().map(Word::raw).toList());
    }

    /// `wrong` in `said` replaced by `right`; empty where it does not stand there as whole words.
    static Optional<String> swapped(String said, Heard.Swap swap) {
        var words = new ArrayList<>(List.of(NormalizedText.of(said).text().split(" ")));
        var wrong = List.of(swap.wrong().split(" "));
        for (var at = 0; at + wrong.size() <= words.size(); at++) {
            if (words.subList(at, at + wrong.size()).equals(wrong)) {
                var swapped = new ArrayList<>(words.subList(0, at));
                swapped.add(swap.right());
                swapped.addAll(words.subList(at + wrong.size(), words.size()));
                return Optional.of(String.join(" ", swapped));
            }
        }
        return Optional.empty();
    }

    private record Span(int at, int end) {}

    private record Word(String raw, String plain) {

        Word(String raw) {
            this(raw, NormalizedText.of(raw).text());
        }
    }
}
