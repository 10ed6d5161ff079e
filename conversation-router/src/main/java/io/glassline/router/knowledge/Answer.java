package io.glassline.router.knowledge;

import java.net.URI;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One approved answer: what the city says, who stands behind it, and how residents ask for it.
///
/// @param id short name, the same as its file's: `trash-day`
/// @param topic the folder it lies in: `waste`
/// @param owner the office that keeps it right
/// @param source the public page it was taken from, to be cited
/// @param reviewed the day its owner last read it
/// @param reviewBy the day by which its owner reads it again
/// @param phrasings how residents ask, by language tag (`en`, `es`)
/// @param texts what the city answers, by language tag; the same tags as `phrasings`
/// @param asksFor what it asks the citizen to tell
/// @param flow the form that does what is asked for; its first question stands behind the answer
public record Answer(
        String id,
        String topic,
        String owner,
        URI source,
        LocalDate reviewed,
        LocalDate reviewBy,
        SortedMap<String, List<String>> phrasings,
        SortedMap<String, String> texts,
        Set<AskedDetail> asksFor,
        Optional<String> flow) {

    /// One that asks the citizen for nothing.
    public Answer(
            String id,
            String topic,
            String owner,
            URI source,
            LocalDate reviewed,
            LocalDate reviewBy,
            SortedMap<String, List<String>> phrasings,
            SortedMap<String, String> texts) {
        this(id, topic, owner, source, reviewed, reviewBy, phrasings, texts, Set.of(), Optional.empty());
    }

    public Answer {
        asksFor = Set.copyOf(asksFor);
        if (texts.isEmpty() || !texts.keySet().equals(phrasings.keySet())) {
            throw new IllegalArgumentException(
                    "%s answers in %s and is asked in %s".formatted(id, texts.keySet(), phrasings.keySet()));
        }
        phrasings = copyOf(phrasings);
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }

    /// The answer in `language`, or in the city's first language when it has no approved translation. A translation
    /// is never made up.
    public String text(Locale language) {
        var own = texts.get(language.getLanguage());
        return own != null ? own : texts.getOrDefault("en", texts.firstEntry().getValue());
    }

    /// How residents ask for it in `language`; none when it has no approved translation.
    public List<String> phrasings(Locale language) {
        return phrasings.getOrDefault(language.getLanguage(), List.of());
    }

    /// Names what it says, in all languages: the SHA-256 in lower-case hex. Its owner, its days and
    /// how it is asked for make no difference.
    public String textDigest() {
        return Digest.of(texts.entrySet().stream()
                .map(text -> text.getKey() + ' ' + text.getValue().length() + ' ' + text.getValue())
                .collect(Collectors.joining("\n")));
    }

    /// Whether its owner should have read it again by `today`. It is still given; the desk is told.
    public boolean isDueForReview(LocalDate today) {
        return today.isAfter(reviewBy);
    }

    private static SortedMap<String, List<String>> copyOf(Map<String, List<String>> phrasings) {
        var copy = new TreeMap<String, List<String>>();
        phrasings.forEach((language, asked) -> copy.put(language, List.copyOf(asked)));
        return Collections.unmodifiableSortedMap(copy);
    }
}
