package io.glassline.router;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Stage;
import io.glassline.desk.ReadyTexts;
import io.glassline.router.city.CityConfig;
import io.glassline.router.desk.CannedReply;
import io.glassline.router.desk.WordSearch;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Answers;
import io.glassline.router.queue.Queues;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.NormalizedText;
import io.glassline.routing.RoutingDecision.Candidate;
import io.glassline.routing.WithdrawnAnswers;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The ready texts of one version of a city's folder.
public final class CityReadyTexts implements ReadyTexts {

    /// More stand under the search.
    private static final int SUGGESTED_MAX = 4;

    private final CityConfig city;
    private final Answers answers;
    private final Supplier<WithdrawnAnswers> withdrawn;
    private final InstantSource clock;

    /// What is searched, by language: made once for each that somebody asks in.
    private final Map<String, List<Indexed>> indexes = new ConcurrentHashMap<>();

    /// @param withdrawn the answers that nobody gives now: they are held out to nobody either
    public CityReadyTexts(CityConfig city, Answers answers, Supplier<WithdrawnAnswers> withdrawn, InstantSource clock) {
        this.city = city;
        this.answers = answers;
        this.withdrawn = withdrawn;
        this.clock = clock;
    }

    @Override
    public List<ReadyText> suggested(String question, List<String> candidates, Asked asked) {
        var nearest = question.isBlank()
                ? Stream.<String>empty()
                : answers.ranked(question, asked.language()).nearest().stream().map(Candidate::answer);
        return Stream.concat(candidates.stream(), nearest)
                .distinct()
                .flatMap(id -> city.knowledge().find(id).stream())
                .filter(this::isGiven)
                .limit(SUGGESTED_MAX)
                .map(answer -> ready(answer, asked))
                .toList();
    }

    @Override
    public List<ReadyText> found(String words, Asked asked) {
        var search = WordSearch.of(words.length() > WORDS_MAX_CHARS ? words.substring(0, WORDS_MAX_CHARS) : words);
        if (search.words().isEmpty()) {
            return city.replies().stream().map(reply -> ready(reply, asked)).toList();
        }
        return indexes.computeIfAbsent(asked.language().getLanguage(), _ -> index(asked.language())).stream()
                .filter(indexed -> indexed.isGivenBy(this))
                .map(indexed -> new Hit(indexed, indexed.score(search)))
                .filter(hit -> hit.score.isPresent())
                .sorted(Comparator.comparing(Hit::best).reversed())
                .limit(FOUND_MAX)
                .map(hit -> hit.indexed.ready(this, asked))
                .toList();
    }

    private boolean isGiven(Answer answer) {
        return !withdrawn.get().has(answer.id(), answer::textDigest);
    }

    private List<Indexed> index(Locale language) {
        return Stream.<Indexed>concat(
                        city.replies().stream().map(reply -> new IndexedReply(reply, language)),
                        city.knowledge().answers().stream()
                                .map(answer -> new IndexedAnswer(answer, title(answer, language), language)))
                .toList();
    }

    private ReadyText ready(Answer answer, Asked asked) {
        var text = city.phrases().withFacts(answer.text(asked.language()));
        var hasOwn = answer.texts().containsKey(asked.language().getLanguage());
        return new ReadyText(
                Kind.ANSWER,
                answer.id(),
                title(answer, asked.language()),
                text,
                hasOwn ? asked.language() : city.firstLanguage(),
                answer.isDueForReview(today())
                        ? "%s should have read it again by %s".formatted(answer.owner(), answer.reviewBy())
                        : "");
    }

    private ReadyText ready(CannedReply reply, Asked asked) {
        var language = reply.text().spoken(asked.language());
        return new ReadyText(
                Kind.REPLY,
                reply.name(),
                reply.title().in(city.firstLanguage()),
                reply.text().in(language, places(asked, language)),
                language,
                "");
    }

    private Map<String, String> places(Asked asked, Locale language) {
        return Map.of(
                "name-of-queue", nameOfQueue(asked.conversation(), language),
                "number", asked.conversation().number(),
                "agent", asked.agent().name(),
                "date",
                        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                                .withLocale(language)
                                .format(today()));
    }

    private LocalDate today() {
        return clock.instant().atZone(city.zone()).toLocalDate();
    }

    /// What was taken from the bot is in no queue of the city's, and is answered for all of it.
    private String nameOfQueue(Conversation conversation, Locale language) {
        var queue = switch (conversation.stage()) {
            case Stage.Waiting waiting -> city.queues().find(waiting.queue());
            case Stage.WithAgent stage -> city.queues().find(stage.queue());
            case Stage.WithBot _, Stage.Closed _ -> city.queues().find(Queues.GENERAL);
        };
        return queue.or(() -> city.queues().find(Queues.GENERAL))
                .map(found -> found.title().in(language))
                .orElse(city.name());
    }

    /// The short name in the menus, which not every answer has.
    private String title(Answer answer, Locale language) {
        return city.phrases()
                .title(answer.id(), language)
                .orElseGet(() -> answer.id().replace('-', ' '));
    }

    private sealed interface Indexed {

        OptionalInt score(WordSearch search);

        boolean isGivenBy(CityReadyTexts texts);

        ReadyText ready(CityReadyTexts texts, Asked asked);
    }

    private record IndexedAnswer(Answer answer, NormalizedText title, NormalizedText asked, NormalizedText text)
            implements Indexed {

        IndexedAnswer(Answer answer, String title, Locale language) {
            this(
                    answer,
                    NormalizedText.of(title + " " + answer.id().replace('-', ' ')),
                    NormalizedText.of(String.join(" ", answer.phrasings(language))),
                    NormalizedText.of(answer.text(language)));
        }

        @Override
        public OptionalInt score(WordSearch search) {
            return search.score(title, asked, text);
        }

        @Override
        public boolean isGivenBy(CityReadyTexts texts) {
            return texts.isGiven(answer);
        }

        @Override
        public ReadyText ready(CityReadyTexts texts, Asked asked) {
            return texts.ready(answer, asked);
        }
    }

    /// A reply's title is in the desk's language, and its text in the citizen's.
    private record IndexedReply(CannedReply reply, NormalizedText title, NormalizedText text) implements Indexed {

        IndexedReply(CannedReply reply, Locale language) {
            this(
                    reply,
                    NormalizedText.of(reply.name().replace('-', ' ') + " "
                            + String.join(" ", reply.title().byLanguage().values())),
                    NormalizedText.of(withoutPlaces(reply.text(), language)));
        }

        private static String withoutPlaces(LocalText text, Locale language) {
            var blank = CannedReply.PLACES.stream().collect(Collectors.toUnmodifiableMap(place -> place, _ -> " "));
            return text.in(language, blank);
        }

        @Override
        public OptionalInt score(WordSearch search) {
            return search.score(title, NormalizedText.NOTHING, text);
        }

        @Override
        public boolean isGivenBy(CityReadyTexts texts) {
            return true;
        }

        @Override
        public ReadyText ready(CityReadyTexts texts, Asked asked) {
            return texts.ready(reply, asked);
        }
    }

    private record Hit(Indexed indexed, OptionalInt score) {

        int best() {
            return score.orElse(0);
        }
    }
}
