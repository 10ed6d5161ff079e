package io.glassline.app.feed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.glassline.app.Await;
import io.glassline.audit.Actor;
import io.glassline.audit.AuditKind;
import io.glassline.channel.Secret;
import io.glassline.conversation.Samples;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedSecret;
import io.glassline.feed.FeedState;
import io.glassline.feed.FeedWork;
import io.glassline.feed.Feeds;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgFeeds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Feeds to a real receiver, from a record in a real PostgreSQL. Steps are taken by hand, but where two workers meet.
class WebhookFeedTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEXT_SECRET = "whsec_c2V0LWluLXRoZS1kZXBsb3ltZW50LXNvLW5leHQ=";
    private static final Actor OPS = Actor.byToken("ops");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RealRecord record;

    private final WireMockServer receiver = new WireMockServer(options().dynamicPort());
    private Instant now = Samples.NOW;

    @BeforeAll
    static void start() throws SQLException {
        record = new RealRecord();
    }

    @AfterAll
    static void stop() {
        record.close();
    }

    @BeforeEach
    void listen() {
        record.clear();
        receiver.start();
        answers(aResponse().withStatus(204));
    }

    @AfterEach
    void close() {
        receiver.stop();
    }

    private void answers(ResponseDefinitionBuilder response) {
        receiver.stubFor(post(anyUrl()).willReturn(response));
    }

    private Feed feed(String name, String... secrets) {
        return feed(name, true, Set.of(), Set.of(), secrets);
    }

    private Feed feed(String name, boolean isInside, Set<AuditKind> kinds, Set<String> channels, String... secrets) {
        var written = secrets.length == 0 ? List.of(SECRET) : List.of(secrets);
        return new Feed(
                name,
                new Feed.Webhook(
                        URI.create(receiver.baseUrl() + "/" + name),
                        isInside,
                        written.stream()
                                .map(secret -> new FeedSecret(new Secret(secret)))
                                .toList()),
                Feed.Format.CLOUDEVENTS,
                kinds,
                channels,
                true);
    }

    private FeedWork work(Feed feed) {
        return work(feed, record.feeds, WebhookReceiver.ANSWER_WAIT_MAX);
    }

    private FeedWork work(Feed feed, Feeds feeds, Duration answerWaitMax) {
        return new FeedWork(
                feed.name(),
                feeds,
                record.board,
                new EntryFormat(feed, RealRecord.ORIGIN),
                new WebhookReceiver((Feed.Webhook) feed.target(), () -> now, answerWaitMax),
                () -> now,
                () -> 1);
    }

    private List<LoggedRequest> calls(String feed) {
        return receiver.findAll(postRequestedFor(urlEqualTo("/" + feed))).stream()
                .sorted(java.util.Comparator.comparing(LoggedRequest::getLoggedDate))
                .toList();
    }

    private List<String> ids(String feed) {
        return calls(feed).stream().map(call -> call.getHeader("webhook-id")).toList();
    }

    private static List<String> ids(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(index -> "entry_" + index)
                .toList();
    }

    /// By what the specification says, and not by our code.
    private static String hmac(String secret, LoggedRequest call) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.split("_", 2)[1]), "HmacSHA256"));
        mac.update((call.getHeader("webhook-id") + "." + call.getHeader("webhook-timestamp") + ".").getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(call.getBody()));
    }

    private static JsonNode json(LoggedRequest call) throws IOException {
        return JSON.readTree(call.getBody());
    }

    private static FeedState state(String feed) {
        return record.feeds.all().stream()
                .filter(state -> state.feed().equals(feed))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEntryComesAsASignedCloudEvent() throws Exception {
        var work = work(feed("records"));
        work.step();
        record.number(); // the entry that the feed has begun
        record.taking();
        work.step();
        assertThat(ids("records")).isEqualTo(ids(0, 1));
        var call = calls("records").getLast();
        assertThat(call.getHeader("webhook-timestamp")).isEqualTo(Long.toString(Samples.NOW.getEpochSecond()));
        assertThat(call.getHeader("webhook-signature")).isEqualTo(hmac(SECRET, call));
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/cloudevents+json; charset=UTF-8");
        var event = json(call);
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo("1");
        assertThat(event.path("source").asText()).isEqualTo(RealRecord.ORIGIN);
        assertThat(event.path("type").asText()).isEqualTo("io.glassline.desk.taken");
        assertThat(event.path("time").asText()).isEqualTo(Samples.NOW.toString());
        assertThat(event.at("/data/leaf/channel").asText()).isEqualTo("sms");
        assertThat(event.at("/data/sealed/who").asText()).isEqualTo("ada");
        assertThat(call.getBodyAsString())
                .contains(record.board.audit(0, 1).getFirst().leaf());
    }

    @Test
    void whileASecretIsChangedACallHasASignatureOfEach() throws Exception {
        var work = work(feed("records", SECRET, NEXT_SECRET));
        work.step();
        record.signIns(1);
        work.step();
        var call = calls("records").getFirst();
        assertThat(call.getHeader("webhook-signature")).isEqualTo(hmac(SECRET, call) + " " + hmac(NEXT_SECRET, call));
    }

    @Test
    void theOrderIsKeptThroughFailures() {
        var work = work(feed("records"));
        work.step();
        record.signIns(3);
        answers(aResponse().withStatus(500));
        work.step();
        assertThat(state("records").failing().orElseThrow().because()).isEqualTo("it failed with status 500");
        answers(aResponse().withStatus(200).withBody("thank you"));
        work.step();
        assertThat(ids("records")).as("nothing during the pause").isEqualTo(ids(0, 0));
        now = state("records").failing().orElseThrow().retryAt();
        work.step();
        assertThat(ids("records")).containsExactly("entry_0", "entry_0", "entry_1", "entry_2", "entry_3");
        assertThat(state("records").told()).isEqualTo("UP");
        assertThat(calls("records").getFirst().getHeader("webhook-timestamp"))
                .as("the time of the call and not of the entry")
                .isNotEqualTo(calls("records").get(1).getHeader("webhook-timestamp"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            302 |     | it points elsewhere (status 302), which is not followed | 2
            404 |     | it failed with status 404                               | 2
            503 | 300 | it failed with status 503                               | 300
            429 | 9   | it failed with status 429                               | 9
            500 | 300 | it failed with status 500                               | 2
            """)
    void whatIsNoSuccessIsTriedAgain(int status, String retryAfter, String because, long seconds) {
        var work = work(feed("records"));
        work.step();
        record.signIns(1);
        var answer = aResponse().withStatus(status).withHeader("Location", receiver.baseUrl() + "/elsewhere");
        answers(retryAfter == null ? answer : answer.withHeader("Retry-After", retryAfter));
        work.step();
        var failing = state("records").failing().orElseThrow();
        assertThat(failing.because()).isEqualTo(because);
        assertThat(Duration.between(now, failing.retryAt())).hasSeconds(seconds);
        assertThat(calls("elsewhere")).isEmpty();
    }

    @Test
    void whoIsGoneIsParkedUntilAnOperatorResumes() {
        var work = work(feed("records"));
        work.step();
        record.signIns(1);
        answers(aResponse().withStatus(410));
        work.step();
        assertThat(state("records").told()).isEqualTo("PARKED, for it wants no more (status 410)");
        answers(aResponse().withStatus(200));
        now = now.plus(Duration.ofDays(9));
        work.step();
        assertThat(ids("records")).isEqualTo(ids(0, 0));
        record.feeds.resume("records", OPS, now);
        work.step();
        assertThat(ids("records")).containsExactly("entry_0", "entry_0", "entry_1");
        assertThat(record.told()).containsExactly("feed.begun", "feed.parked", "feed.resumed");
    }

    @Test
    void aReceiverThatIsAwayForADayIsParked() {
        var work = work(feed("records"));
        work.step();
        record.signIns(1);
        receiver.stop();
        work.step();
        assertThat(state("records").failing().orElseThrow().because()).startsWith("it cannot be reached: ");
        now = Samples.NOW.plus(FeedWork.FAILING_MAX).minusMillis(1);
        work.step();
        assertThat(state("records").parkedAt()).isEmpty();
        now = Samples.NOW.plus(FeedWork.FAILING_MAX).plus(Duration.ofHours(1));
        work.step();
        assertThat(state("records").parkedAt()).contains(now);
        assertThat(record.told()).containsExactly("feed.begun", "feed.parked");
    }

    @Test
    void aReplayGivesTheSameEntriesUnderTheSameIds() {
        var work = work(feed("records"));
        work.step();
        record.signIns(4);
        work.step();
        var before = ids("records");
        record.feeds.replay("records", 2, OPS, now);
        work.step();
        assertThat(ids("records").subList(0, before.size())).isEqualTo(before);
        assertThat(ids("records").subList(before.size(), before.size() + 3)).isEqualTo(ids(2, 4));
        assertThat(record.told()).contains("feed.replayed");
    }

    @Test
    void aNodeThatDiesBeforeItsNoteRepeatsOneEntryUnderItsId() {
        var feed = feed("records");
        work(feed).step();
        record.signIns(3);
        assertThatThrownBy(work(feed, diesBeforeTheNoteOf(2), WebhookReceiver.ANSWER_WAIT_MAX)::step)
                .hasMessage("kill -9");
        work(feed).step();
        assertThat(ids("records")).containsExactly("entry_0", "entry_1", "entry_1", "entry_2", "entry_3");
    }

    /// The feeds of a node that ends when the receiver has the entry before `next`, and nobody knows it yet.
    private static Feeds diesBeforeTheNoteOf(long next) {
        return (Feeds) Proxy.newProxyInstance(
                Feeds.class.getClassLoader(), new Class<?>[] {Feeds.class}, (_, method, arguments) -> {
                    if (method.getName().equals("advance") && arguments[1].equals(next)) {
                        throw new IllegalStateException("kill -9");
                    }
                    try {
                        return method.invoke(record.feeds, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aFeedGetsWhatItsFiltersSayAndNoSealedPartUnlessItIsToHaveIt() throws Exception {
        var sms = new Feed(
                "sms",
                feed("sms").target(),
                Feed.Format.CLOUDEVENTS,
                Set.of(AuditKind.DESK_TAKEN, AuditKind.SIGNED_IN),
                Set.of("sms"),
                false);
        var work = work(sms);
        work.step();
        record.signIns(1);
        record.taking();
        work.step();
        assertThat(calls("sms")).hasSize(1);
        var event = json(calls("sms").getFirst());
        assertThat(event.path("type").asText()).isEqualTo("io.glassline.desk.taken");
        assertThat(event.path("data").has("sealed")).isFalse();
        assertThat(state("sms").next()).isEqualTo(3);
    }

    @Test
    void aPrivateAddressIsNotCalledUnlessTheFeedSaysSo() {
        var work = work(feed("records", false, Set.of(), Set.of()));
        work.step();
        record.signIns(1);
        work.step();
        assertThat(state("records").failing().orElseThrow().because())
                .isEqualTo("its name leads to a private address; say `inside: yes` if it is meant");
        assertThat(calls("records")).isEmpty();
    }

    @Test
    void aReceiverThatSaysNothingIsNotWaitedFor() {
        var work = work(feed("records"), record.feeds, Duration.ofSeconds(1));
        work.step();
        record.signIns(1);
        answers(aResponse().withStatus(200).withFixedDelay(8_000));
        work.step();
        assertThat(state("records").failing().orElseThrow().because()).isEqualTo("its answer took too long");
    }

    @Test
    void ofAnAnswerThatDripsTheStatusCounts() {
        var work = work(feed("records"), record.feeds, Duration.ofSeconds(1));
        work.step();
        record.signIns(1);
        answers(aResponse().withStatus(200).withBody("x".repeat(100)).withChunkedDribbleDelay(50, 20_000));
        var begun = System.nanoTime();
        work.step();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        assertThat(state("records").told()).isEqualTo("UP");
    }

    @Test
    void anAnswerWithoutEndCostsTheConnectionAndNothingElse() {
        var work = work(feed("records"));
        work.step();
        record.signIns(1);
        answers(aResponse().withStatus(200).withBody("x".repeat(1 << 20)));
        work.step();
        assertThat(state("records").told()).isEqualTo("UP");
        assertThat(ids("records")).isEqualTo(ids(0, 1));
    }

    @Test
    void ofTwoNodesOneDeliversAndTheOtherGoesOn() {
        var meters = new SimpleMeterRegistry();
        try (var second = deliveries(record.anotherNode(), new SimpleMeterRegistry())) {
            try (var first = deliveries(record.anotherNode(), meters)) {
                first.keep(List.of(feed("records")));
                first.start();
                Await.that("the feed has begun", () -> !record.feeds.all().isEmpty());
                second.keep(List.of(feed("records")));
                second.start();
                record.signIns(20);
                Await.that("all are there", () -> ids("records").size() >= 21);
                assertThat(first.health()).isEqualTo(Map.of("records", "UP"));
            }
            record.signIns(20);
            Await.that("the rest is there", () -> ids("records").size() >= 41);
        }
        assertThat(ids("records")).isEqualTo(ids(0, 40));
        assertThat(meters.get("glassline_feed_given")
                        .tag("outcome", "taken")
                        .counter()
                        .count())
                .isEqualTo(21);
    }

    @Test
    void aReceiverThatIsSlowHoldsUpNoOtherAndAChangedFeedGoesOnWhereItWas() {
        receiver.stubFor(
                post(urlEqualTo("/slow")).willReturn(aResponse().withStatus(200).withFixedDelay(1_500)));
        var meters = new SimpleMeterRegistry();
        try (var deliveries = deliveries(record.database, meters)) {
            deliveries.keep(List.of(feed("slow"), feed("quick")));
            deliveries.start();
            Await.that("both have begun", () -> record.feeds.all().size() == 2);
            record.signIns(10);
            Await.that("the quick one has all", () -> ids("quick").size() >= 12);
            assertThat(ids("slow").size()).isLessThan(9);
            var moved =
                    new Feed("quick", feed("elsewhere").target(), Feed.Format.CLOUDEVENTS, Set.of(), Set.of(), true);
            deliveries.keep(List.of(moved));
            record.signIns(2);
            Await.that("the rest is at the new address", () -> ids("elsewhere").size() >= 2);
            assertThat(ids("elsewhere")).isEqualTo(ids(12, 13));
            assertThat(ids("quick")).isEqualTo(ids(0, 11));
            var behind = meters.get("glassline_feed_behind_entries")
                    .tag("feed", "quick")
                    .gauge();
            Await.that("the feed has noted it", () -> behind.value() == 0);
        }
    }

    private static FeedDeliveries deliveries(Database database, SimpleMeterRegistry meters) {
        var feeds = new PgFeeds(database, Samples.AUDIT);
        var board = new PgBoard(database);
        return new FeedDeliveries(
                feeds,
                board,
                RealRecord.ORIGIN,
                new ClusterLock(database),
                new FeedMeters(feeds, board, meters),
                InstantSource.system(),
                () -> 1);
    }
}
