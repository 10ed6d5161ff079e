package io.glassline.console;

import io.glassline.answer.AnswerUse;
import io.glassline.answer.AnswerUse.Count;
import io.glassline.answer.CityAnswers;
import io.glassline.answer.CityAnswers.CityAnswer;
import io.glassline.answer.QuestionClusters;
import io.glassline.answer.Withdrawals;
import io.glassline.desk.Agent;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The city's approved answers for those who own them: which are withdrawn or due, what came of each, which are taken
/// for each other, and what was asked and not answered.
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AnswersController {

    /// So many of the latest unanswered questions are put together.
    static final int QUESTIONS_MAX = 2_000;

    static final int CLUSTERS_MAX = 50;

    private static final List<String> STATES = List.of("withdrawn", "changed", "due", "soon", "live");

    private final CityAnswers answers;
    private final AnswerUse use;
    private final Withdrawals withdrawals;
    private final AnswerViews views;
    private final AnswerOwners owners;
    private final CityTime time;
    private final Pages pages;

    AnswersController(
            CityAnswers answers,
            AnswerUse use,
            Withdrawals withdrawals,
            AnswerViews views,
            AnswerOwners owners,
            CityTime time,
            Pages pages) {
        this.answers = answers;
        this.use = use;
        this.withdrawals = withdrawals;
        this.views = views;
        this.owners = owners;
        this.time = time;
        this.pages = pages;
    }

    /// @param text words that are in its name, its owner, what it says or how residents ask
    /// @param state only those in this state
    /// @param owner only those of this office
    /// @param whose `mine` for those of the reader's queues
    @Get("/answers")
    HttpResponse<?> list(
            StaffSession session,
            @QueryValue(defaultValue = "") String text,
            @QueryValue(defaultValue = "") String state,
            @QueryValue(defaultValue = "") String owner,
            @QueryValue(defaultValue = "") String whose,
            @QueryValue(defaultValue = "30") int days) {
        var chosen = AnswerViews.days(days);
        var counts = views.counts(chosen);
        var standing = withdrawals.standing();
        var sources = views.sources();
        var all = answers.all();
        var rows = all.stream()
                .filter(answer -> isFound(answer, text))
                .filter(answer -> owner.isEmpty() || answer.owner().equals(owner))
                .filter(answer -> !whose.equals("mine") || owners.owns(session, answer))
                .map(answer -> views.row(answer, standing, sources, counts.getOrDefault(answer.id(), Count.NONE)))
                .filter(row -> !STATES.contains(state) || row.state().equals(state))
                .sorted(Comparator.comparing((AnswersPage.Row row) -> STATES.indexOf(row.state()))
                        .thenComparing(AnswersPage.Row::id))
                .toList();
        return pages.html(
                HttpStatus.OK,
                "answers",
                new AnswersPage(
                        pages.frame("Answers", "answers", Optional.of(session)),
                        text,
                        options("All states", STATES.stream(), state, AnswerViews::stateTitle),
                        options(
                                "All owners",
                                all.stream().map(CityAnswer::owner).distinct().sorted(),
                                owner,
                                name -> name),
                        options("Everybody’s", Stream.of("mine"), whose, _ -> "Mine"),
                        AnswerViews.windows(chosen),
                        chosen,
                        all.size(),
                        (int) rows.stream()
                                .filter(row -> row.given().equals("0"))
                                .count(),
                        rows));
    }

    private static List<DeskPage.Option> options(
            String none, Stream<String> values, String chosen, UnaryOperator<String> titleOf) {
        return ListFilters.marked(
                Stream.concat(
                        Stream.of(new DeskPage.Option("", none, false)),
                        values.map(value -> new DeskPage.Option(value, titleOf.apply(value), false))),
                chosen);
    }

    private static boolean isFound(CityAnswer answer, String text) {
        var everything = (answer.id() + " " + answer.id().replace('-', ' ') + " " + answer.owner() + " "
                        + String.join(
                                " ",
                                answer.texts().stream()
                                        .flatMap(one ->
                                                Stream.concat(Stream.of(one.written()), one.phrasings().stream()))
                                        .toList()))
                .toLowerCase(Locale.ROOT);
        return Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(everything::contains);
    }

    /// What was asked and not answered: citizens' words, masked.
    @Get("/questions")
    HttpResponse<?> questions(Agent agent, StaffSession session, @QueryValue(defaultValue = "30") int days) {
        var chosen = AnswerViews.days(days);
        var asked = use.unanswered(time.startOfDay(chosen - 1), QUESTIONS_MAX + 1);
        var found = QuestionClusters.of(asked.stream().limit(QUESTIONS_MAX).toList());
        return pages.html(
                HttpStatus.OK,
                "questions",
                new QuestionsPage(
                        pages.frame("Asked and not answered", "answers", Optional.of(session)),
                        AnswerViews.windows(chosen),
                        chosen,
                        found.clusters().stream()
                                .limit(CLUSTERS_MAX)
                                .map(cluster -> new QuestionsPage.Cluster(
                                        cluster.people(),
                                        cluster.questions(),
                                        String.join(", ", cluster.words()),
                                        cluster.example(),
                                        ConversationLines.language(cluster.language()),
                                        cluster.language().toLanguageTag(),
                                        time.at(cluster.last())))
                                .toList(),
                        found.apart(),
                        QuestionClusters.PEOPLE_MIN,
                        asked.size() > QUESTIONS_MAX));
    }

    /// Which answers are taken for each other.
    @Get("/confusions")
    HttpResponse<?> confusions(StaffSession session) {
        return pages.html(
                HttpStatus.OK,
                "confusions",
                new ConfusionsPage(
                        pages.frame("Taken for each other", "answers", Optional.of(session)),
                        answers.confusions().stream().map(AnswerViews::mixed).toList()));
    }
}
