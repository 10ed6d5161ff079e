package io.glassline.request;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.QueueId;
import io.glassline.message.Message;
import io.glassline.request.CityService.Asking;
import io.glassline.request.CityService.Texts;
import io.glassline.request.RequestRules.Move;
import io.glassline.request.RequestSystems.Handing;
import io.glassline.request.RequestSystems.Search;
import io.glassline.request.RequestSystems.Status;
import io.glassline.request.RequestSystems.Statuses;
import io.glassline.request.RequestSystems.TokenAnswer;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.RequestStep.Notice;
import io.glassline.routing.Submission;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRulesTest {

    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final CityService POTHOLE = service(Notice.ACCEPTED, Notice.CHANGED, Notice.CLOSED);

    private final CityRequest waiting = CityRequest.asked(
            new Message.Id(UUID.randomUUID()), 0, conversation(lane()), new Submission("pothole", Map.of()), NOW);
    private final CityRequest handed = waiting.handedOver(NOW);
    private final CityRequest numbered = handed.numbered("101").now(Phase.NUMBERED, "open", "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the answer            | phase       | journal   | told
            numbered              | NUMBERED    | numbered  | ACCEPTED
            token                 | TOKEN       | token     |
            untracked             | TAKEN       | taken     |
            rejected              | FAILED      | failed    | FAILED
            not taken             | WAITING     | not-taken |
            in doubt              | HANDED_OVER | in-doubt  |
            """, useHeadersInDisplayName = true)
    void whatTheSystemAnswersDecidesHowItGoesOn(String answer, Phase phase, String journal, Notice told) {
        var move = rules(NOW.plusSeconds(1)).afterHanding(handed, handing(answer));

        assertThat(move.next().phase()).isEqualTo(phase);
        assertThat(move.line().orElseThrow().word()).isEqualTo(journal);
        assertThat(move.line().orElseThrow().tell()).isEqualTo(Optional.ofNullable(told));
        assertThat(move.dueAt().isPresent()).isEqualTo(phase != Phase.TAKEN);
    }

    private static Handing handing(String answer) {
        return switch (answer) {
            case "numbered" -> new Handing.Numbered("101");
            case "token" -> new Handing.Token("t");
            case "untracked" -> new Handing.Untracked();
            case "rejected" -> new Handing.Rejected("status 400");
            case "not taken" -> new Handing.NotTaken("status 429", Optional.of(Duration.ofSeconds(40)));
            default -> new Handing.InDoubt("it did not answer");
        };
    }

    @Test
    void aSystemThatAsksForPatienceIsLeftAloneForAsLong() {
        assertThat(due(rules(NOW).afterHanding(handed, handing("not taken")))).isEqualTo(NOW.plusSeconds(40));
    }

    @Test
    void whatIsInDoubtIsGivenAgainOnlyWhenTheSystemHasToldAllAndItsTimeIsOver() {
        var soon = rules(NOW.plusSeconds(10)).afterSearch(handed, new Search.NotThere());
        assertThat(soon.next().phase()).isEqualTo(Phase.HANDED_OVER);
        assertThat(due(soon)).isBeforeOrEqualTo(NOW.plus(SETTLE));

        var certain = rules(NOW.plus(SETTLE)).afterSearch(handed, new Search.NotThere());
        assertThat(certain.next().phase()).isEqualTo(Phase.WAITING);
        assertThat(due(certain)).isEqualTo(NOW.plus(SETTLE));

        for (var search : List.<Search>of(new Search.CannotTell("batch"), new Search.Unanswered("away"))) {
            var move = rules(NOW.plus(Duration.ofHours(23))).afterSearch(handed, search);
            assertThat(move.next().phase()).as(search.toString()).isEqualTo(Phase.HANDED_OVER);
        }
        assertThat(rules(NOW.plusSeconds(1))
                        .afterSearch(handed, new Search.Found("7"))
                        .next()
                        .number())
                .contains("7");
        assertThat(rules(NOW.plusSeconds(1))
                        .afterSearch(handed, new Search.MayRepeat())
                        .next()
                        .phase())
                .isEqualTo(Phase.WAITING);
    }

    @Test
    void whatIsNotTakenForADayOrNotNumberedForAMonthIsPeoples() {
        var aDayLater = rules(NOW.plus(Duration.ofDays(1)));
        assertIsPeoples(aDayLater.afterHanding(handed, handing("not taken")));
        assertIsPeoples(aDayLater.afterSearch(handed, new Search.Unanswered("away")));
        assertIsPeoples(aDayLater.afterSearch(handed, new Search.CannotTell("it lists nothing at once")));
        var token = handed.withToken("t");
        assertThat(aDayLater
                        .afterToken(token, new TokenAnswer.NotYet(""))
                        .next()
                        .phase())
                .isEqualTo(Phase.TOKEN);
        assertIsPeoples(rules(NOW.plus(Duration.ofDays(30))).afterToken(token, new TokenAnswer.NotYet("")));
    }

    private static void assertIsPeoples(Move move) {
        assertThat(move.next().phase()).isEqualTo(Phase.FAILED);
        assertThat(move.line().orElseThrow().tell()).contains(Notice.FAILED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            before  | now     | notes        | phase    | told
            open    | open    |              | NUMBERED |
                    | open    |              | NUMBERED |
            open    | open    | crew is sent | NUMBERED | CHANGED
            open    | planned |              | NUMBERED | CHANGED
            open    | closed  | filled       | CLOSED   | CLOSED
                    | closed  |              | CLOSED   | CLOSED
            """, useHeadersInDisplayName = true)
    void aChangeIsToldAndNothingElse(String before, String now, String notes, Phase phase, Notice told) {
        var request = numbered.now(Phase.NUMBERED, before == null ? "" : before, "");
        var status = new Status(now.equals("closed"), now, notes == null ? "" : notes);
        var move = rules(NOW).afterStatuses(request, new Statuses.Told(Map.of("101", status)));

        assertThat(move.next().phase()).isEqualTo(phase);
        assertThat(move.line().flatMap(RequestRules.Line::tell)).isEqualTo(Optional.ofNullable(told));
    }

    @Test
    void whatACityHasNoWordsForIsNotTold() {
        var silent = new RequestRules(service(), NOW, () -> 0);
        var changed =
                silent.afterStatuses(numbered, new Statuses.Told(Map.of("101", new Status(false, "planned", ""))));
        assertThat(changed.line().orElseThrow().tell()).isEmpty();
        assertThat(silent.afterHanding(handed, handing("rejected"))
                        .line()
                        .orElseThrow()
                        .tell())
                .as("people hear of it all the same")
                .contains(Notice.FAILED);
    }

    @Test
    void aReportThatTheSystemDoesNotTellOfStaysAsItIs() {
        var move = rules(NOW).afterStatuses(numbered, new Statuses.Told(Map.of()));
        assertThat(move.next()).isEqualTo(numbered);
        assertThat(move.line()).isEmpty();
        assertThat(due(move)).isAfter(NOW);
    }

    @Test
    void aReportIsJoinedIfItIsThereAndElseAskedForByItself() {
        var joining = CityRequest.asked(
                new Message.Id(UUID.randomUUID()),
                0,
                conversation(lane()),
                new Submission("pothole", Map.of(CityRequest.JOIN, "7")),
                NOW);
        var there = new Statuses.Told(Map.of("7", new Status(false, "open", "")));
        assertThat(rules(NOW).afterLookingForJoined(joining, "7", there).next().number())
                .contains("7");

        var alone = rules(NOW)
                .afterLookingForJoined(joining, "7", new Statuses.Told(Map.of()))
                .next();
        assertThat(alone.phase()).isEqualTo(Phase.WAITING);
        assertThat(alone.values()).isEmpty();
    }

    private static RequestRules rules(Instant now) {
        return new RequestRules(POTHOLE, now, () -> 0);
    }

    private static Instant due(Move move) {
        return move.dueAt().orElseThrow();
    }

    private static CityService service(Notice... told) {
        var text = new Texts(Locale.ENGLISH, Map.of("en", "words"));
        var texts = new HashMap<Notice, Texts>();
        List.of(told).forEach(notice -> texts.put(notice, text));
        return new CityService(
                "pothole",
                text,
                new RequestSystem.Open311(
                        "works",
                        URI.create("https://311.example"),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        RequestSystem.Format.JSON,
                        Optional.empty(),
                        RequestSystem.Photos.NONE,
                        new RequestSystem.Limits(Duration.ofSeconds(5), Duration.ofMinutes(15), SETTLE)),
                new Asking.Report("POTHOLE", List.of()),
                new QueueId("general"),
                100,
                false,
                texts,
                Map.of());
    }
}
