package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.log.MessageProof.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The entry is the golden one of the kind `message.written`, as the gateway makes it.
class MessageProofTest {

    static final LogSigner LOG = new LogSigner("audit.city.example/log1", new byte[32]);

    static final String LEAF = """
            {"c":"zrEWYxR6riiJ1oY2bvgQeBSuMQ03GHP0KaLrj9ohEq4=","channel":"sms","hour":"2026-03-02T12Z","kind":"out","v":2}""";

    static final String EXTRA = """
            {"leaf":%s,"opening":{"salt":"AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=","sealed":{"account":"city-sms",\
            "at":"2026-03-02T12:00:00.987Z","bot":"words/1/answers/2","content":"text",\
            "conversation":"00000000-0000-0000-0000-000000000002","kind":"message.written",\
            "message":"00000000-0000-0000-0000-000000000003","position":1,"role":"bot",\
            "words":"K9cS/6iAjp1VRLO0ytXOFR2VWhlW/APWUA96/EkL/rY="},"words":{"account":"city-sms","address":"+15550199",\
            "content":"text","message":"00000000-0000-0000-0000-000000000003","text":"Trash is collected on Tuesday"},\
            "wordsSalt":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="}}\
            """.formatted(LEAF);

    static byte[] file(String extra) {
        var leaves = new ArrayList<>(
                AppenderTest.entries(300).stream().map(Hash::ofLeaf).toList());
        leaves.set(137, Hash.ofLeaf(LEAF.getBytes(UTF_8)));
        var rows = new AppenderTest.Rows();
        rows.store(Appender.empty().appendLeaves(leaves).tiles());
        var proofs = new Proofs(300, rows);
        return new TlogProof(
                        Optional.of(extra.getBytes(UTF_8)),
                        137,
                        proofs.inclusion(137).path(),
                        LOG.sign(new Checkpoint(LOG.origin(), 300, proofs.root())))
                .bytes();
    }

    @Test
    void aMessageIsProvedWithWhatIsSaidOfIt() {
        assertThat(MessageProof.verify(file(EXTRA), LOG.verifierKey()))
                .isInstanceOfSatisfying(Outcome.Proved.class, proved -> {
                    assertThat(proved.index()).isEqualTo(137);
                    assertThat(proved.kind()).isEqualTo("message.written");
                    assertThat(proved.by()).contains("bot");
                    assertThat(proved.at()).isEqualTo("2026-03-02T12:00:00.987Z");
                    assertThat(proved.text()).contains("Trash is collected on Tuesday");
                });
    }

    @Test
    void aLeafAloneProvesThatTheEntryIsThereAndOpensNothing() {
        assertThat(MessageProof.verify(file("{\"leaf\":" + LEAF + "}"), LOG.verifierKey()))
                .isInstanceOfSatisfying(Outcome.InLog.class, there -> {
                    assertThat(there.index()).isEqualTo(137);
                    assertThat(there.kind() + " " + there.channel() + " " + there.hour())
                            .isEqualTo("out sms 2026-03-02T12Z");
                });
        assertThat(MessageProof.verify(file("{\"leaf\":" + LEAF.replace("12Z", "13Z") + "}"), LOG.verifierKey()))
                .isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on Tuesday          | on Monday           | the words are not those
            "role":"bot"        | "role":"agent"      | the sealed part is not the one
            2026-03-02T12:00:00 | 2026-03-02T11:00:00 | the sealed part is not the one
            AQEBAQ              | AQEBAg              | the words are not those
            AgICAg              | AgICAQ              | the sealed part is not the one
            2026-03-02T12Z      | 2026-03-02T13Z      | the path does not lead
            "opening"           | "opened"            | there is no "opening"
            "salt"              | "salts"             | there is no text "salt"
            {"leaf"             | { "leaf"            | the file's extra lacks
            """)
    void nothingInItCanBeAnother(String recorded, String changed, String because) {
        var extra = EXTRA.replace(recorded, changed);
        assertThat(extra).isNotEqualTo(EXTRA);
        assertThat(MessageProof.verify(file(extra), LOG.verifierKey()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).startsWith(because));
    }

    @Test
    void anotherLogsKeyProvesNothing() {
        var other = new LogSigner(LOG.origin(), "fedcba9876543210fedcba9876543210".getBytes(UTF_8));
        assertThat(MessageProof.verify(file(EXTRA), other.verifierKey())).isInstanceOf(Outcome.Refused.class);
        assertThat(MessageProof.verify("no proof".getBytes(UTF_8), LOG.verifierKey()))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void theCommandTellsIt(@TempDir Path folder) throws IOException {
        var good =
                Files.write(folder.resolve("message-1.tlog-proof"), file(EXTRA)).toString();
        var bad = Files.write(folder.resolve("bad.tlog-proof"), file(EXTRA.replace("Tuesday", "Monday")))
                .toString();
        var key = LOG.verifierKey().toString();

        assertThat(run("receipt", good, "--vkey", key))
                .startsWith("0 Proved:")
                .contains("Trash is collected on Tuesday");
        assertThat(run("receipt", "--vkey", key, good)).startsWith("0 Proved:");
        assertThat(run("receipt", bad, "--vkey", key)).startsWith("1 Not proved: the words");
        assertThat(run("receipt", good)).startsWith("2 verify:");
        assertThat(run("receipt", good + ".none", "--vkey", key)).startsWith("2 verify: cannot read");
        assertThat(run("receipt", good, "--vkey", "x")).startsWith("2 verify:");
    }

    private static String run(String... args) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, UTF_8);
        return VerifyCommand.run(List.of(args), print, print) + " " + out.toString(UTF_8);
    }
}
