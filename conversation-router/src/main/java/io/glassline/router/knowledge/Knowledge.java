package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All approved answers of a city, at one moment. Immutable: a changed file makes a new knowledge with a new
/// version.
public final class Knowledge {

    private static final int VERSION_DIGITS = 12;

    private final List<Answer> answers;
    private final Map<String, Answer> byId;
    private final Set<List<String>> phrasings;
    private final String version;

    public Knowledge(Collection<Answer> answers) {
        this.answers = answers.stream().sorted(Comparator.comparing(Answer::id)).toList();
        this.byId = this.answers.stream().collect(Collectors.toUnmodifiableMap(Answer::id, Function.identity()));
        this.phrasings = this.answers.stream()
                .flatMap(answer -> answer.phrasings().values().stream())
                .flatMap(List::stream)
                .map(Words::of)
                .collect(Collectors.toUnmodifiableSet());
        this.version = digest(this.answers).substring(0, VERSION_DIGITS);
    }

    /// All answers, by id.
    public List<Answer> answers() {
        return answers;
    }

    public Optional<Answer> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// Whether `text` is, word for word, one of the ways to ask that stand in the knowledge.
    public boolean hasPhrasing(String text) {
        return phrasings.contains(Words.of(text));
    }

    /// The languages there are answers in, as tags.
    public SortedSet<String> languages() {
        return answers.stream()
                .flatMap(answer -> answer.texts().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Names this content for the record: the first 12 hex digits of the SHA-256 over everything in it. The order
    /// and the layout of the files make no difference; every word of an answer, a phrasing or its provenance does.
    public String version() {
        return version;
    }

    private static String digest(List<Answer> answers) {
        var canonical = new ByteArrayOutputStream();
        for (var answer : answers) {
            write(
                    canonical,
                    answer.id(),
                    answer.topic(),
                    answer.owner(),
                    answer.source().toString());
            write(canonical, answer.reviewed().toString(), answer.reviewBy().toString());
            answer.phrasings().forEach((language, phrasings) -> {
                write(canonical, language, Integer.toString(phrasings.size()));
                phrasings.forEach(phrasing -> write(canonical, phrasing));
            });
            answer.texts().forEach((language, text) -> write(canonical, language, text));
            answer.asksFor().stream().sorted().forEach(detail -> write(canonical, detail.key()));
        }
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(canonical.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Each field with its length before it, so that two different contents cannot give the same bytes.
    private static void write(ByteArrayOutputStream canonical, String... fields) {
        for (var field : fields) {
            var bytes = field.getBytes(UTF_8);
            canonical.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            canonical.writeBytes(bytes);
        }
    }

    @Override
    public String toString() {
        return "knowledge %s (%d answers in %s)".formatted(version, answers.size(), String.join(", ", languages()));
    }

    /// How a language is written in the knowledge: `en`, `es`.
    static String tag(Locale language) {
        return language.getLanguage();
    }
}
