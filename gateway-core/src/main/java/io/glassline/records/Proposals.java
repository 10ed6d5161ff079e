package io.glassline.records;

import io.glassline.message.Author;
import io.glassline.privacy.Passage;
import io.glassline.privacy.PrivateNumbers;
import io.glassline.records.Proposal.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds what mostly is blacked out. What was found first keeps its place: a card's number is no telephone.
public final class Proposals {

    /// Shorter words stand in every text.
    private static final int ELSEWHERE_MIN_CHARS = 4;

    private static final Pattern MAILBOX =
            Pattern.compile("[\\p{L}\\p{N}._%+'-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+");

    /// With its area or without, in any of the usual writings, or as it is written abroad.
    private static final Pattern TELEPHONE = Pattern.compile("(?<![\\w+-])(?:"
            + "\\+\\d{1,3}(?:[ .-]?\\(?\\d{1,4}\\)?){2,5}"
            + "|(?:1[ .-]?)?(?:\\(\\d{3}\\)\\s?|\\d{3}[ .-]?)\\d{3}[ .-]?\\d{4}"
            + "|\\d{3}[ .-]\\d{4}"
            + ")(?![\\w-])");

    private static final String ENGLISH_TYPES = "street|st|avenue|ave|av|road|rd|drive|dr|lane|ln|court|ct|place|pl"
            + "|boulevard|blvd|way|terrace|ter|circle|cir|highway|hwy|parkway|pkwy|square|sq|trail|trl|alley";

    /// "3 of us on the street" is no address.
    private static final String NAME =
            "(?:\\s+(?!(?:of|the|on|in|at|and|or|to|for|from|my|our|your|this|that|is|are|was|were)\\s)[\\p{L}\\p{N}.'’-]+)";

    private static final String NUMBER = "\\d{1,6}[A-Za-z]?(?:-\\d{1,4})?";
    private static final String UNIT =
            "(?:[.,]?\\s+(?:apt|apartment|unit|suite|ste|floor|fl|apto|piso|#)\\.?\\s*#?\\w{1,6})?";

    /// A house number before a street's name with its type, as in English; and behind one, as in Spanish.
    private static final Pattern STREET_ADDRESS = Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])(?:"
            + NUMBER + NAME + "{1,4}?\\s+(?:" + ENGLISH_TYPES + ")\\b" + UNIT
            + "|" + NUMBER + "\\s+(?:calle|avenida|camino|avenue)\\s+[\\p{L}\\p{N}.'’-]+" + UNIT
            + "|(?:calle|avenida|avda|camino|plaza|paseo)\\.?(?:\\s+[\\p{L}\\p{N}.'’-]+){1,4}?,?\\s+(?:n[uú]mero\\s+|#\\s*)?"
            + NUMBER + UNIT
            + ")(?![\\p{L}\\p{N}])");

    private Proposals() {}

    /// What of each piece may have to be blacked out, and is not.
    ///
    /// @param isPublished whether words stand in what the city tells everybody. Where the gateway
    ///     told them they are not proposed; a citizen may live where an office is.
    static Function<Piece, List<Proposal>> of(Item item, Predicate<String> isPublished) {
        var elsewhere = blackedOut(item);
        return piece -> of(item, piece, elsewhere, isPublished);
    }

    private static List<Proposal> of(Item item, Piece piece, Set<String> elsewhere, Predicate<String> isPublished) {
        var isOurs = item.line(piece)
                .filter(line -> !(line.author() instanceof Author.Citizen))
                .isPresent();
        return item.text(piece)
                .filter(_ -> piece.kind().isMarkable())
                .map(text -> in(text, elsewhere).stream()
                        .filter(found -> !isOurs
                                || found.kind() == Kind.ELSEWHERE
                                || !isPublished.test(found.passage().in(text)))
                        .filter(found -> piece.marks().stream()
                                .noneMatch(mark -> mark.passage().meets(found.passage())))
                        .toList())
                .orElse(List.of());
    }

    /// The words that are blacked out anywhere in the conversation; its address is one of them where it is withheld.
    private static Set<String> blackedOut(Item item) {
        var words = new HashSet<String>();
        for (var piece : item.pieces()) {
            var marks = piece.marks();
            var isAddressWithheld = piece.kind() == Piece.Kind.ADDRESS
                    && piece.decision()
                            .flatMap(made -> made.ruling().withheldFor())
                            .isPresent();
            if (!marks.isEmpty() || isAddressWithheld) {
                item.text(piece).ifPresent(text -> {
                    marks.forEach(mark -> words.add(mark.passage().in(text)));
                    if (isAddressWithheld) {
                        words.add(text);
                    }
                });
            }
        }
        return words;
    }

    /// @param elsewhere words that are blacked out in other pieces of the same conversation
    /// @return in the order of the text; none meet
    static List<Proposal> in(String text, Collection<String> elsewhere) {
        var found = new ArrayList<Proposal>();
        add(found, PrivateNumbers.in(text), Kind.PRIVATE_NUMBER);
        add(found, matches(MAILBOX, text), Kind.MAILBOX);
        add(found, matches(STREET_ADDRESS, text), Kind.STREET_ADDRESS);
        add(found, matches(TELEPHONE, text), Kind.TELEPHONE);
        elsewhere.stream()
                .filter(words -> words.length() >= ELSEWHERE_MIN_CHARS)
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(words -> add(found, Proposals.of(words, text), Kind.ELSEWHERE));
        return found.stream()
                .sorted(Comparator.comparing(one -> one.passage().from()))
                .toList();
    }

    private static List<Passage> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> new Passage(match.start(), match.end()))
                .toList();
    }

    private static void add(List<Proposal> found, List<Passage> passages, Kind kind) {
        passages.stream()
                .filter(passage -> found.stream().noneMatch(one -> one.passage().meets(passage)))
                .map(passage -> new Proposal(passage, kind))
                .forEach(found::add);
    }

    /// Everywhere that the words stand in a text, capitals or not.
    public static List<Passage> of(String words, String text) {
        var passages = new ArrayList<Passage>();
        var sought = Pattern.compile(Pattern.quote(words), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text);
        while (!words.isBlank() && sought.find()) {
            passages.add(new Passage(sought.start(), sought.end()));
        }
        return passages;
    }
}
