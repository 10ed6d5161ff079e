package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.PhraseGrammar.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Refusals in plain words: "don't text this number again". They count when they are the whole sense of
/// a message: every word of it belongs to a refusal or to something that is said beside one ("please",
/// "wrong number").
///
/// A message that says something else as well is never certain. Where one of its clauses is a refusal
/// of messages, it is a possible one.
public final class Refusals {

    /// Longer messages say more than a refusal.
    private static final int WORDS_MAX = 60;

    private static final Pattern CLAUSE_END = Pattern.compile("[.!?;,\\n]+|\\s[-–—]+\\s");

    /// A request that is added to what was said before begins with one of these.
    private static final Set<String> LEAD_IN = Set.of("please", "pls", "plz", "so", "just", "por", "porfavor", "favor");

    private final Map<String, List<Entry>> byFirstWord = new HashMap<>();
    private final List<Entry> withAnyFirst = new ArrayList<>();
    private final Set<String> needed = new HashSet<>(); // a text without any of them refuses nothing
    private final Set<String> neededForCertain = new HashSet<>();

    /// How sure a refusal is, from the least.
    public enum Kind {
        /// No refusal, and said beside one.
        BESIDE,
        POSSIBLE,
        /// Refuses where nothing else is said, and means much else in a longer message.
        KEYWORD,
        CERTAIN
    }

    /// A phrase, and the language it is of, if it is of one.
    public record Entry(Phrase phrase, Kind kind, Optional<Locale> language) {}

    /// A refusal that was heard: the phrase as it stands in the configuration, or how likely it is by what
    /// was learnt; and its language, if it is of one. What was learnt is never certain.
    public record Hit(String phrase, Optional<Locale> language, boolean isCertain, boolean isLearnt) {}

    public Refusals(List<Entry> entries) {
        for (var entry : entries) {
            if (entry.kind() != Kind.BESIDE) {
                needed.addAll(entry.phrase().needed());
            }
            if (entry.kind() == Kind.CERTAIN) {
                neededForCertain.addAll(entry.phrase().needed());
            }
            entry.phrase()
                    .firstWords()
                    .ifPresentOrElse(
                            words -> words.forEach(word -> byFirstWord
                                    .computeIfAbsent(word, _ -> new ArrayList<>())
                                    .add(entry)),
                            () -> withAnyFirst.add(entry));
        }
    }

    /// What is refused in `raw`, the surest of it.
    ///
    /// @param readings what a text may mean; the text as it stands is among them
    public Optional<Hit> in(String raw, Function<NormalizedText, List<NormalizedText>> readings) {
        var text = raw.substring(0, Math.min(raw.length(), NormalizedText.LENGTH_MAX_CHARS));
        var whole = readings.apply(NormalizedText.of(text));
        if (whole.stream().noneMatch(said -> hasAny(said, needed))) {
            return Optional.empty();
        }
        var unsigned = text.substring(0, Signature.start(text));
        var withoutSignature =
                unsigned.equals(text) ? List.<NormalizedText>of() : readings.apply(NormalizedText.of(unsigned));
        return Stream.concat(whole.stream(), withoutSignature.stream())
                .flatMap(said -> whole(said).stream())
                .max(Comparator.comparing(Entry::kind))
                .map(entry -> new Hit(
                        entry.phrase().written(),
                        entry.language(),
                        entry.kind().compareTo(Kind.POSSIBLE) > 0
                                && whole.stream().noneMatch(StayWish::in),
                        false))
                .or(() -> whole.stream().anyMatch(said -> hasAny(said, neededForCertain))
                        ? inAClause(unsigned, readings)
                        : Optional.empty());
    }

    private static boolean hasAny(NormalizedText said, Set<String> words) {
        for (var word : said.words()) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /// The surest phrase of a text of which every word belongs to a refusal or to something said beside
    /// it.
    private Optional<Entry> whole(NormalizedText said) {
        var words = said.words();
        if (words.isEmpty() || words.size() > WORDS_MAX) {
            return Optional.empty();
        }
        var reached = new @Nullable Reached[words.size() + 1];
        reached[0] = new Reached(Kind.BESIDE, Optional.empty());
        for (var from = 0; from < words.size(); from++) {
            var here = reached[from];
            if (here != null) {
                for (var entry : byFirstWord.getOrDefault(words.get(from), List.of())) {
                    reach(reached, here, entry, entry.phrase().ends(words, from));
                }
                for (var entry : withAnyFirst) {
                    reach(reached, here, entry, entry.phrase().ends(words, from));
                }
            }
        }
        return Optional.ofNullable(reached[words.size()]).flatMap(Reached::surest);
    }

    private static void reach(@Nullable Reached[] reached, Reached here, Entry entry, long ends) {
        var then = entry.kind().compareTo(here.kind()) > 0 ? new Reached(entry.kind(), Optional.of(entry)) : here;
        for (var left = ends; left != 0; left &= left - 1) {
            var end = Long.numberOfTrailingZeros(left);
            var before = reached[end];
            if (before == null || then.kind().compareTo(before.kind()) > 0) {
                reached[end] = then;
            }
        }
    }

    /// A clause that refuses messages for certain, beside others that say something else.
    private Optional<Hit> inAClause(String text, Function<NormalizedText, List<NormalizedText>> readings) {
        return Stream.of(CLAUSE_END.split(text))
                .map(NormalizedText::of)
                .filter(clause -> !clause.isNothing())
                .flatMap(clause -> readings.apply(clause).stream())
                .filter(clause -> hasAny(clause, neededForCertain))
                .flatMap(Refusals::requests)
                .flatMap(request -> whole(request).stream())
                .filter(entry -> entry.kind() == Kind.CERTAIN)
                .findFirst()
                .map(entry -> new Hit(entry.phrase().written(), entry.language(), false, false));
    }

    /// A clause, and its ends that begin with "please": "I moved to Ohio please stop texting me".
    private static Stream<NormalizedText> requests(NormalizedText clause) {
        var words = clause.words();
        return IntStream.range(0, words.size())
                .filter(from -> from == 0 || LEAD_IN.contains(words.get(from)))
                .mapToObj(from -> words.subList(from, words.size()))
                .map(end -> new NormalizedText(String.join(" ", end), end));
    }

    /// How sure the words up to a place are, and by which phrase.
    private record Reached(Kind kind, Optional<Entry> surest) {}
}
