package io.glassline.console;

import io.glassline.answer.AnswerUse;
import io.glassline.answer.AnswerUse.Count;
import io.glassline.answer.CityAnswers;
import io.glassline.answer.CityAnswers.CityAnswer;
import io.glassline.answer.CityAnswers.Confusion;
import io.glassline.answer.SourcePassage;
import io.glassline.answer.SourceState;
import io.glassline.answer.SourceStates;
import io.glassline.answer.Withdrawal;
import io.glassline.answer.Withdrawals;
import io.glassline.answer.WordDifference;
import io.glassline.rating.Share;
import io.glassline.routing.WithdrawnAnswers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Approved answers in words for those who own them.
@Singleton
final class AnswerViews {

    static final int DAYS_USUAL = 30;

    private final CityAnswers answers;
    private final AnswerUse use;
    private final Withdrawals withdrawals;
    private final SourceStates sources;
    private final AnswerOwners owners;
    private final ChannelPreviews previews;
    private final QueueTitles queues;
    private final Staff staff;
    private final CityTime time;

    AnswerViews(
            CityAnswers answers,
            AnswerUse use,
            Withdrawals withdrawals,
            SourceStates sources,
            AnswerOwners owners,
            ChannelPreviews previews,
            QueueTitles queues,
            Staff staff,
            CityTime time) {
        this.answers = answers;
        this.use = use;
        this.withdrawals = withdrawals;
        this.sources = sources;
        this.owners = owners;
        this.previews = previews;
        this.queues = queues;
        this.staff = staff;
        this.time = time;
    }

    static String href(String answer) {
        return "/console/answers/" + answer;
    }

    /// How far back is counted: what was asked for, if it is one of these.
    static int days(int asked) {
        return asked == 7 || asked == 90 ? asked : DAYS_USUAL;
    }

    static List<DeskPage.Option> windows(int chosen) {
        return Stream.of(7, DAYS_USUAL, 90)
                .map(days -> new DeskPage.Option(days.toString(), days + " days", days == chosen))
                .toList();
    }

    Map<String, Count> counts(int days) {
        return use.counts(time.startOfDay(days - 1));
    }

    Map<String, SourceState> sources() {
        return sources.all();
    }

    AnswersPage.Row row(CityAnswer answer, WithdrawnAnswers withdrawn, Map<String, SourceState> sources, Count count) {
        var state = state(answer, withdrawn, source(answer, sources));
        return new AnswersPage.Row(
                href(answer.id()),
                answer.id(),
                answer.owner(),
                state,
                stateTitle(state),
                answer.reviewBy().toString(),
                number(count.given()),
                share(count.askedAgain(), count.given()),
                share(count.toPeople(), count.given()),
                satisfied(count));
    }

    /// The gravest that holds.
    private String state(CityAnswer answer, WithdrawnAnswers withdrawn, Optional<SourceState> source) {
        if (withdrawn.has(answer.id(), answer::digest)) {
            return "withdrawn";
        }
        if (source.filter(SourceState::isChanged).isPresent()) {
            return "changed";
        }
        if (answer.isDueForReview(time.today())) {
            return "due";
        }
        return answer.isSoonDueForReview(time.today()) ? "soon" : "live";
    }

    static String stateTitle(String state) {
        return switch (state) {
            case "withdrawn" -> "Withdrawn";
            case "changed" -> "Source changed";
            case "due" -> "Due for review";
            case "soon" -> "Soon due";
            default -> "Live";
        };
    }

    AnswerPage page(PageFrame frame, CityAnswer answer, StaffSession session, int days, Optional<Notice> notice) {
        var count = counts(days).getOrDefault(answer.id(), Count.NONE);
        var history = withdrawals.of(answer.id());
        var known = sources.all();
        return new AnswerPage(
                frame,
                notice,
                row(answer, withdrawals.standing(), known, count),
                answer.topic(),
                queues.of(answer.queue()),
                answer.source().toString(),
                answer.reviewed().toString(),
                source(answer, known).map(this::looked),
                answer.digest(),
                answer.texts().stream().map(this::text).toList(),
                figures(count),
                answers.confusions().stream()
                        .filter(mixed -> mixed.answer().equals(answer.id())
                                || mixed.taken().equals(answer.id()))
                        .map(AnswerViews::mixed)
                        .toList(),
                history.stream()
                        .filter(one -> isOf(one, answer) && one.stands())
                        .map(one -> step(one.made()))
                        .findFirst(),
                history.stream()
                        .filter(one -> !isOf(one, answer) || !one.stands())
                        .map(one -> new AnswerPage.Past(
                                step(one.made()), one.takenBack().map(this::step), isOf(one, answer)))
                        .toList(),
                owners.decides(session, answer),
                windows(days));
    }

    private static Optional<SourceState> source(CityAnswer answer, Map<String, SourceState> sources) {
        return Optional.ofNullable(sources.get(answer.id())).filter(state -> state.isOf(answer));
    }

    private AnswerPage.Looked looked(SourceState state) {
        return new AnswerPage.Looked(
                time.full(state.lookedAt()),
                state.failure().orElse(""),
                state.isChanged() ? WordDifference.between(words(state.first()), words(state.latest())) : List.of());
    }

    private static String words(Optional<SourcePassage> passage) {
        return passage.map(said -> said.heading() + " " + said.text()).orElse("");
    }

    private static boolean isOf(Withdrawal withdrawal, CityAnswer answer) {
        return withdrawal.digest().equals(answer.digest());
    }

    private AnswerPage.Step step(Withdrawal.Step step) {
        return new AnswerPage.Step(staff.nameOf(step.who()), time.full(step.at()), step.reason());
    }

    static AnswerPage.Mixed mixed(Confusion mixed) {
        return new AnswerPage.Mixed(
                mixed.answer(), href(mixed.answer()), mixed.phrasing(), mixed.taken(), href(mixed.taken()));
    }

    private AnswerPage.Text text(CityAnswers.Text text) {
        var language = Locale.of(text.language());
        var shown = previews.of(text.written(), language);
        return new AnswerPage.Text(
                text.language(),
                ConversationLines.language(language),
                text.reading(),
                text.tooHard(),
                text.written().length(),
                shown.segments(),
                shown.shown(),
                text.spoken(),
                text.phrasings());
    }

    private static List<FiguresPage.Figure> figures(Count count) {
        return List.of(
                new FiguresPage.Figure("Given", Optional.of(number(count.given())), "times, by the bot"),
                new FiguresPage.Figure(
                        "Asked again",
                        Optional.of(share(count.askedAgain(), count.given())),
                        "got it once more within a day: they had not found in it what they asked"),
                new FiguresPage.Figure(
                        "Went to people",
                        Optional.of(share(count.toPeople(), count.given())),
                        "people had the conversation afterwards"),
                new FiguresPage.Figure(
                        "Satisfied",
                        Optional.of(satisfied(count)),
                        "gave 4 or 5, of " + count.rated()
                                + " who said how satisfied they were; between, 95 % (Wilson)"));
    }

    private static String satisfied(Count count) {
        if (count.rated() == 0) {
            return "–";
        }
        var share = Share.of(count.satisfied(), count.rated());
        return "%s (%d–%s)".formatted(percent(share.share()), Math.round(100 * share.least()), percent(share.most()));
    }

    private static String share(long some, long all) {
        return all == 0 ? "–" : percent((double) some / all);
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }
}
