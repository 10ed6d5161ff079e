package io.glassline.app.draft;

import java.net.URI;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// An answer that was drafted and that nobody has read yet.
///
/// @param owner empty where no office is known
/// @param source empty where none is known
/// @param ask how it is asked for, by language
/// @param texts by language
/// @param takenFrom the digests of the parts it was made from, by language
public record DraftAnswer(
        String topic,
        String id,
        Optional<String> owner,
        Optional<URI> source,
        SortedMap<String, List<String>> ask,
        SortedMap<String, String> texts,
        SortedMap<String, String> takenFrom) {

    private static final int SLUG_CHARS_MAX = 60;

    /// Of parts that say the same in different languages; the first one's heading gives the name.
    static DraftAnswer of(String topic, Optional<String> owner, Optional<URI> source, List<PagePart> parts) {
        var ask = new TreeMap<String, List<String>>();
        var texts = new TreeMap<String, String>();
        var takenFrom = new TreeMap<String, String>();
        for (var part : parts) {
            ask.put(part.language(), List.of(part.heading()));
            texts.put(part.language(), part.text());
            takenFrom.put(part.language(), part.digest());
        }
        return new DraftAnswer(topic, slug(parts.getFirst().heading()), owner, source, ask, texts, takenFrom);
    }

    DraftAnswer named(String other) {
        return new DraftAnswer(topic, other, owner, source, ask, texts, takenFrom);
    }

    String file() {
        return topic + "/" + id + ".md";
    }

    /// In the one format of the knowledge. What only a person can say is left out, so that `check`
    /// asks for it: the day it was read, the day to read it again, and what was not found.
    String text(Collection<String> languages) {
        var lines = Stream.<String>builder();
        lines.add("---").add("id: " + id).add("topic: " + topic);
        owner.ifPresent(office -> lines.add("owner: " + quoted(office)));
        source.ifPresent(page -> lines.add("source: " + quoted(page.toString())));
        lines.add("taken-from:");
        takenFrom.forEach((language, digest) -> lines.add("  " + language + ": " + digest));
        lines.add("ask:");
        ask.forEach((language, phrasings) -> {
            lines.add("  " + language + ":");
            phrasings.forEach(phrasing -> lines.add("    - " + quoted(phrasing)));
        });
        lines.add("---");
        for (var language : languages) {
            if (texts.containsKey(language)) {
                lines.add("").add("# " + language).add("").add(texts.get(language));
            }
        }
        return String.join("\n", lines.build().toList()) + "\n";
    }

    private static String quoted(String text) {
        return "\"" + text.replaceAll("\\s+", " ").strip().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// Lower-case words joined by `-`, as files of the knowledge are named.
    static String slug(String text) {
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}'’]+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        var cut = folded.length() > SLUG_CHARS_MAX
                ? folded.substring(0, SLUG_CHARS_MAX).replaceFirst("-[^-]*$", "")
                : folded;
        var slug = cut.replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "answer" : slug;
    }
}
