package io.glassline.records;

import io.glassline.privacy.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What an officer wants to become of a piece, as it was asked for.
///
/// @param piece its number in the item
/// @param seen the version of the piece that the officer saw
/// @param ruling `released`, `redacted` or `withheld`
/// @param reason the code, for what is withheld
/// @param marks passages to black out
/// @param words the same, given as they stand in the text: everywhere they stand there
public record Wanted(int piece, int seen, String ruling, String reason, List<Mark> marks, List<Words> words) {

    public Wanted {
        marks = List.copyOf(marks);
        words = List.copyOf(words);
    }

    public record Words(String words, String reason) {}

    /// What came of reading it.
    sealed interface Reading {

        record Read(Ruling ruling) implements Reading {}

        /// @param because in a sentence for the officer
        record Wrong(String because) implements Reading {}
    }

    /// @param text what the piece says
    Reading read(Piece.Kind kind, String text, RecordsRules rules) {
        return switch (ruling) {
            case "released" -> new Reading.Read(new Ruling.Released());
            case "withheld" -> {
                var wrong = wrong(reason, rules);
                yield wrong.<Reading>map(Reading.Wrong::new)
                        .orElseGet(() -> new Reading.Read(new Ruling.Withheld(reason)));
            }
            case "redacted" ->
                kind.isMarkable() ? redacted(text, rules) : new Reading.Wrong("It is released or withheld as a whole.");
            default -> new Reading.Wrong("Say released, redacted or withheld.");
        };
    }

    private static Optional<String> wrong(String code, RecordsRules rules) {
        if (code.isBlank()) {
            return Optional.of("Choose the reason.");
        }
        return rules.reason(code).isPresent()
                ? Optional.empty()
                : Optional.of("“" + code + "” is no reason of the city's list.");
    }

    private Reading redacted(String text, RecordsRules rules) {
        var all = new ArrayList<>(marks);
        for (var sought : words) {
            var passages = Proposals.of(sought.words(), text);
            if (passages.isEmpty()) {
                return new Reading.Wrong("“" + sought.words() + "” does not stand in it.");
            }
            passages.forEach(passage -> all.add(new Mark(passage, sought.reason())));
        }
        for (var mark : all) {
            var wrong = wrong(mark.reason(), rules);
            if (wrong.isPresent()) {
                return new Reading.Wrong(wrong.get());
            }
            if (mark.passage().to() > text.length()) {
                return new Reading.Wrong("It has %,d characters; a mark goes to %,d."
                        .formatted(text.length(), mark.passage().to()));
            }
        }
        return all.isEmpty()
                ? new Reading.Wrong("Nothing of it is marked.")
                : new Reading.Read(new Ruling.Redacted(apart(all, text)));
    }

    /// Marks that meet become one, with the reason of the first.
    private static List<Mark> apart(List<Mark> marks, String text) {
        var apart = new ArrayList<Mark>();
        marks.stream()
                .map(mark -> new Mark(whole(mark.passage(), text), mark.reason()))
                .sorted(Comparator.comparing(mark -> mark.passage().from()))
                .forEach(mark -> {
                    if (!apart.isEmpty() && apart.getLast().passage().meets(mark.passage())) {
                        var before = apart.removeLast();
                        apart.add(new Mark(
                                new Passage(
                                        before.passage().from(),
                                        Math.max(
                                                before.passage().to(),
                                                mark.passage().to())),
                                before.reason()));
                    } else {
                        apart.add(mark);
                    }
                });
        return apart;
    }

    /// Half a character tells the other half.
    private static Passage whole(Passage passage, String text) {
        var from = passage.from();
        var to = passage.to();
        return new Passage(
                from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from - 1 : from,
                to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? to + 1 : to);
    }
}
