package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The example city's knowledge with the real model, asked what its authors did not write down.
class RetrievalTest {

    private static final Locale SPANISH = Locale.of("es");
    private static final Knowledge ALDER_BAY = alderBay();
    private static final Retrieval RETRIEVAL = new Retrieval(ALDER_BAY, TrainingCache.none());

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void mostQuestionsAreAnsweredAndHardlyAnyWrongly(String language) throws IOException {
        var report = new ArrayList<String>();
        var right = 0;
        var wrong = 0;
        var offered = 0;
        var questions = lines("questions-" + language + ".txt");
        for (var line : questions) {
            var expected = line.split(" \\| ")[0];
            var match = RETRIEVAL.match(line.split(" \\| ")[1], Locale.of(language));
            switch (match) {
                case Match.Sure(var answer, var _) when answer.id().equals(expected) -> right++;
                case Match.Sure _ -> wrong++;
                case Match.Unsure(var best, var _)
                when best.stream().anyMatch(answer -> answer.id().equals(expected)) -> offered++;
                case Match.Unsure _, Match.Nothing _ -> {}
            }
            if (!(match instanceof Match.Sure(var answer, var _) && answer.id().equals(expected))) {
                report.add("  %s -> %s".formatted(line, said(match)));
            }
        }
        System.out.printf(
                "%s: of %d questions %d answered rightly (%d %%), %d wrongly, %d offered in the menu%n%s%n",
                language,
                questions.size(),
                right,
                100 * right / questions.size(),
                wrong,
                offered,
                String.join("\n", report));
        assertThat(right).as("answered rightly").isGreaterThanOrEqualTo(questions.size() * 85 / 100);
        assertThat(wrong).as("answered wrongly").isLessThanOrEqualTo(questions.size() / 100);
        assertThat(right + offered).as("answered or offered").isGreaterThanOrEqualTo(questions.size() * 95 / 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void nothingForeignIsAnswered(String language) throws IOException {
        var texts = lines("outside-" + language + ".txt");
        var answered = texts.stream()
                .filter(text -> RETRIEVAL.match(text, Locale.of(language)) instanceof Match.Sure)
                .toList();
        var offered = texts.stream()
                .filter(text -> RETRIEVAL.match(text, Locale.of(language)) instanceof Match.Unsure)
                .toList();
        System.out.printf(
                "%s: of %d foreign texts %d answered, %d offered a menu: %s%n",
                language, texts.size(), answered.size(), offered.size(), offered);
        assertThat(answered).hasSizeLessThanOrEqualTo(1);
        assertThat(offered).as("a menu offers a person, too").hasSizeLessThanOrEqualTo(texts.size() / 7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # language | resident writes                                              | match
          en       | trash                                                        | sure trash-day
          en       | TRASH!!!                                                     | sure trash-day
          es       | ¿Basura?                                                     | sure trash-day
          en       | water                                                        | unsure
          en       | when is garbadge colection day                               | sure trash-day
          en       | how do i pay my parkign tiket                                | sure parking-ticket-pay
          en       | theres a pothle on my steet                                  | sure pothole
          es       | cuando pasa la basurra                                       | sure trash-day
          es       | CUANTO CUESTA LA LISENCIA DE PERRO                           | sure dog-license
          en       | see https://example.org/x?trash=1                            | nothing
          en       | 1                                                            | nothing
          en       | \uD83D\uDE00\uD83D\uDE00                                     | nothing
          en       | 412 Oak Avenue                                               | nothing
          en       | there is a fire in my kitchen                                | nothing
          en       | I want to kill myself                                        | nothing
          es       | me quiero matar                                              | nothing
          fr       | quand passez-vous pour les poubelles                         | nothing
        """)
    void shortTypedAndForeignTexts(String language, String text, String match) {
        assertThat(said(RETRIEVAL.match(text, Locale.of(language)))).startsWith(match);
    }

    @Test
    void aQuestionIsFoundAmongSentencesThatSayNothing() {
        var mail = """
            Hello,
            my name is Anna Kowalski and I have lived at 52 Pine Street since the spring.
            When do you pick up the trash?
            Thank you, Anna\
            """;
        assertThat(said(RETRIEVAL.match(mail, Locale.ENGLISH))).isEqualTo("sure trash-day");
    }

    @Test
    void aSentenceThatIsNotTheQuestionMakesAChoiceOnly() {
        var text = "I paid my parking ticket last week. Now I got another letter. What should I do?";
        assertThat(said(RETRIEVAL.match(text, Locale.ENGLISH))).startsWith("unsure parking-ticket-pay");
    }

    @Test
    void everyPhrasingGetsItsOwnEntry() {
        for (var answer : ALDER_BAY.answers()) {
            for (var language : List.of(Locale.ENGLISH, SPANISH)) {
                for (var phrasing : answer.phrasings(language)) {
                    assertThat(RETRIEVAL.match(phrasing.toUpperCase(language) + "??", language))
                            .as(phrasing)
                            .isEqualTo(new Match.Sure(answer, 1));
                }
            }
        }
    }

    @Test
    void confidenceIsAProbability() throws IOException {
        for (var line : lines("questions-en.txt")) {
            assertThat(RETRIEVAL.match(line, Locale.ENGLISH).confidence()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void manyThreadsGetTheSameMatches() throws Exception {
        var texts = lines("questions-en.txt").stream().limit(24).toList();
        var alone = texts.stream()
                .map(text -> RETRIEVAL.match(text, Locale.ENGLISH))
                .toList();
        var forgetful = new Retrieval(ALDER_BAY, new WordEmbedder(), TrainingCache.none());
        var first = texts.stream()
                .map(text -> forgetful.match(text, Locale.ENGLISH))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tasks = IntStream.range(0, 8)
                    .<Callable<List<Match>>>mapToObj(_ -> () -> texts.stream()
                            .map(text -> RETRIEVAL.match(text + " ", Locale.ENGLISH))
                            .toList())
                    .toList();
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(alone);
            }
        }
        var again = new Retrieval(ALDER_BAY, new WordEmbedder(), TrainingCache.none());
        assertThat(texts.stream().map(text -> again.match(text, Locale.ENGLISH)).toList())
                .as("training twice gives the same")
                .isEqualTo(first);
    }

    @Test
    void whatIsInTheNotebookNeedNotBeLearntAgainAndAnswersAlike() throws IOException {
        var texts = lines("questions-en.txt").stream().limit(24).toList();
        var cache = new MemoryTrainingCache();
        var first = new Retrieval(ALDER_BAY, new WordEmbedder(), cache);
        var asked = new ArrayList<String>();
        var second = new Retrieval(ALDER_BAY, counting(asked), cache);
        assertThat(asked).as("asked of the model while loading").containsOnly("city"); // whether it works
        assertThat(texts.stream()
                        .map(text -> second.match(text, Locale.ENGLISH))
                        .toList())
                .isEqualTo(texts.stream()
                        .map(text -> first.match(text, Locale.ENGLISH))
                        .toList());
        assertThat(second.confusions()).isEqualTo(first.confusions());
    }

    @Test
    void aSpoiltNotebookIsLearntOver() {
        var cache = new MemoryTrainingCache();
        var first = new Retrieval(tiny(), new WordEmbedder(), cache);
        cache.pages.replaceAll((_, page) -> {
            page[page.length / 2] ^= 1;
            return page;
        });
        var second = new Retrieval(tiny(), new WordEmbedder(), cache);
        var question = "please tell me when the pool is open";
        assertThat(second.match(question, Locale.ENGLISH)).isEqualTo(first.match(question, Locale.ENGLISH));
        cache.pages.replaceAll((_, page) -> Arrays.copyOf(page, page.length / 2));
        var third = new Retrieval(tiny(), new WordEmbedder(), cache);
        assertThat(third.match(question, Locale.ENGLISH)).isEqualTo(first.match(question, Locale.ENGLISH));
    }

    @Test
    void anotherKnowledgeOrModelHasPagesOfItsOwn() {
        var cache = new MemoryTrainingCache();
        new Retrieval(tiny(), new WordEmbedder(), cache);
        var pages = cache.pages.size();
        new Retrieval(ALDER_BAY, new WordEmbedder(), cache);
        assertThat(cache.pages).hasSizeGreaterThan(pages);
        pages = cache.pages.size();
        new Retrieval(tiny(), counting(new ArrayList<>()), cache);
        assertThat(cache.pages).hasSize(pages);
        new Retrieval(tiny(), named("letters"), cache);
        assertThat(cache.pages).hasSizeGreaterThan(pages);
    }

    @Test
    void whenOneWordHasChangedOneTextIsPlacedAnew() {
        var cache = new MemoryTrainingCache();
        new Retrieval(tiny(), new WordEmbedder(), cache);
        var asked = new ArrayList<String>();
        new Retrieval(tiny("is the pool open tomorrow"), counting(asked), cache);
        assertThat(asked).containsOnly("city", "is the pool open tomorrow"); // the first asks whether the model works
    }

    @ParameterizedTest
    @ValueSource(strings = {"it is gone", "it is damaged", "its library is missing"})
    void withoutItsModelEnglishIsMatchedWordForWordAndSpanishAsEver(String fault) {
        var retrieval = new Retrieval(ALDER_BAY, broken(fault), TrainingCache.none());
        assertThat(said(retrieval.match("What day is garbage collection?", Locale.ENGLISH)))
                .isEqualTo("sure trash-day");
        assertThat(said(retrieval.match("when is garbadge colection day", Locale.ENGLISH)))
                .isEqualTo("nothing");
        assertThat(said(retrieval.match("cuando pasa la basurra", SPANISH))).isEqualTo("sure trash-day");
        assertThat(retrieval.unlearnt()).containsOnlyKeys("en");
        assertThat(retrieval.unlearnt().get("en")).isNotBlank();
    }

    private static Embedder broken(String fault) {
        return new Embedder() {
            @Override
            public String version() {
                return "broken";
            }

            @Override
            public float[] embed(String text) {
                return switch (fault) {
                    case "it is gone" -> throw new IllegalStateException("model.onnx is not on the class path");
                    case "it is damaged" -> new float[] {Float.NaN, 0};
                    default -> throw new ExceptionInInitializerError(new IllegalStateException("no onnxruntime"));
                };
            }
        };
    }

    private static Embedder counting(List<String> asked) {
        var words = new WordEmbedder();
        return new Embedder() {
            @Override
            public String version() {
                return words.version();
            }

            @Override
            public float[] embed(String text) {
                asked.add(text);
                return words.embed(text);
            }

            @Override
            public int dimensions() {
                return words.embed("city").length;
            }
        };
    }

    private static Embedder named(String version) {
        return new Embedder() {
            @Override
            public String version() {
                return version;
            }

            @Override
            public float[] embed(String text) {
                return new WordEmbedder().embed(text);
            }
        };
    }

    private static final class MemoryTrainingCache implements TrainingCache {

        final Map<String, byte[]> pages = new ConcurrentHashMap<>();

        @Override
        public Optional<byte[]> read(String name) {
            return Optional.ofNullable(pages.get(name));
        }

        @Override
        public void write(String name, byte[] found) {
            pages.put(name, found);
        }
    }

    @Test
    void theVersionNamesModelAndPipeline() {
        assertThat(RETRIEVAL.version()).isEqualTo("bge-small-en-v1.5-q/3");
        assertThat(new Retrieval(tiny(), new WordEmbedder(), TrainingCache.none()).version())
                .isEqualTo("words/3");
    }

    @Test
    void anotherModelPlugsIn() {
        var retrieval = new Retrieval(tiny(), new WordEmbedder(), TrainingCache.none());
        assertThat(said(retrieval.match("please tell me when the pool is open", Locale.ENGLISH)))
                .contains("pool");
        assertThat(said(retrieval.match("zebra crossing quantum", Locale.ENGLISH)))
                .isEqualTo("nothing");
    }

    @Test
    void aKnowledgeWithoutAnswersHasNothing() {
        var retrieval = new Retrieval(new Knowledge(List.of()), new WordEmbedder(), TrainingCache.none());
        assertThat(retrieval.match("trash day", Locale.ENGLISH)).isEqualTo(new Match.Nothing(0));
    }

    @Test
    void ownersAreShownWhichPhrasingsAreTakenForAnotherEntry() {
        var confusions = RETRIEVAL.confusions();
        System.out.println(confusions.stream()
                .map(one -> "  %s: %s -> %s"
                        .formatted(
                                one.asked().id(), one.phrasing(), one.answered().id()))
                .collect(joining("\n", "confusions:\n", "")));
        assertThat(confusions).hasSizeLessThan(40).allSatisfy(one -> {
            assertThat(one.asked()).isNotEqualTo(one.answered());
            assertThat(one.asked().phrasings().values()).anyMatch(phrasings -> phrasings.contains(one.phrasing()));
        });
    }

    private static String said(Match match) {
        return switch (match) {
            case Match.Sure(var answer, var _) -> "sure " + answer.id();
            case Match.Unsure(var best, var _) ->
                "unsure " + best.stream().map(Answer::id).collect(joining(" "));
            case Match.Nothing _ -> "nothing";
        };
    }

    private static Knowledge alderBay() {
        return switch (KnowledgeFolder.read(Path.of("..", "config", "knowledge"))) {
            case Parsed.Good<Knowledge>(var knowledge) -> knowledge;
            case Parsed.Bad<Knowledge>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static Knowledge tiny() {
        return tiny("is the pool open today");
    }

    private static Knowledge tiny(String aboutThePool) {
        return new Knowledge(List.of(
                answer("pool", "when is the pool open", "pool hours", aboutThePool),
                answer("trash", "when is trash day", "what day is garbage pickup", "trash pickup schedule"),
                answer("dogs", "how much is a dog license", "register my dog", "dog tag price")));
    }

    private static Answer answer(String id, String... phrasings) {
        var day = LocalDate.of(2026, 10, 5);
        return new Answer(
                id,
                "test",
                "Testing",
                URI.create("https://city.example/" + id),
                day,
                day.plusMonths(6),
                new TreeMap<>(Map.of("en", List.of(phrasings))),
                new TreeMap<>(Map.of("en", "This is about " + id + ".")));
    }

    private static List<String> lines(String name) throws IOException {
        try (var in = RetrievalTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    /// A model of one's own: each word is a direction, hashed into 256.
    private record WordEmbedder() implements Embedder {

        @Override
        public String version() {
            return "words";
        }

        @Override
        public float[] embed(String text) {
            var point = new float[256];
            Stream.of(text.toLowerCase(Locale.ROOT).split("\\W+")).forEach(word -> point[word.hashCode() & 255]++);
            return point;
        }
    }
}
