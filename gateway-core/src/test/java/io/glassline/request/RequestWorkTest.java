package io.glassline.request;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.consent.InMemoryConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.media.Attachment;
import io.glassline.media.Attachment.State;
import io.glassline.media.InMemoryAttachments;
import io.glassline.media.InMemoryMediaFiles;
import io.glassline.message.Message;
import io.glassline.request.CityService.Asking;
import io.glassline.request.CityService.Texts;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.Lookup;
import io.glassline.routing.Point;
import io.glassline.routing.RequestPhoto.Fate;
import io.glassline.routing.RequestStep;
import io.glassline.routing.RequestStep.Notice;
import io.glassline.routing.Submission;
import io.glassline.turn.City;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One report, from the turn that asks for it to the word that it is done.
class RequestWorkTest {

    private static final QueueId ROADS = new QueueId("roads");
    private static final CityService POTHOLE = pothole();

    private final City city = new City();
    private final InMemoryRequests requests = new InMemoryRequests(city.record);
    private final Works works = new Works();
    private final InMemoryAttachments attachments = new InMemoryAttachments();
    private final InMemoryMediaFiles files = new InMemoryMediaFiles();
    private final RequestPhotos photos = new RequestPhotos(
            requests, attachments, files, () -> new byte[RequestPhotos.TOKEN_BYTES], "https://city.example");
    private final RequestWork work = work();

    @Test
    void aReportIsHandedOverAndItsNumberAndItsClosingAreToldOnce() {
        reports();
        bringOn();
        works.closed("101");
        bringOn();
        bringOn();

        assertThat(city.said())
                .containsExactly("citizen: pothole", "bot: noted", "bot: It has 101.", "bot: 101 is closed: filled");
        assertThat(request().phase()).isEqualTo(Phase.CLOSED);
        assertThat(works.posts).isEqualTo(1);
        assertThat(words()).containsExactly("handed-over", "numbered", "status", "closed");
        assertThat(city.record.entries().stream().map(entry -> entry.kind()))
                .containsSubsequence("message.decided", "message.written", "request.asked", "request.moved");
    }

    @Test
    void aTurnThatRunsAgainAsksForNothingMore() {
        reports();
        city.turns.run(ANA);
        assertThat(city.record.requests).hasSize(1);
    }

    @Test
    void aNodeThatIsKilledAfterTheCallFindsItsReportAndMakesNoSecondOne() {
        reports();
        works.thenDies = true;
        bringOn();
        assertThat(request().phase()).isEqualTo(Phase.HANDED_OVER);
        works.thenDies = false;
        bringOn();

        assertThat(works.posts).isEqualTo(1);
        assertThat(words()).startsWith("handed-over", "found");
        assertThat(city.said()).containsOnlyOnce("bot: It has 101.");
    }

    @Test
    void aNodeThatIsKilledBeforeTheCallGivesItAgainWhenTheSystemHasNothing() {
        reports();
        works.diesFirst = true;
        bringOn();
        works.diesFirst = false;
        bringOn();

        assertThat(works.posts).isEqualTo(1);
        assertThat(words()).startsWith("handed-over", "not-taken", "handed-over", "numbered");
    }

    @Test
    void whatWasSaidBeforeANodeWasKilledIsNotSaidAgain() {
        reports();
        bringOn();
        // As if the node had been killed between saying it and writing that it was said.
        var asked = city.record.requests.values().iterator().next();
        asked.told.clear();
        asked.dueAt = Optional.of(city.clock.instant());
        bringOn();

        assertThat(city.said()).containsOnlyOnce("bot: It has 101.");
    }

    @Test
    void whoOptedOutHearsNothing() {
        reports();
        city.writes(ANA, "stop");
        city.turns.run(ANA);
        bringOn();
        works.closed("101");
        bringOn();

        assertThat(city.said()).containsExactly("citizen: pothole", "bot: noted", "citizen: stop", "system: stopped");
        assertThat(request().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void aConversationThatIsClosedIsFollowedByAnotherOnTheSameLane() {
        reports();
        var first = city.conversation(ANA);
        assertThat(city.ports.store().commit(Samples.move(first, new Stage.Closed(city.clock.instant(), "quiet"))))
                .isTrue();
        bringOn();

        assertThat(city.said()).containsOnlyOnce("bot: It has 101.");
        assertThat(city.conversation(ANA).id()).isNotEqualTo(first.id());
    }

    @Test
    void whatTheSystemRefusesWaitsForPeopleAndTheCitizenHearsThat() {
        reports();
        works.refuses = true;
        bringOn();
        bringOn();

        assertThat(request().phase()).isEqualTo(Phase.FAILED);
        assertThat(city.conversation(ANA).stage())
                .isInstanceOfSatisfying(
                        Stage.Waiting.class,
                        waiting -> assertThat(waiting.queue()).isEqualTo(ROADS));
        assertThat(city.said()).containsOnlyOnce("bot: Our staff have it.");
        assertThat(city.record.entries().stream().map(entry -> entry.kind())).contains("request.given-to-people");
    }

    @Test
    void openReportsNearByAreTheSystemsAndOurs() {
        works.open.put("7", new RequestSystems.OpenReport("7", new Point(47, -122), "Elm", Samples.NOW, 12));
        works.open.put("8", new RequestSystems.OpenReport("8", new Point(47.1, -122), "Oak", Samples.NOW, 1));
        var nearby = new NearbyReports(requests, works);
        Function<String, Optional<CityService>> services =
                name -> Optional.of(POTHOLE).filter(s -> name.equals(s.name()));

        var found = nearby.ask(
                services,
                new Lookup(Lookup.NEARBY, Map.of("service", "pothole", "latitude", "47.0001", "longitude", "-122")));
        assertThat(found)
                .isEqualTo(new Lookup.Result.Found(
                        List.of(Map.of("id", "7", "count", "12", "since", Samples.NOW.toString(), "address", "Elm"))));
        assertThat(nearby.ask(services, new Lookup(Lookup.NEARBY, Map.of("service", "tree"))))
                .isInstanceOf(Lookup.Result.Unreachable.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # the photo is | the journal begins with                                                        | the citizen hears
          READY        | with-photo, handed-over, numbered                                              | With photo.
          UNSCANNED    | without-photo: No virus scanner has found it clean., handed-over, numbered      | Without photo.
          INFECTED     | without-photo: It is infected., handed-over, numbered                          | Without photo.
          REFUSED      | without-photo: why, handed-over, numbered                                      | Without photo.
          GONE         | without-photo: why, handed-over, numbered                                      | Without photo.
          ERASED       | without-photo: It was erased., handed-over, numbered                           | Without photo.
          HELD         | without-photo: It was not fetched and scanned within 30 seconds., handed-over, numbered | Without photo.
        """)
    void aPhotoGoesOnlyWhenItIsCleanAndTheCitizenHearsWhetherItWent(State state, String journal, String hears)
            throws IOException {
        reportsWithPhoto(state);
        bringOn();
        var isSent = state == State.READY;

        assertThat(works.photos)
                .singleElement()
                .asString()
                .matches(isSent ? ".*/open311/photos/A{24}\\.jpg.*" : "none");
        assertThat(told()).startsWith(journal.split(", "));
        assertThat(city.said()).containsOnlyOnce("bot: It has 101. " + hears);
        assertThat(city.record.entries().stream()
                        .filter(entry -> entry.kind().equals("request.moved"))
                        .map(entry -> new String(
                                entry.opening().orElseThrow().sealed().orElseThrow(), StandardCharsets.UTF_8)))
                .first()
                .asString()
                .contains(isSent ? "\"photo\":\"sent\"" : "\"photo\":\"left\"");
    }

    @Test
    void aReportWaitsForItsPhotoAShortTimeAndNoLonger() throws IOException {
        reportsWithPhoto(State.FETCHING);
        step();
        city.clock.advance(RequestPhotos.WAIT_MAX.minusSeconds(1));
        step();
        assertThat(works.posts).isZero();
        photo(State.READY);
        city.clock.advance(Duration.ofSeconds(1));
        step();
        assertThat(works.photos).singleElement().asString().contains("/open311/photos/");
    }

    @Test
    void aPhotoThatNeverComesKeepsNoReportFromGoing() {
        var asked = asked("00000000-0000-0000-0000-00000000abcd");
        step();
        assertThat(works.posts).isZero();
        city.clock.advance(RequestPhotos.WAIT_MAX);
        step();
        assertThat(works.photos).containsExactly("none");
        assertThat(asked.request.phase()).isEqualTo(Phase.NUMBERED);
    }

    @Test
    void whatIsNoPhotoOfThisConversationIsNotGiven() throws IOException {
        reportsWithPhoto(State.READY);
        attachments.belongsTo(new Conversation.Id(new UUID(7, 7)), PHOTO);
        city.clock.advance(RequestPhotos.WAIT_MAX);
        step();
        assertThat(works.photos).containsExactly("none");
    }

    @Test
    void aSecondTryHasTheSameAddress() throws IOException {
        reportsWithPhoto(State.READY);
        works.isBusy = true;
        bringOn();
        works.isBusy = false;
        bringOn();

        assertThat(works.photos).hasSizeGreaterThan(2).containsOnly(works.photos.getFirst());
        assertThat(works.photos.getFirst()).contains("/open311/photos/");
        assertThat(city.said()).containsOnlyOnce("bot: It has 101. With photo.");
    }

    @Test
    void aPhotoThatIsErasedMeanwhileGoesNoMoreAndItsAddressIsDead() throws IOException {
        reportsWithPhoto(State.READY);
        works.isBusy = true;
        bringOn();
        var token = request().photo().orElseThrow().link().orElseThrow().token();
        assertThat(photos.shown(token, city.clock.instant())).isPresent();
        photo(State.ERASED);
        assertThat(photos.shown(token, city.clock.instant())).isEmpty();
        works.isBusy = false;
        bringOn();

        assertThat(works.photos).last().isEqualTo("none");
        assertThat(city.said()).containsOnlyOnce("bot: It has 101. Without photo.");
    }

    @Test
    void anAddressIsOverAfterItsTime() throws IOException {
        reportsWithPhoto(State.READY);
        step();
        var link = request().photo().orElseThrow().link().orElseThrow();
        assertThat(link.until()).isEqualTo(city.clock.instant().plus(RequestPhotos.LINK_FOR));
        assertThat(photos.shown(link.token(), link.until().minusMillis(1))).isPresent();
        assertThat(photos.shown(link.token(), link.until())).isEmpty();
    }

    @Test
    void whatASystemRefusesWithAPhotoItIsGivenWithout() throws IOException {
        reportsWithPhoto(State.READY);
        works.refusesPhotos = true;
        bringOn();

        assertThat(works.photos).hasSize(2).last().isEqualTo("none");
        assertThat(words()).startsWith("with-photo", "handed-over", "photo-refused", "handed-over", "numbered");
        assertThat(city.said()).containsOnlyOnce("bot: It has 101. Without photo.");
    }

    private static final Message.Id PHOTO = new Message.Id(new UUID(5, 5));

    private void reportsWithPhoto(State state) throws IOException {
        asked(PHOTO.toString());
        attachments.belongsTo(city.conversation(ANA).id(), PHOTO);
        photo(state);
    }

    private void photo(State state) throws IOException {
        var copy = files.put(PHOTO, new byte[] {1, 2, 3}, "image/jpeg");
        attachments.put(Attachment.fresh(PHOTO, "city-sms", "image/jpeg", Optional.empty(), city.clock.instant())
                .drawn(copy, copy, copy)
                .in(state, "why"));
    }

    /// One that is asked for with a photo.
    private InMemoryRecord.Asked asked(String photo) {
        reports();
        var asked = city.record.requests.values().iterator().next();
        asked.request = CityRequest.asked(
                new Message.Id(new UUID(0, 1)),
                0,
                city.conversation(ANA),
                new Submission("pothole", Map.of(CityRequest.DESCRIPTION, "deep", CityRequest.PHOTO, photo)),
                city.clock.instant());
        city.record.requests.clear();
        city.record.requests.put(asked.request.id(), asked);
        return asked;
    }

    private List<String> told() {
        return city.record.requests.values().iterator().next().steps.stream()
                .map(step -> step.word() + (step.because().isEmpty() ? "" : ": " + step.because()))
                .toList();
    }

    private void reports() {
        city.writes(ANA, "pothole");
        city.turns.run(ANA);
    }

    /// Steps as the worker does, over more time than any limit of a system.
    private void bringOn() {
        for (var step = 0; step < 20; step++) {
            step();
            city.clock.advance(Duration.ofSeconds(61));
        }
    }

    private void step() {
        for (var together : work.together(requests.claim(city.clock.instant(), RequestWork.LEASE, 10))) {
            try {
                work.bringOn(together);
            } catch (Killed e) {
                // its lease runs out
            }
        }
    }

    private CityRequest request() {
        return city.record.requests.values().iterator().next().request;
    }

    private List<String> words() {
        return city.record.requests.values().iterator().next().steps.stream()
                .map(RequestStep::word)
                .toList();
    }

    private RequestWork work() {
        var telling = new Telling(
                city.ports.store(),
                city.sessions,
                city.channels,
                new InMemoryConsentLedger(city.record, Samples.AUDIT),
                Samples.AUDIT,
                city.clock,
                () -> "parrot/1");
        return new RequestWork(
                requests,
                works,
                photos,
                name -> Optional.of(POTHOLE).filter(service -> service.name().equals(name)),
                telling,
                Samples.AUDIT,
                city.clock,
                () -> 0);
    }

    private static CityService pothole() {
        return new CityService(
                "pothole",
                text("Pothole"),
                new RequestSystem.Open311(
                        "works",
                        URI.create("https://311.example"),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        RequestSystem.Format.XML,
                        Optional.empty(),
                        RequestSystem.Photos.URL,
                        RequestSystem.Limits.USUAL),
                new Asking.Report("POTHOLE", List.of()),
                ROADS,
                100,
                false,
                Map.of(
                        Notice.ACCEPTED, text("It has {number}."),
                        Notice.CLOSED, text("{number} is {status}: {notes}"),
                        Notice.FAILED, text("Our staff have it.")),
                Map.of(Fate.SENT, text("With photo."), Fate.LEFT, text("Without photo.")));
    }

    private static Texts text(String words) {
        return new Texts(Locale.ENGLISH, Map.of("en", words));
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /// A system that is told how it behaves.
    private static final class Works implements RequestSystems {

        private final Map<CityRequest.Id, String> taken = new LinkedHashMap<>();
        private final Map<String, Status> statuses = new HashMap<>();
        private final Map<String, OpenReport> open = new HashMap<>();
        private int posts;
        private boolean diesFirst;
        private boolean thenDies;
        private boolean refuses;
        private boolean refusesPhotos;
        private boolean isBusy;
        private final List<String> photos = new ArrayList<>();

        @Override
        public Handing hand(CityService service, CityRequest request, Optional<GivenPhoto> photo) {
            photos.add(photo.map(Object::toString).orElse("none"));
            if (diesFirst) {
                throw new Killed();
            }
            posts++;
            if (isBusy) {
                return new Handing.NotTaken("status 429", Optional.empty());
            }
            if (refuses || refusesPhotos && photo.isPresent()) {
                return new Handing.Rejected("status 400");
            }
            var number = Integer.toString(101 + taken.size());
            taken.put(request.id(), number);
            statuses.put(number, new Status(false, "open", ""));
            if (thenDies) {
                throw new Killed();
            }
            return new Handing.Numbered(number);
        }

        @Override
        public Search search(CityService service, CityRequest request, Predicate<String> isOthers) {
            if (thenDies || diesFirst) {
                return new Search.Unanswered("away");
            }
            return Optional.ofNullable(taken.get(request.id()))
                    .<Search>map(Search.Found::new)
                    .orElseGet(Search.NotThere::new);
        }

        @Override
        public TokenAnswer number(CityService service, CityRequest request) {
            return new TokenAnswer.NotYet("none");
        }

        @Override
        public Statuses statuses(CityService service, Collection<String> numbers) {
            return new Statuses.Told(statuses.entrySet().stream()
                    .filter(status -> numbers.contains(status.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }

        @Override
        public List<OpenReport> open(CityService service) {
            return new ArrayList<>(open.values());
        }

        void closed(String number) {
            statuses.put(number, new Status(true, "closed", "filled"));
        }
    }
}
