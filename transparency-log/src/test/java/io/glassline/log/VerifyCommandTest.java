package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glassline.log.LogSource.Fetched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command, over real HTTP.
class VerifyCommandTest {

    private static final MapLog LOG = MapLog.of(600);
    private static final String KEY = MapLog.SIGNER.verifierKey().toString();

    private final ConcurrentHashMap<String, byte[]> files = new ConcurrentHashMap<>(LOG.files);
    private final ConcurrentHashMap<String, AtomicInteger> failing = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private boolean gzip = true;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/log/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring("/log/".length());
        var fails = failing.get(path);
        if (fails != null && fails.getAndDecrement() > 0) {
            exchange.sendResponseHeaders(503, -1);
        } else if (path.equals("stalls")) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else if (path.equals("forbidden")) {
            exchange.sendResponseHeaders(403, -1);
        } else if (path.equals("odd")) {
            exchange.getResponseHeaders().set("Content-Encoding", "br");
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(1);
        } else if (!files.containsKey(path)) {
            exchange.sendResponseHeaders(404, -1);
        } else if (gzip && "gzip".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"))) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (var out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(files.get(path));
            }
        } else {
            exchange.sendResponseHeaders(200, files.get(path).length);
            exchange.getResponseBody().write(files.get(path));
        }
        exchange.close();
    }

    private record Said(int status, String out, String err) {}

    private Said run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var status =
                VerifyCommand.run(List.of(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Said(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/log";
    }

    @Test
    void aCheckpointCountsOnlyWithTheQuorumOfThePolicy(@TempDir Path folder) throws IOException {
        var library = new Cosigner("library.example", seed(1));
        var paper = new Cosigner("paper.example", seed(2));
        var policy = Files.writeString(
                folder.resolve("policy"), """
                log %s
                witness library %s
                witness paper %s
                group both all library paper
                quorum both
                """.formatted(KEY, library.verifierKey(), paper.verifierKey()));
        var note = SignedNote.parse(LOG.files.get("checkpoint"));
        var checkpoint = Checkpoint.parse(note.text());
        var now = Instant.parse("2026-03-02T08:00:00Z");

        files.put(
                "checkpoint",
                note.with(List.of(library.cosign(checkpoint, now))).bytes());
        var one = run(url(), "--policy", policy.toString());
        files.put(
                "checkpoint",
                note.with(List.of(library.cosign(checkpoint, now), paper.cosign(checkpoint, now)))
                        .bytes());
        var both = run(url(), "--policy", policy.toString());
        Files.writeString(policy, "quorum nobody\n");
        var wrong = run(url(), "--policy", policy.toString());

        assertThat(one.status).isEqualTo(VerifyCommand.BROKEN);
        assertThat(one.err)
                .contains("checkpoint: the policy wants the quorum \"both\", and it is cosigned by library alone");
        assertThat(both.status).isEqualTo(VerifyCommand.HOLDS);
        assertThat(both.out).contains("signed by   paper.example, a witness, at 2026-03-02T08:00:00Z");
        assertThat(wrong.status).isEqualTo(VerifyCommand.USAGE);
        assertThat(wrong.err).contains(policy + ", line 1: \"nobody\" is no witness");
    }

    @Test
    void theCheckpointIsKeptForTheNextTime(@TempDir Path folder) throws IOException {
        var kept = folder.resolve("kept");

        var first = run(url(), "--keep", kept.toString());
        var second = run(url(), "--keep", kept.toString());
        files.clear();
        files.putAll(MapLog.of(700).files);
        var grown = run(url(), "--keep", kept.toString());
        files.clear();
        files.putAll(LOG.files);
        var rolledBack = run(url(), "--keep", kept.toString());

        assertThat(first.status).isEqualTo(VerifyCommand.HOLDS);
        assertThat(first.out).doesNotContain("earlier checkpoint");
        assertThat(second.out).contains("still has the 600 entries of the earlier checkpoint");
        assertThat(grown.out).contains("still has the 600 entries of the earlier checkpoint");
        assertThat(rolledBack.status).isEqualTo(VerifyCommand.BROKEN);
        assertThat(rolledBack.err).contains("the log has 600 entries, and the earlier checkpoint has 700");
        assertThat(Checkpoint.parse(SignedNote.parse(Files.readAllBytes(kept)).text())
                        .size())
                .isEqualTo(700);
    }

    private static byte[] seed(int first) {
        var seed = new byte[LogSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return seed;
    }

    @Test
    void tellsThatTheLogHolds() {
        var said = run(url());

        assertThat(said.status).isZero();
        assertThat(said.err).isEmpty();
        assertThat(said.out.lines())
                .contains(
                        url() + " holds.",
                        "  log         audit.city.example/log1",
                        "  entries     600, each read and recomputed",
                        "  signed by   audit.city.example/log1",
                        "  key         " + KEY,
                        "          400 message.decided",
                        "          200 out");
        assertThat(said.out).contains("trusted on first sight");
    }

    @Test
    void holdsWithoutGzipAndWithAKeyThatIsKnown() {
        gzip = false;
        files.remove("vkey");
        var said = run("--vkey", KEY, url() + "/");

        assertThat(said.status).isZero();
        assertThat(said.out).doesNotContain("first sight");
        assertThat(run(url(), "--vkey", KEY, "--quiet")).isEqualTo(new Said(0, "", ""));
    }

    @Test
    void tellsWhatIsBroken() {
        var changed = files.get("tile/0/001").clone();
        changed[0] ^= 1;
        files.put("tile/0/001", changed);
        var said = run(url(), "--quiet");

        assertThat(said.status).isEqualTo(1);
        assertThat(said.out).isEmpty();
        assertThat(said.err)
                .isEqualTo(url()
                        + " does not hold.\n\n   1. entry 256 (tile/entries/001, byte 0): leaf hash is not the one in tile/0/001;"
                        + " what stands above agrees with the entry, so tile/0/001 was changed\n");
    }

    @Test
    void aLogThatIsNotThereIsNotCalledBroken() {
        files.remove("tile/0/001");

        assertThat(run(url()).err)
                .startsWith(url() + " could not be verified.")
                .contains("tile/0/001: the server answered 404")
                .doesNotContain("Is this the address");
        assertThat(run(url() + "/elsewhere").err)
                .contains("vkey: the server answered 404")
                .contains("Is this the address below which \"checkpoint\" and \"tile/\" are served?");
        server.stop(0);
        var gone = run(url());
        assertThat(gone.status).isEqualTo(1);
        assertThat(gone.err).contains("vkey: could not be read");
    }

    @Test
    void comparesWithAnEarlierCheckpoint(@TempDir Path folder) throws IOException {
        var older = Files.write(folder.resolve("older"), MapLog.of(300).files.get("checkpoint"));
        var newer = Files.write(folder.resolve("newer"), MapLog.of(601).files.get("checkpoint"));

        assertThat(run(url(), "--since", older.toString()).out)
                .contains("still has the 300 entries of the earlier checkpoint");
        assertThat(run(url(), "--since", newer.toString()).err).contains("it was rolled back");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              ''                             | verify: the address of a log is missing
              --quiet                        | verify: the address of a log is missing
              ftp://city.example/log         | verify: not the http or https address of a log: ftp://city.example/log
              city.example/log               | verify: not the http or https address of a log: city.example/log
              http://city.example/log?a=b    | verify: not the http or https address of a log
              http://a.example b             | verify: "b" is not understood here
              http://a.example --verbose     | verify: "--verbose" is not understood here
              http://a.example --vkey        | verify: --vkey needs a value
              http://a.example --vkey x      | verify: a verifier key is NAME+ID+KEY, not "x"
              http://a.example --since /none | verify: cannot read /none
            """)
    void saysHowItIsUsed(String args, String message) {
        var said = run(args.isEmpty() ? new String[0] : args.split(" "));

        assertThat(said.status).isEqualTo(2);
        assertThat(said.err).startsWith(message).contains("usage: verify URL");
    }

    @Test
    void helpIsNotAnError() {
        assertThat(run("--help").status).isZero();
        assertThat(run("--help").out).startsWith("usage: verify URL");
    }

    @Test
    void whatPassesIsTriedAgainAndWhatStallsIsLeft() {
        failing.put("checkpoint", new AtomicInteger(2));
        failing.put("vkey", new AtomicInteger(3));
        var limits = new HttpLogSource.Limits(Duration.ofSeconds(5), Duration.ofMillis(500), 3, Duration.ofMillis(1));
        try (var source = new HttpLogSource(URI.create(url()), limits)) {
            assertThat(source.fetch("checkpoint", 10_000)).isInstanceOf(Fetched.Found.class);
            assertThat(source.fetch("vkey", 10_000)).isEqualTo(new Fetched.Failed("the server answered 503"));
            assertThat(source.fetch("none", 10_000)).isEqualTo(new Fetched.Missing("the server answered 404"));
            assertThat(source.fetch("forbidden", 10_000)).isEqualTo(new Fetched.Failed("the server answered 403"));
            assertThat(source.fetch("stalls", 10_000)).isEqualTo(new Fetched.Failed("no answer within 500 ms"));
            assertThat(source.fetch("odd", 10_000))
                    .isEqualTo(new Fetched.Failed("the server sent the encoding br, and was asked for gzip"));
        }
    }

    @Test
    void nothingLongerIsReadThanWasAskedFor() {
        files.put("zeros", new byte[1_000_000]);
        var once = new HttpLogSource.Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1, Duration.ZERO);
        try (var source = new HttpLogSource(URI.create(url()), once)) {
            assertThat(source.fetch("zeros", 1_000_000)).isInstanceOf(Fetched.Found.class);
            assertThat(source.fetch("zeros", 999_999)).isEqualTo(new Fetched.TooLong(999_999));
            gzip = false;
            assertThat(source.fetch("zeros", 1_000_000)).isInstanceOf(Fetched.Found.class);
            assertThat(source.fetch("zeros", 999_999)).isEqualTo(new Fetched.TooLong(999_999));
            assertThat(source.fetch("zeros", 10))
                    .isEqualTo(new Fetched.Failed("could not be read: body exceeds capacity: 1034"));
        }
    }
}
