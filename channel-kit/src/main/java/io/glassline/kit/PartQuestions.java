package io.glassline.kit;

import static io.glassline.kit.ChannelUnderTest.shown;

import io.glassline.channel.Outgoing;
import io.glassline.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How a message is cut to what the channel carries.
final class PartQuestions {

    private static final int[] OFFERS = {0, 1, 3, 10, 30};

    /// A family, a skin tone, accents upon each other, a country's flag, a keycap, a region's flag, a syllable.
    private static final List<String> CHARACTERS =
            List.of("👨‍👩‍👧‍👦", "👍🏽", "e\u0301\u0323", "🇺🇸", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "नि");

    private PartQuestions() {}

    static Verdict loseNoWord(ChannelUnderTest channel) {
        var max = channel.adapter().capabilities().textMaxChars();
        var texts = List.of(
                "short",
                sentences("This is sentence %d, with a bike 🚲 in it.", 3 * max),
                sentences("هذه هي الجملة رقم %d، \u200Fوفيها دراجة 🚲.", 2 * max),
                "x".repeat(2 * max + 7),
                "🚲".repeat(max),
                "");
        return Verdict.of(texts.stream()
                .flatMap(text -> IntStream.of(OFFERS)
                        .mapToObj(offers -> channel.outgoing(text, offers))
                        .flatMap(message -> wrong(channel, message).stream()
                                .map(wrong -> "of %d characters and %d offers %s"
                                        .formatted(
                                                text.length(), message.offers().size(), wrong))))
                .findFirst());
    }

    private static Optional<String> wrong(ChannelUnderTest channel, Outgoing message) {
        var parts = channel.adapter().render(message);
        if (parts.isEmpty()) {
            return Optional.of("no part is made");
        }
        if (!parts.equals(channel.adapter().render(message))) {
            return Optional.of("other parts are made the second time");
        }
        return IntStream.range(0, parts.size())
                .boxed()
                .flatMap(n -> wrong(channel, parts.get(n), n).stream())
                .findFirst()
                .or(() -> lost(message, parts));
    }

    private static Optional<String> wrong(ChannelUnderTest channel, Outgoing.Part part, int number) {
        var capabilities = channel.adapter().capabilities();
        if (part.number() != number) {
            return Optional.of("part " + number + " has the number " + part.number());
        }
        if (part.text().length() > capabilities.textMaxChars()) {
            return Optional.of("part %d has %d characters; at most %d"
                    .formatted(number, part.text().length(), capabilities.textMaxChars()));
        }
        if (part.offers().size() > capabilities.offersMax()) {
            return Optional.of("part %d has %d offers; at most %d"
                    .formatted(number, part.offers().size(), capabilities.offersMax()));
        }
        return isWhole(part.text()) ? Optional.empty() : Optional.of("part " + number + " has half a character");
    }

    private static Optional<String> lost(Outgoing message, List<Outgoing.Part> parts) {
        var written = parts.stream().map(Outgoing.Part::text).collect(Collectors.joining());
        if (!withoutSpace(written).startsWith(withoutSpace(message.text()))) {
            return Optional.of("words are lost; what is left is " + shown(written));
        }
        var shown = withoutSpace(parts.stream()
                        .flatMap(part -> part.offers().stream())
                        .map(Message.Offer::label)
                        .collect(Collectors.joining())
                + written);
        return message.offers().stream()
                .map(Message.Offer::label)
                .filter(label -> !shown.contains(withoutSpace(label)))
                .map(label -> "the offer \"" + label + "\" is lost")
                .findFirst();
    }

    /// At whatever place of the character the limit falls.
    static Verdict wholeCharacters(ChannelUnderTest channel) {
        var max = channel.adapter().capabilities().textMaxChars();
        return Verdict.of(CHARACTERS.stream()
                .flatMap(character -> IntStream.range(0, character.length())
                        .mapToObj(offset -> cut(channel, "x".repeat(offset), character, max)))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static Optional<String> cut(ChannelUnderTest channel, String before, String character, int max) {
        var text = before + character.repeat(max / character.length() + 2);
        var parts = channel.adapter().render(channel.outgoing(text, 0));
        if (parts.size() < 2) {
            return Optional.of(text.length() + " characters are one part");
        }
        return parts.stream()
                .filter(part -> !part.text().replace(character, "").equals(part.number() == 0 ? before : ""))
                .map(part -> "part %d cuts %s behind %d other characters"
                        .formatted(part.number(), character, before.length()))
                .findFirst();
    }

    private static String sentences(String sentence, int chars) {
        var text = new StringBuilder();
        for (var n = 0; text.length() < chars; n++) {
            text.append(sentence.formatted(n)).append(n % 7 == 0 ? "\n\n" : n % 3 == 0 ? "\n" : " ");
        }
        return text.toString().strip();
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    /// Without half of a pair of surrogates.
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
