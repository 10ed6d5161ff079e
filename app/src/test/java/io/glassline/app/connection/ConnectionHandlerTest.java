package io.glassline.app.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What callers send who have proved nothing, and what is held for them.
class ConnectionHandlerTest {

    private static final String CITIZEN = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";

    private static final String CHUNKED = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// Of the server that waits for nobody long.
    private static final HttpLimits SHORT = new HttpLimits(
            40,
            16,
            400 << 10,
            Duration.ofSeconds(1),
            Duration.ofMillis(1_200),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));

    /// Of one that waits: on a busy machine a second is over before a hundred callers are there.
    private static final HttpLimits LONG = new HttpLimits(
            40,
            16,
            400 << 10,
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2));

    private final List<RawServer> servers = new ArrayList<>();
    private RawServer server = with(LONG);
    private final List<RawCaller> callers = new ArrayList<>();

    record Row(String comes, String says, String hears) {

        boolean isLate() {
            return hears.equals("hung up") || hears.equals("408");
        }

        @Override
        public String toString() {
            return comes + " → " + hears;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("a small body", post(5) + "hello", "200 5"),
            new Row("no body", "GET / HTTP/1.1\r\n\r\n", "200 0"),
            new Row("a body that is to be 300 KB, none of which has come", post(300_000), "413"),
            new Row("the same, asking first", expecting(300_000), "413"),
            new Row("one that may come, asking first", expecting(100_000), "100"),
            new Row("a body in pieces that has 300 KB in the end", CHUNKED + chunks(300, 1_000), "413"),
            new Row("a body in 20,000 pieces of one byte", CHUNKED + chunks(20_000, 1) + "0\r\n\r\n", "200 20000"),
            new Row("a piece that has no length", CHUNKED + "xyz\r\n", "400"),
            new Row("a compressed body", post(5, "Content-Encoding: gzip\r\n") + "hello", "415"),
            new Row("a hundred and one headers", "GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(101) + "\r\n", "431"),
            new Row("a header of 20 KB", "GET / HTTP/1.1\r\na: " + "b".repeat(20_000) + "\r\n\r\n", "431"),
            new Row("an address of 20 KB", "GET /" + "b".repeat(20_000) + " HTTP/1.1\r\n\r\n", "414"),
            new Row("no HTTP", "\u0016\u0003\u0001 hello\r\n\r\n", "400"),
            new Row("a negative length", "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", "400"),
            new Row("two lengths", post(5, "Content-Length: 6\r\n") + "hello!", "400"),
            new Row("nothing at all", "", "hung up"),
            new Row("headers that do not end", "GET / HTTP/1.1\r\nHost: x\r\n", "hung up"),
            new Row("a body that does not end", post(100) + "hello", "408"));

    private static String post(int bytes) {
        return post(bytes, "");
    }

    private static String post(int bytes, String headers) {
        return "POST / HTTP/1.1\r\n" + headers + "Content-Length: " + bytes + "\r\n\r\n";
    }

    private static String expecting(int bytes) {
        return post(bytes, "Expect: 100-continue\r\n");
    }

    private static String chunks(int count, int bytes) {
        return (Integer.toHexString(bytes) + "\r\n" + "x".repeat(bytes) + "\r\n").repeat(count);
    }

    private RawServer with(HttpLimits limits) {
        var started = new RawServer(limits);
        servers.add(started);
        return started;
    }

    private RawCaller from(String address) {
        var caller = new RawCaller(address, server.port());
        callers.add(caller);
        return caller;
    }

    @AfterEach
    void everyoneLeavesAndNothingIsHeld() {
        callers.forEach(RawCaller::close);
        Await.that(
                "all have left and nothing is held",
                () -> server.connections.connections() == 0
                        && server.connections.bodyBytes() == 0
                        && server.connections.clients() == 0);
        servers.forEach(RawServer::close);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void getsItsAnswer(Row row) {
        if (row.isLate()) {
            server = with(SHORT);
        }
        assertThat(from(STRANGER).says(row.says).hears()).isEqualTo(row.hears);
    }

    @Test
    void aBodyThatDripsIsNotWaitedForLongerThanOneThatDoesNotCome() throws InterruptedException {
        server = with(SHORT);
        var caller = from(STRANGER).says(post(100));
        for (var drop = 0; drop < 12; drop++) {
            caller.says("x");
            Thread.sleep(250);
        }

        assertThat(caller.hears()).isEqualTo("408");
    }

    @Test
    void aConnectionThatIsKeptAndNotUsedIsClosedInTheEnd() {
        server = with(SHORT);
        var caller = from(STRANGER).says(post(5) + "hello");

        assertThat(caller.hears()).isEqualTo("200 5");
        assertThat(caller.says(post(2) + "hi").hears()).isEqualTo("200 2");
        assertThat(caller.hears()).isEqualTo("hung up");
        assertThat(refused(Refusal.IDLE)).isEqualTo(1);
    }

    @Test
    void aRefusalComesAfterTheAnswerToWhatWasAskedBefore() {
        var caller = from(STRANGER).says(post(5) + "hello" + post(300_000));

        assertThat(caller.hears()).isEqualTo("200 5");
        assertThat(caller.hears()).isEqualTo("413");
    }

    @Test
    void whatALargeBodyHoldsIsHeldThoughAnEarlierAnswerIsGivenMeanwhile() {
        var caller = from(STRANGER).says(post(5) + "hello" + post(90_000) + "x".repeat(50_000));

        assertThat(caller.hears()).isEqualTo("200 5");
        Await.that("it is in hand", () -> server.connections.bodyBytes() > 0);
        assertThat(caller.says("x".repeat(40_000)).hears()).isEqualTo("200 90000");
    }

    @Test
    void aFloodOfConnectionsFromOneAddressKeepsNobodyElseOut() {
        var flood = IntStream.range(0, 100).mapToObj(_ -> from(STRANGER)).toList();

        assertThat(from(CITIZEN).says(post(5) + "hello").hears()).isEqualTo("200 5");
        // Those that are being closed still count, so some may be cut off because all places are taken.
        Await.that(
                "the flood is cut off",
                () -> refused(Refusal.TOO_MANY_OF_ONE_CLIENT) + refused(Refusal.TOO_MANY_CONNECTIONS)
                        >= flood.size() - 16);
    }

    @Test
    void whereAllPlacesAreTakenTheLongestWithoutAnAnswerMakesRoom() {
        for (var address = 20; address < 26; address++) {
            for (var i = 0; i < 10; i++) {
                from("127.0.0." + address);
            }
        }

        assertThat(from(CITIZEN).says(post(5) + "hello").hears()).isEqualTo("200 5");
        assertThat(refused(Refusal.TOO_MANY_CONNECTIONS)).isGreaterThanOrEqualTo(20);
        Await.that("it has room again", () -> server.connections.connections() <= 40);
    }

    @Test
    void largeBodiesThatDoNotEndLeaveRoomForSmallOnesAndForOthers() {
        var half = post(100_000) + "x".repeat(90_000);
        from(STRANGER).says(half);
        Await.that("the first is in hand", () -> server.connections.bodyBytes() > 80_000);
        assertThat(from(STRANGER).says(half).hears()).as("past its quarter").isEqualTo("503 come again");

        assertThat(from(STRANGER).says(post(5) + "hello").hears()).isEqualTo("200 5");
        assertThat(from(CITIZEN).says(half).says("x".repeat(10_000)).hears()).isEqualTo("200 100000");
    }

    @Test
    void whenAllRoomForLargeBodiesIsTakenSmallOnesAreTakenStill() {
        var half = post(100_000) + "x".repeat(90_000);
        for (var address = 30; address < 35; address++) {
            from("127.0.0." + address).says(half);
        }
        Await.that("the bodies are in hand", () -> server.connections.bodyBytes() > 300_000);

        assertThat(from(CITIZEN).says(half).hears()).isEqualTo("503 come again");
        assertThat(from(CITIZEN)
                        .says(post(16_000) + "x".repeat(8_000))
                        .says("x".repeat(8_000))
                        .hears())
                .isEqualTo("200 16000");
        assertThat(server.connections.bodyBytes()).isLessThanOrEqualTo(LONG.bodiesMaxBytes());
    }

    @Test
    void whoTakesNothingOfAnAnswerIsCutOff() {
        server = with(SHORT);
        from(STRANGER).says("GET /large HTTP/1.1\r\n\r\n");

        Await.that("the reader is cut off", () -> refused(Refusal.READER_STALLED) == 1);
    }

    /// Else whoever has streams ended has as many connections beside the limit.
    @Test
    void aConnectionWhoseStreamHasEndedCountsAsOneAgain() {
        from(CITIZEN).says("GET /events HTTP/1.1\r\n\r\n").hears();

        Await.that("it is no stream any more", () -> server.connections.streams() == 0);
        assertThat(server.connections.connections()).isEqualTo(1);
    }

    @Test
    void behindAProxyEachCallerCountsAndNotTheProxy() {
        var half = "POST / HTTP/1.1\r\nX-Forwarded-For: %s\r\nContent-Length: 9\r\n\r\n";
        for (var i = 0; i < 16; i++) {
            from(RawServer.PROXY).says(half.formatted("203.0.113.7"));
        }
        Await.that("all are connected", () -> server.connections.connections() == 16);

        assertThat(from(RawServer.PROXY)
                        .says(half.formatted("203.0.113.7") + "x".repeat(9))
                        .hears())
                .isEqualTo("503 come again");
        assertThat(from(RawServer.PROXY)
                        .says(half.formatted("203.0.113.8") + "x".repeat(9))
                        .hears())
                .isEqualTo("200 9");
    }

    private long refused(Refusal why) {
        return server.connections.refused(why).sum();
    }
}
