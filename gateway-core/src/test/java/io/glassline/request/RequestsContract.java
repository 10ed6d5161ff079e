package io.glassline.request;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.RequestEvent;
import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import io.glassline.request.Requests.Claim;
import io.glassline.request.Requests.Filter;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.Point;
import io.glassline.routing.RequestPhoto;
import io.glassline.routing.RequestStep;
import io.glassline.routing.RequestStep.Notice;
import io.glassline.routing.Submission;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [Requests] promises.
public abstract class RequestsContract {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int ALL = 1_000;
    private static final Point CITY_HALL = new Point(47.1, -122.1);

    /// No other test asks for it.
    private final String service = "pothole-" + UUID.randomUUID();

    private final Conversation conversation = conversation(lane());

    /// May hold what other tests left.
    protected abstract Requests requests();

    protected abstract ConversationStore store();

    /// How many entries the audit stream has.
    protected abstract long entries();

    @Test
    void whatATurnAskedForIsDueAtOnceAndAsItWasSaid() {
        var request = asked(Map.of(CityRequest.DESCRIPTION, "deep \"hole\"", CityRequest.ADDRESS, "12 Elm Street"));

        var claim = claim(request, NOW);
        assertThat(claim.request()).isEqualTo(request);
        assertThat(claim.untold()).isEmpty();
        assertThat(claim.nextStep()).isZero();
        assertThat(requests().of(conversation.id())).singleElement().satisfies(one -> {
            assertThat(one.request()).isEqualTo(request);
            assertThat(one.steps()).isEmpty();
        });
    }

    @Test
    void whatOneHasTakenNobodyElseIsGivenUntilTheLeaseRunsOut() {
        var request = asked(Map.of());
        var first = claim(request, NOW);

        assertThat(maybeClaim(request, NOW.plus(LEASE).minusMillis(1))).isEmpty();
        requests().hold(List.of(first), NOW.plus(LEASE.multipliedBy(2)));
        assertThat(maybeClaim(request, NOW.plus(LEASE))).isEmpty();
        assertThat(claim(request, NOW.plus(LEASE.multipliedBy(2))).attempt()).isEqualTo(2);
    }

    @Test
    void whoLostTheLeaseChangesNothing() {
        var request = asked(Map.of());
        var lost = claim(request, NOW);
        claim(request, NOW.plus(LEASE));
        var before = entries();

        assertThat(write(
                        lost,
                        request.numbered("101"),
                        List.of(step(0, "numbered", Optional.empty())),
                        Optional.empty()))
                .isFalse();
        assertThat(entries()).isEqualTo(before);
        assertThat(requests().of(conversation.id()).getFirst().steps()).isEmpty();
    }

    @Test
    void aStepIsKeptWithItsEntryAndWhatIsToBeToldIsClaimedUntilItIsTold() {
        var request = asked(Map.of());
        var claim = claim(request, NOW);
        var before = entries();
        var numbered = request.handedOver(NOW).numbered("101").now(Phase.NUMBERED, "open", "seen");
        var step = step(0, "numbered", Optional.of(Notice.ACCEPTED));
        assertThat(write(claim, numbered, List.of(step), Optional.of(NOW))).isTrue();
        assertThat(entries()).isEqualTo(before + 1);

        var again = claim(request, NOW);
        assertThat(again.request()).isEqualTo(numbered);
        assertThat(again.untold()).containsExactly(step);
        assertThat(again.nextStep()).isEqualTo(1);

        requests().told(again, 0, true, NOW);
        write(again, numbered, List.of(), Optional.of(NOW));
        assertThat(claim(request, NOW).untold()).isEmpty();
    }

    @Test
    void whatIsSettledIsNotDueAnyMore() {
        var request = asked(Map.of());
        write(claim(request, NOW), request.in(Phase.CLOSED), List.of(), Optional.empty());

        assertThat(maybeClaim(request, NOW.plus(Duration.ofDays(365)))).isEmpty();
    }

    @Test
    void aClaimThatGoesOnIsStillOurs() {
        var request = asked(Map.of());
        var claim = claim(request, NOW);
        var handed = request.handedOver(NOW);
        assertThat(requests().write(claim, handed, List.of(), List.of(), Optional.empty(), true))
                .isTrue();

        assertThat(maybeClaim(request, NOW)).isEmpty();
        assertThat(write(claim, handed.numbered("7"), List.of(), Optional.of(NOW)))
                .isTrue();
        assertThat(claim(request, NOW).request().handedOverAt()).contains(NOW);
    }

    @Test
    void aPhotosAddressLeadsToItsRequestUntilItIsOver() {
        var request = asked(Map.of(CityRequest.PHOTO, UUID.randomUUID().toString()));
        var token = UUID.randomUUID().toString();
        var until = NOW.plusSeconds(60);
        var sent = request.with(RequestPhoto.at(new RequestPhoto.Link(token, until)));
        write(claim(request, NOW), sent, List.of(), Optional.of(NOW));

        assertThat(claim(request, NOW).request()).isEqualTo(sent);
        assertThat(requests().withPhotoLink(token, until.minusMillis(1))).contains(sent);
        assertThat(requests().withPhotoLink(token, until)).isEmpty();
        assertThat(requests().withPhotoLink(token + "x", NOW)).isEmpty();
    }

    @Test
    void whatWentWithoutItsPhotoIsKeptSo() {
        var request = asked(Map.of());
        write(claim(request, NOW), request.with(RequestPhoto.LEFT), List.of(), Optional.of(NOW));
        assertThat(claim(request, NOW).request().photo()).contains(RequestPhoto.LEFT);
    }

    @Test
    void openReportsNearAPlaceAreFoundTheNearestFirstWithHowManyReportedThem() {
        numbered("far", new Point(47.1, -122.11), Phase.NUMBERED);
        numbered("second", new Point(47.1004, -122.1), Phase.NUMBERED);
        numbered("first", new Point(47.1, -122.1001), Phase.NUMBERED);
        numbered("first", new Point(47.1, -122.1001), Phase.NUMBERED);
        numbered("done", CITY_HALL, Phase.CLOSED);

        var near = requests().near(service, CITY_HALL, 100, 3);
        assertThat(near).extracting(Requests.Near::number).containsExactly("first", "second");
        assertThat(near).extracting(Requests.Near::count).containsExactly(2, 1);
        assertThat(near.getFirst().address()).isEqualTo("Elm Street");
        assertThat(requests().counts(service, List.of("first", "done", "none")))
                .isEqualTo(Map.of("first", 2, "done", 1));
    }

    @Test
    void theListHasEachNumberOnceTheLatestFirst() {
        numbered("1", CITY_HALL, Phase.NUMBERED);
        numbered("1", CITY_HALL, Phase.NUMBERED);
        numbered("2", CITY_HALL, Phase.CLOSED);
        asked(Map.of());

        assertThat(numbers(Optional.empty(), Optional.empty(), List.of())).containsExactlyInAnyOrder("1", "2");
        assertThat(numbers(Optional.of(true), Optional.empty(), List.of())).containsExactly("2");
        assertThat(numbers(Optional.empty(), Optional.empty(), List.of("1"))).containsExactly("1");
        assertThat(numbers(Optional.empty(), Optional.of(NOW.plusSeconds(60)), List.of()))
                .isEmpty();
    }

    private List<String> numbers(Optional<Boolean> closed, Optional<Instant> from, List<String> numbers) {
        return requests().list(new Filter(List.of(service), numbers, from, Optional.empty(), closed), ALL).stream()
                .flatMap(request -> request.number().stream())
                .toList();
    }

    private void numbered(String number, Point at, Phase phase) {
        var request = asked(
                conversation(lane()),
                Map.of(
                        CityRequest.LATITUDE, Double.toString(at.latitude()),
                        CityRequest.LONGITUDE, Double.toString(at.longitude()),
                        CityRequest.ADDRESS, "Elm Street"));
        write(claim(request, NOW), request.numbered(number).in(phase), List.of(), Optional.empty());
    }

    private CityRequest asked(Map<String, String> values) {
        return asked(conversation, values);
    }

    private CityRequest asked(Conversation in, Map<String, String> values) {
        var request = CityRequest.asked(
                new Message.Id(UUID.randomUUID()), 0, in, new Submission(service, new HashMap<>(values)), NOW);
        assertThat(store().commit(new Change(
                        in.nextVersion(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(request),
                        List.of(),
                        List.of())))
                .isTrue();
        return request;
    }

    private Claim claim(CityRequest request, Instant now) {
        return maybeClaim(request, now).orElseThrow();
    }

    /// Takes all that is due, for others may be.
    private Optional<Claim> maybeClaim(CityRequest request, Instant now) {
        return requests().claim(now, LEASE, ALL).stream()
                .filter(claim -> claim.request().id().equals(request.id()))
                .findFirst();
    }

    private boolean write(Claim claim, CityRequest next, List<RequestStep> steps, Optional<Instant> dueAt) {
        return requests()
                .write(claim, next, steps, List.of(AUDIT.of(new RequestEvent.Movement(next, NOW))), dueAt, false);
    }

    private static RequestStep step(int number, String word, Optional<Notice> tell) {
        return new RequestStep(number, word, "open", "because", tell, NOW);
    }
}
