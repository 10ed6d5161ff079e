package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A folder with one message, whose entry is that of [MessageProofTest].
class GivenRecordsTest {

    private static final String PROOF = "proofs/0001-002.tlog-proof";

    private static final String WORDS = """
            {"at":"2026-03-02T12:00:00Z","by":"bot","channel":"sms","decision":"released","proof":"%s","proves":"words",\
            "recorded":"2026-03-02T12:00:00.987Z","text":"Trash is collected on Tuesday"}""".formatted(PROOF);

    private static final String ENTRY = """
            {"at":"2026-03-02T12:00:00Z","by":"bot","channel":"sms","decision":"redacted","proof":"%s","proves":"entry",\
            "recorded":"","text":"Trash [redacted: 12]"}""".formatted(PROOF);

    private static final String NOTHING =
            "{\"by\":\"citizen\",\"decision\":\"withheld\",\"proof\":\"\",\"proves\":\"\",\"text\":\"\"}";

    @TempDir
    private Path folder;

    @BeforeEach
    void aFolder() throws IOException {
        Files.createDirectories(folder.resolve("proofs"));
    }

    private void given(String extra, String... rows) throws IOException {
        Files.write(folder.resolve(PROOF), MessageProofTest.file(extra));
        Files.writeString(folder.resolve("index.json"), "[\n" + String.join(",\n", rows) + "\n]\n");
        sums();
    }

    private void sums() throws IOException {
        var lines = new StringBuilder();
        for (var path : List.of(PROOF, "index.json")) {
            lines.append(sha256(Files.readAllBytes(folder.resolve(path))))
                    .append("  ")
                    .append(path)
                    .append('\n');
        }
        Files.writeString(folder.resolve("SHA256SUMS"), lines.toString());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private GivenRecords.Found found() throws IOException {
        return GivenRecords.verify(folder, MessageProofTest.LOG.verifierKey(), Optional.empty());
    }

    @Test
    void aFolderHoldsAndTellsHowMuchIsProved() throws IOException {
        given(MessageProofTest.EXTRA, WORDS, NOTHING);
        assertThat(found()).isEqualTo(new GivenRecords.Found(2, 1, 0, 1, List.of()));
        given("{\"leaf\":" + MessageProofTest.LEAF + "}", ENTRY, NOTHING);
        assertThat(found()).isEqualTo(new GivenRecords.Found(2, 0, 1, 1, List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on Tuesday"        | on Monday"          | the words in the log are not those of the row
            00.987Z            | 00.988Z             | it was recorded at another time
            "by":"bot"         | "by":"agent"        | somebody else wrote it
            released           | withheld            | opens words that are not released
            :"words"           | :"entry"            | opens words, and the row says that it does not
            "proves":"words"   | "proves":""         | a proof and what it proves go together
            0001-002           | 0001-003            | is not there
            "at"               | "zz"                | the row
            """)
    void aRowThatSaysOtherwiseThanTheLogIsAFault(String was, String is, String because) throws IOException {
        assertThat(WORDS).contains(was);
        given(MessageProofTest.EXTRA, WORDS.replace(was, is));
        assertThat(found().faults()).anySatisfy(fault -> assertThat(fault).contains(because));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "channel":"sms"    | "channel":"email"   | the entry is of another channel
            "by":"bot"         | "by":"citizen"      | the entry is of another kind
            :"entry"           | :"words"            | opens no words
            """)
    void anEntryThatIsNotTheRowsIsAFault(String was, String is, String because) throws IOException {
        given("{\"leaf\":" + MessageProofTest.LEAF + "}", ENTRY.replace(was, is));
        assertThat(found().faults()).anySatisfy(fault -> assertThat(fault).contains(because));
    }

    @Test
    void twoRowsDoNotLeanOnOneEntry() throws IOException {
        given(MessageProofTest.EXTRA, WORDS, WORDS);
        assertThat(found().faults()).singleElement().asString().contains("is another row's");
        var again = "proofs/again.tlog-proof";
        given(MessageProofTest.EXTRA, WORDS, WORDS.replace(PROOF, again));
        Files.copy(folder.resolve(PROOF), folder.resolve(again));
        Files.writeString(
                folder.resolve("SHA256SUMS"),
                Files.readString(folder.resolve("SHA256SUMS")) + sha256(Files.readAllBytes(folder.resolve(again)))
                        + "  " + again + "\n");
        assertThat(found().faults()).singleElement().asString().contains("another row has the same entry");
    }

    @Test
    void aFileThatWasChangedAddedOrTakenAwayIsAFault() throws IOException {
        given(MessageProofTest.EXTRA, WORDS);
        Files.writeString(folder.resolve("more.html"), "more");
        assertThat(found().faults()).containsExactly("more.html is not listed in SHA256SUMS");
        Files.delete(folder.resolve("more.html"));
        Files.writeString(folder.resolve("index.json"), "[\n" + WORDS + " \n]\n");
        assertThat(found().faults()).containsExactly("index.json is not the file that is listed in SHA256SUMS");
        Files.delete(folder.resolve("index.json"));
        assertThat(found().faults()).containsExactly("index.json is listed in SHA256SUMS and is not there");
    }

    @Test
    void theCommandTellsBothAndAnotherKeyProvesNothing() throws IOException {
        given(MessageProofTest.EXTRA, WORDS);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var key = MessageProofTest.LOG.verifierKey().toString();
        assertThat(command(out, err, "records", folder.toString(), "--vkey", key))
                .isEqualTo(VerifyCommand.HOLDS);
        assertThat(out.toString(UTF_8)).contains("holds.", "words       1 messages");
        var other = new LogSigner("audit.city.example/log1", new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                    28, 29, 30, 31, 32
                })
                .verifierKey()
                .toString();
        assertThat(command(out, err, "records", folder.toString(), "--vkey", other))
                .isEqualTo(VerifyCommand.BROKEN);
        assertThat(err.toString(UTF_8)).contains("does not hold.", PROOF);
        assertThat(command(out, err, "records", folder.toString())).isEqualTo(VerifyCommand.USAGE);
        assertThat(command(out, err, "records", folder.resolve("none").toString(), "--vkey", key))
                .isEqualTo(VerifyCommand.USAGE);
    }

    private static int command(ByteArrayOutputStream out, ByteArrayOutputStream err, String... args) {
        return VerifyCommand.run(List.of(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
