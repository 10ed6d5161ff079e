package io.glassline.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.log.Appender;
import io.glassline.log.Checkpoint;
import io.glassline.log.Hash;
import io.glassline.log.LogPolicy;
import io.glassline.log.LogSigner;
import io.glassline.log.LogVerifier.Trust;
import io.glassline.log.SignedNote;
import io.glassline.log.Verdict;
import io.glassline.log.VerifierKey;
import io.glassline.log.WitnessClient;
import io.glassline.log.WitnessClient.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A log in a real PostgreSQL, and three witnesses that are programs of their own in another language.
@Tag("witness")
class CosigningTest {

    private static final VerifierKey LOG = TestRecord.SIGNER.verifierKey();
    private static final List<String> NAMES = List.of("library.example", "paper.example", "college.example");

    private final TestRecord record = new TestRecord();
    private final WitnessClient client = new WitnessClient(Duration.ofSeconds(10));
    private final Sequencer sequencer = record.sequencerThatAwaitsWitnesses();

    @TempDir
    private Path folder;

    private final List<WitnessProcess> witnesses = new ArrayList<>();
    private Cosigning cosigning;

    @BeforeEach
    void start() throws IOException {
        for (var name : NAMES) {
            witnesses.add(WitnessProcess.start(name, folder.resolve(name), LOG, 0));
        }
        cosigning = cosigning();
    }

    @AfterEach
    void stop() {
        witnesses.forEach(WitnessProcess::close);
        client.close();
    }

    private Cosigning cosigning() {
        return new Cosigning(record.database, LOG, policy(), client);
    }

    private LogPolicy policy() {
        return policy(witnesses.getFirst().address());
    }

    private LogPolicy policy(URI library) {
        var others = witnesses.stream().skip(1).flatMap(w -> Stream.of(w.key(), w.address()));
        return LogPolicy.parse(
                """
                log %s
                witness library %s %s
                witness paper   %s %s
                witness college %s %s
                group two-of-three 2 library paper college
                quorum two-of-three
                """.formatted(Stream.concat(Stream.of(LOG, witnesses.getFirst().key(), library), others)
                        .toArray()));
    }

    @Test
    void isHandedOutWhenTheQuorumHasCosignedAndNotBefore() {
        record.write(0, 300);
        sequencer.step();
        var before = record.files().get("checkpoint");
        var tiles = record.files().get("tile/0/000");

        assertThat(cosigning.step()).isTrue();

        assertThat(before).isEmpty();
        assertThat(tiles).isEmpty();
        assertThat(record.publishedSize()).isEqualTo(300);
        assertThat(record.verify(Trust.in(LOG).by(policy())))
                .isInstanceOfSatisfying(
                        Verdict.Holds.class,
                        holds -> assertThat(holds.signers()).hasSize(4));
        assertThat(cosigning.step()).isFalse();
    }

    @Test
    void growsAndEveryCheckpointContinuesTheOneBefore() {
        var size = 0;
        var earlier = new ArrayList<byte[]>();
        for (var more : new int[] {1, 1, 254, 1, 300, 7, 900}) {
            record.write(size, more);
            size += more;
            sequencer.step();
            assertThat(cosigning.step()).isTrue();
            assertThat(record.publishedSize()).isEqualTo(size);
            earlier.add(record.checkpoint());
            if (size % 2 == 0) {
                cosigning = cosigning(); // another node, which does not know what the witnesses have seen
            }
        }
        for (var checkpoint : earlier) {
            assertThat(record.verify(Trust.in(LOG).by(policy()).since(checkpoint)))
                    .isInstanceOf(Verdict.Holds.class);
        }
    }

    @Test
    void oneWitnessMayBeAwayAndWithTwoAwayTheLastCheckpointStands() throws IOException {
        record.write(0, 10);
        sequencer.step();
        cosigning.step();
        witnesses.get(0).close();

        record.write(10, 10);
        sequencer.step();
        assertThat(cosigning.step()).isTrue();
        assertThat(record.publishedSize()).isEqualTo(20);
        assertThat(cosigning.faults()).containsOnlyKeys("library");

        var port = witnesses.get(1).address().getPort();
        witnesses.get(1).close();
        record.write(20, 10);
        sequencer.step();
        assertThat(cosigning.step()).isFalse();
        assertThat(record.publishedSize()).isEqualTo(20);
        assertThat(cosigning.faults()).containsOnlyKeys("library", "paper");
        assertThat(cosigning.isLate()).isFalse();
        record.run("update log_checkpoint set signed_at = signed_at - interval '1 minute'");
        assertThat(cosigning.isLate()).isTrue();

        // It comes back with what it had stored, and with the same key.
        var back = WitnessProcess.start(NAMES.get(1), folder.resolve(NAMES.get(1)), LOG, port);
        assertThat(back.key()).isEqualTo(witnesses.set(1, back).key());
        assertThat(cosigning.step()).isTrue();
        assertThat(record.publishedSize()).isEqualTo(30);
        assertThat(cosigning.isLate()).isFalse();
        assertThat(record.verify(Trust.in(LOG).by(policy()))).isInstanceOf(Verdict.Holds.class);
    }

    @Test
    void aWitnessThatHangsHoldsNothingUp() throws IOException {
        try (var hangs = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var policy = policy(URI.create("http://127.0.0.1:" + hangs.getLocalPort()));
            cosigning = new Cosigning(record.database, LOG, policy, client);
            record.write(0, 10);
            sequencer.step();

            assertThat(cosigning.step()).isTrue();

            assertThat(record.publishedSize()).isEqualTo(10);
            assertThat(cosigning.faults()).isEmpty(); // it has still time to answer
        }
    }

    @Test
    void aLogThatWasPutBackOrSplitFindsNobodyWhoCosigns() {
        record.write(0, 40);
        sequencer.step();
        cosigning.step();

        // The thief of the key, or a database from yesterday's backup whose marks are lost too.
        var rolledBack = new TestRecord();
        rolledBack.write(0, 30);
        rolledBack.sequencerThatAwaitsWitnesses().step();
        var shorter = cosigning();
        assertThat(shorter.step()).isFalse();
        assertThat(shorter.faults().values()).hasSize(3).allMatch(fault -> fault.contains("the log was put back"));

        rolledBack.write(7_000, 30);
        rolledBack.sequencerThatAwaitsWitnesses().step();
        var other = cosigning();
        assertThat(other.step()).isFalse();
        assertThat(other.faults().values())
                .hasSize(3)
                .allMatch(fault -> fault.contains("does not contain the one that was cosigned last"));
        assertThat(rolledBack.files().get("checkpoint")).isEmpty();
    }

    @Test
    void ofTwoTreesAtOnceAWitnessCosignsOne() throws Exception {
        var trees = IntStream.range(0, 8)
                .mapToObj(i -> Appender.empty()
                        .append(IntStream.range(0, 5)
                                .mapToObj(n -> ("{\"t\":" + i + "," + n + "}").getBytes(UTF_8))
                                .toList())
                        .after())
                .map(tree -> TestRecord.SIGNER.sign(tree.checkpoint(LOG.name())))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.invokeAll(trees.stream()
                    .map(note -> (Callable<Outcome>) () -> client.ask(address(0), key(0), 0, List.of(), note))
                    .toList());
            var cosigned = 0;
            for (var outcome : asked) {
                switch (outcome.get()) {
                    case Outcome.Cosigned _ -> cosigned++;
                    case Outcome.Seen(var size) -> assertThat(size).isEqualTo(5);
                    case Outcome.Refused r -> throw new AssertionError(r);
                    case Outcome.Away a -> throw new AssertionError(a);
                }
            }
            assertThat(cosigned).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        old 0, CHECKPOINT            | 409 | 5
        old 5, CHECKPOINT            | 200 | — library.example
        old 6, CHECKPOINT            | 400 | old is larger
        old 05, CHECKPOINT           | 400 | plain decimal
        old -1, CHECKPOINT           | 400 | plain decimal
        CHECKPOINT                   | 400 | expected
        old 5, HASH, CHECKPOINT      | 422 | does not contain
        old 5, nonsense!, CHECKPOINT | 400 | base64
        old 5, OTHER-ROOT            | 422 | does not contain
        old 5, OTHER-LOG             | 404 | not known
        old 5, OTHER-KEY             | 403 | not signed
        old 5, SPOILT                | 403 | does not verify
        old 5, HUGE                  | 413 | too long
        """)
    void aWitnessAnswersAsTheProtocolHasIt(String parts, int status, String said) throws Exception {
        var tree = Appender.empty()
                .append(List.of(leaf(0), leaf(1), leaf(2), leaf(3), leaf(4)))
                .after();
        var checkpoint = tree.checkpoint(LOG.name());
        var note = TestRecord.SIGNER.sign(checkpoint);
        assertThat(client.ask(address(0), key(0), 0, List.of(), note)).isInstanceOf(Outcome.Cosigned.class);
        var signature = note.signatures().getFirst();
        var spoilt = signature.blob().clone();
        spoilt[3] ^= 1;
        var stranger = new LogSigner(LOG.name(), "another key, of 32 bytes exactly".getBytes(UTF_8));
        var elsewhere = new LogSigner("other.example", "another key, of 32 bytes exactly".getBytes(UTF_8));
        var body = parts.replace(", ", "\n")
                .replace("HASH", Hash.ofLeaf(leaf(9)).base64())
                .replace(
                        "OTHER-ROOT",
                        "\n"
                                + text(TestRecord.SIGNER.sign(
                                        new Checkpoint(LOG.name(), 5, Hash.ofLeaf(leaf(1)), List.of()))))
                .replace("OTHER-LOG", "\n" + text(elsewhere.sign(tree.checkpoint("other.example"))))
                .replace("OTHER-KEY", "\n" + text(stranger.sign(checkpoint)))
                .replace(
                        "SPOILT",
                        "\n"
                                + text(new SignedNote(
                                        note.text(),
                                        List.of(new SignedNote.Signature(
                                                signature.name(), signature.keyId(), spoilt)))))
                .replace("HUGE", "\n" + "x".repeat(1_000_001))
                .replace("CHECKPOINT", "\n" + text(note));

        var answer = post(address(0) + "/add-checkpoint", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(said);
        if (status == 409) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
            assertThat(answer.body()).isEqualTo("5\n");
        }
    }

    @Test
    void aWitnessHandsOutWhatItCosignedLast() throws Exception {
        record.write(0, 12);
        sequencer.step();
        cosigning.step();

        var origin = HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(LOG.name().getBytes(UTF_8)));
        var kept = get(address(2) + "/" + origin + "/checkpoint");

        assertThat(Checkpoint.open(SignedNote.parse(kept.getBytes(UTF_8)), LOG, List.of(key(2))))
                .isInstanceOfSatisfying(Checkpoint.Opening.Opened.class, opened -> {
                    assertThat(opened.checkpoint().size()).isEqualTo(12);
                    assertThat(opened.signers()).hasSize(2);
                });
    }

    @Test
    void aPolicyThatCannotBeMetIsRefusedAtTheStart() {
        var unreachable = "witness a " + key(0) + "\nquorum a\n";
        var ofAnother = "log %s\nquorum none\n".formatted(new LogSigner("other.example", new byte[32]).verifierKey());

        assertThatThrownBy(() -> new Cosigning(record.database, LOG, LogPolicy.parse(unreachable), client))
                .hasMessageContaining("too few of its witnesses have an address");
        assertThatThrownBy(() -> new Cosigning(record.database, LOG, LogPolicy.parse(ofAnother), client))
                .hasMessageContaining("the policy is about other logs");
    }

    private URI address(int witness) {
        return witnesses.get(witness).address();
    }

    private VerifierKey key(int witness) {
        return witnesses.get(witness).key();
    }

    private static byte[] leaf(int number) {
        return TestRecord.leaf(number);
    }

    private static String text(SignedNote note) {
        return new String(note.bytes(), UTF_8);
    }

    private static HttpResponse<String> post(String address, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static String get(String address) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
