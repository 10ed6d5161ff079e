package io.glassline.answer;

import io.glassline.answer.AnswerUse.Question;
import io.glassline.conversation.Lane;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What was asked and not answered, put together by what it is about. Pure.
///
/// Nobody is to be known by their question: it is told of only where [#PEOPLE_MIN] asked, and in words that as many
/// wrote.
public final class QuestionClusters {

    /// So many different people asked, and used a word, before it is shown.
    public static final int PEOPLE_MIN = 3;

    /// What is shown for words that fewer wrote.
    public static final String MASKED = "…";

    /// The share of the words of both that is in both.
    private static final double NEAR_MIN = 0.5;

    /// Endings tell nothing of the matter: "licenses" is "license".
    private static final int STEM_LETTERS_MAX = 6;

    private static final int WORD_LETTERS_MIN = 3;

    /// A longer question is looked at up to here.
    private static final int QUESTION_CHARACTERS_MAX = 300;

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern DIGIT = Pattern.compile("\\p{N}");

    /// Words that are in questions of any matter.
    private static final Set<String> COMMON = Set.copyOf(List.of("""
            a about am an and any are as at be but by can could do does for from get had has have hello help hey hi how i
            if in is it its know like me my need no not of on one or please so some tell than thank thanks that the their
            them there they this to up us want was we what when where which who why will with would yes you your
            a al algo como con cual cuando de del desde donde el ella en eres es esta este esto gracias ha hay hola la
            las le les lo los mas me mi mis muy necesito no o para pero por porque puede puedo que quien quiero saber se si
            sin sobre su sus tengo tiene un una usted y ya yo
            """.strip().split("\\s+")));

    private QuestionClusters() {}

    /// @param questions how many there are in it
    /// @param people how many different lanes they came from
    /// @param words that tell what it is about, those of most first
    /// @param example one of the questions, its rare words [#MASKED]
    /// @param last when the latest was asked
    public record Cluster(
            int questions, int people, Locale language, List<String> words, String example, Instant last) {}

    /// @param clusters those that may be shown, of most people first
    /// @param apart how many questions are in none of them
    public record Clusters(List<Cluster> clusters, int apart) {}

    public static Clusters of(List<Question> questions) {
        var found = new ArrayList<Gathered>();
        for (var question : questions) {
            var words = words(question.words());
            if (words.isEmpty()) {
                continue;
            }
            var asked = new Asked(question, words);
            found.stream()
                    .filter(gathered -> gathered.isNear(asked))
                    .findFirst()
                    .orElseGet(() -> {
                        var begun = new Gathered(asked);
                        found.add(begun);
                        return begun;
                    })
                    .questions
                    .add(asked);
        }
        var shared = shared(questions);
        var clusters = found.stream()
                .filter(gathered -> gathered.people() >= PEOPLE_MIN)
                .map(gathered -> gathered.shown(shared))
                .sorted(Comparator.comparing(Cluster::people).reversed().thenComparing(Cluster::example))
                .toList();
        return new Clusters(
                clusters,
                questions.size()
                        - clusters.stream().mapToInt(Cluster::questions).sum());
    }

    /// The stems that enough people wrote, over all questions.
    private static Set<String> shared(List<Question> questions) {
        var writers = new HashMap<String, Set<Lane>>();
        for (var question : questions) {
            for (var word : said(question.words())) {
                writers.computeIfAbsent(stem(word), _ -> new HashSet<>()).add(question.lane());
            }
        }
        return writers.entrySet().stream()
                .filter(writer -> writer.getValue().size() >= PEOPLE_MIN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<String> said(String text) {
        var plain = MARKS.matcher(Normalizer.normalize(
                        text.substring(0, Math.min(text.length(), QUESTION_CHARACTERS_MAX)), Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return List.of(NO_LETTERS.split(plain)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// The words that tell what it is about, by their stems. A number tells whose matter it is.
    private static Map<String, String> words(String text) {
        var words = new HashMap<String, String>();
        said(text).stream()
                .filter(word -> word.length() >= WORD_LETTERS_MIN
                        && !COMMON.contains(word)
                        && !DIGIT.matcher(word).find())
                .forEach(word -> words.putIfAbsent(stem(word), word));
        return words;
    }

    private static String stem(String word) {
        var singular =
                word.length() > WORD_LETTERS_MIN && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return singular.substring(0, Math.min(singular.length(), STEM_LETTERS_MAX));
    }

    private record Asked(Question question, Map<String, String> words) {}

    private static final class Gathered {

        private final Asked first;
        private final List<Asked> questions = new ArrayList<>();

        Gathered(Asked first) {
            this.first = first;
        }

        boolean isNear(Asked other) {
            if (!first.question
                    .language()
                    .getLanguage()
                    .equals(other.question.language().getLanguage())) {
                return false;
            }
            var both = new HashSet<>(first.words.keySet());
            both.retainAll(other.words.keySet());
            var all = new HashSet<>(first.words.keySet());
            all.addAll(other.words.keySet());
            return both.size() >= NEAR_MIN * all.size();
        }

        int people() {
            return (int) questions.stream()
                    .map(asked -> asked.question.lane())
                    .distinct()
                    .count();
        }

        Cluster shown(Set<String> shared) {
            var counts = new HashMap<String, Integer>();
            var forms = new HashMap<String, String>();
            questions.forEach(asked -> asked.words.forEach((stem, word) -> {
                counts.merge(stem, 1, Integer::sum);
                forms.putIfAbsent(stem, word);
            }));
            var words = counts.entrySet().stream()
                    .filter(count -> shared.contains(count.getKey()))
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(count -> Optional.ofNullable(forms.get(count.getKey())).orElse(count.getKey()))
                    .toList();
            return new Cluster(
                    questions.size(),
                    people(),
                    first.question.language(),
                    words,
                    masked(first.question.words(), shared),
                    questions.stream()
                            .map(asked -> asked.question.at())
                            .max(Comparator.naturalOrder())
                            .orElseThrow());
        }

        private static String masked(String text, Set<String> shared) {
            var shown = new ArrayList<String>();
            for (var word : said(text)) {
                var isShown = !DIGIT.matcher(word).find() && (COMMON.contains(word) || shared.contains(stem(word)));
                var next = isShown ? word : MASKED;
                if (!next.equals(MASKED) || shown.isEmpty() || !shown.getLast().equals(MASKED)) {
                    shown.add(next);
                }
            }
            return String.join(" ", shown);
        }
    }
}
