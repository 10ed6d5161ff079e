package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.log.SignedNote.Opening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /// From https://c2sp.org/signed-note.
    private static final VerifierKey FOO =
            VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

    private static final String EXAMPLE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final LogSigner log = new LogSigner("audit.city.example/log1", seed(1));
    private final Cosigner witness = new Cosigner("witness.example", seed(2));
    private final Checkpoint checkpoint = new Checkpoint(log.origin(), 3, Hash.ofLeaf("anything".getBytes(UTF_8)));
    private final SignedNote signed = log.sign(checkpoint);

    @Test
    void opensTheExampleOfTheSpecification() {
        var note = SignedNote.parse(EXAMPLE.getBytes(UTF_8));

        assertThat(note.open(List.of(FOO)))
                .isEqualTo(new Opening.Opened(
                        "This is an example message.\n", List.of(new SignedNote.Signer(FOO, Optional.empty()))));
        assertThat(note.bytes()).asString(UTF_8).isEqualTo(EXAMPLE);
        assertThat(FOO).hasToString("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # RFC 8032 §7.1: seed | public key
              9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60 | d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
              4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb | 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c
              c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7 | fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025
            """)
    void theSeedGivesTheKey(String seed, String key) {
        var signer = new LogSigner("audit.city.example/log1", HexFormat.of().parseHex(seed));

        assertThat(HexFormat.of().formatHex(signer.verifierKey().key())).isEqualTo(key);
        assertThat(VerifierKey.parse(signer.verifierKey().toString())).isEqualTo(signer.verifierKey());
        assertThat(signer).asString().doesNotContain(seed);
    }

    @Test
    void signsAsRfc8032Does() {
        var pair = Ed25519.keyPair(
                HexFormat.of().parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));

        assertThat(HexFormat.of().formatHex(Ed25519.sign(pair.getPrivate(), new byte[] {0x72})))
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }

    @Test
    void signsTheSameThingTheSameWay() {
        assertThat(log.sign(checkpoint).bytes()).isEqualTo(signed.bytes());
        assertThat(Checkpoint.open(SignedNote.parse(signed.bytes()), log.verifierKey(), List.of()))
                .isEqualTo(new Checkpoint.Opening.Opened(
                        checkpoint, List.of(new SignedNote.Signer(log.verifierKey(), Optional.empty()))));
        assertThatThrownBy(() -> log.sign(new Checkpoint("another", 0, Hash.EMPTY_TREE)))
                .hasMessage("the key of audit.city.example/log1 does not sign a checkpoint of another");
        assertThatThrownBy(() -> new LogSigner("origin", new byte[31]))
                .hasMessage("an Ed25519 seed has 32 bytes, not 31");
    }

    record Signed(String what, String opening) {}

    static final List<Signed> SIGNED = List.of(
            new Signed("log", "log"),
            new Signed("log log", "log"),
            new Signed("log witness", "log witness"),
            new Signed("witness log", "witness log"),
            new Signed("log stranger", "log"),
            new Signed("stranger log", "log"),
            new Signed("log log-name-only", "log"),
            new Signed("log log-id-only", "log"),
            new Signed("log-name-only", "no signature"),
            new Signed("log-id-only", "no signature"),
            new Signed("stranger", "no signature"),
            new Signed("log-wrong", "signature by audit.city.example/log1 does not verify"),
            new Signed("log log-wrong", "signature by audit.city.example/log1 does not verify"),
            new Signed("log-wrong log", "signature by audit.city.example/log1 does not verify"),
            new Signed("log log-short", "signature by audit.city.example/log1 does not verify"),
            new Signed("log witness-later", "signature by witness.example does not verify"),
            new Signed("log witness-short", "signature by witness.example does not verify"),
            new Signed("log witness-before-1970", "signature by witness.example does not verify"));

    @ParameterizedTest
    @FieldSource("SIGNED")
    void unknownLinesArePassedOverAndAKnownWrongOneSpoilsIt(Signed by) {
        var lines = new ArrayList<SignedNote.Signature>();
        for (var who : by.what.split(" ")) {
            lines.add(line(who));
        }
        var opening = new SignedNote(checkpoint.text(), lines).open(List.of(log.verifierKey(), witness.verifierKey()));

        switch (opening) {
            case Opening.Opened(var text, var signers) -> {
                assertThat(text).isEqualTo(checkpoint.text());
                assertThat(String.join(" ", signers.stream().map(this::who).toList()))
                        .isEqualTo(by.opening);
            }
            case Opening.Refused(var because) -> assertThat(because).startsWith(by.opening);
        }
    }

    private SignedNote.Signature line(String who) {
        var own = signed.signatures().getFirst();
        var cosigned = witness.cosign(checkpoint, NOW);
        var wrong = own.blob().clone();
        wrong[40] ^= 1;
        var later = cosigned.blob().clone();
        later[7] ^= 1;
        var early = cosigned.blob().clone();
        early[0] ^= (byte) 0x80;
        return switch (who) {
            case "log" -> own;
            case "witness" -> cosigned;
            case "stranger" ->
                new LogSigner("stranger", seed(3))
                        .sign(new Checkpoint("stranger", 0, Hash.EMPTY_TREE))
                        .signatures()
                        .getFirst();
            case "log-name-only" -> new SignedNote.Signature(own.name(), own.keyId() + 1, own.blob());
            case "log-id-only" -> new SignedNote.Signature("stranger", own.keyId(), own.blob());
            case "log-wrong" -> new SignedNote.Signature(own.name(), own.keyId(), wrong);
            case "log-short" -> new SignedNote.Signature(own.name(), own.keyId(), new byte[] {1});
            case "witness-later" -> new SignedNote.Signature(cosigned.name(), cosigned.keyId(), later);
            case "witness-short" -> new SignedNote.Signature(cosigned.name(), cosigned.keyId(), new byte[7]);
            case "witness-before-1970" -> new SignedNote.Signature(cosigned.name(), cosigned.keyId(), early);
            default -> throw new AssertionError(who);
        };
    }

    private String who(SignedNote.Signer signer) {
        assertThat(signer.at())
                .isEqualTo(signer.key().equals(witness.verifierKey()) ? Optional.of(NOW) : Optional.empty());
        return signer.key().equals(log.verifierKey()) ? "log" : "witness";
    }

    @Test
    void aCheckpointThatOnlyAWitnessSignedIsNotTheLogs() {
        var note = new SignedNote(checkpoint.text(), List.of(witness.cosign(checkpoint, NOW)));

        assertThat(Checkpoint.open(note, log.verifierKey(), List.of(witness.verifierKey())))
                .isEqualTo(new Checkpoint.Opening.Refused("no signature by " + log.verifierKey()));
    }

    @Test
    void aCheckpointOfAnotherOriginIsNotTheLogs() {
        var other = new Checkpoint("elsewhere", 0, Hash.EMPTY_TREE).text();
        var pair = Ed25519.keyPair(seed(1));
        var line = new SignedNote.Signature(
                log.origin(), log.verifierKey().id(), Ed25519.sign(pair.getPrivate(), other.getBytes(UTF_8)));

        assertThat(Checkpoint.open(new SignedNote(other, List.of(line)), log.verifierKey(), List.of()))
                .isEqualTo(new Checkpoint.Opening.Refused(
                        "origin is \"elsewhere\", and the key is that of \"audit.city.example/log1\""));
    }

    record Spoilt(String note, String message) {}

    static final List<Spoilt> SPOILT = List.of(
            new Spoilt("", "a note has an empty line between its text and its signatures; there is none"),
            new Spoilt("text\n", "a note has an empty line between its text and its signatures; there is none"),
            new Spoilt("text\n\n", "the last signature line does not end with a newline"),
            new Spoilt("text\n\n\n", "the last signature line does not end with a newline"),
            new Spoilt("text\n\n— a AAAAAAE=", "the last signature line does not end with a newline"),
            new Spoilt("text\n\n- a AAAAAAE=\n", "a signature line is"),
            new Spoilt("text\n\n—a AAAAAAE=\n", "a signature line is"),
            new Spoilt("text\n\n— AAAAAAE=\n", "a signature line is"),
            new Spoilt("text\n\n—  AAAAAAE=\n", "a key name is not empty"),
            new Spoilt("text\n\n— a  AAAAAAE=\n", "not base64"),
            new Spoilt("text\n\n— a+b AAAAAAE=\n", "a key name is not empty"),
            new Spoilt("text\n\n— a\u00a0b AAAAAAE=\n", "a key name is not empty"),
            new Spoilt("text\n\n— a\u0085b AAAAAAE=\n", "a key name is not empty"),
            new Spoilt("text\n\n— a\u3000b AAAAAAE=\n", "a key name is not empty"),
            new Spoilt("text\n\n— a AAAAAAE\n", "base64 in another than its canonical form"),
            new Spoilt("text\n\n— a AAAAAAF=\n", "base64 in another than its canonical form"),
            new Spoilt("text\n\n— a AAAA_AE=\n", "not base64"),
            new Spoilt("text\n\n— a AAAAAA==\n", "a signature has a key ID of 4 bytes and more; this one has 4"),
            new Spoilt("text\n\n— a AAAAAAE=\r\n", "not base64"),
            new Spoilt("te\txt\n\n— a AAAAAAE=\n", "control character 0x09 in a note, at character 2"),
            new Spoilt("te\rxt\n\n— a AAAAAAE=\n", "control character 0x0d in a note, at character 2"),
            new Spoilt("text\n\n" + "— a AAAAAAE=\n".repeat(101), "a note has at most 100 signatures"));

    @ParameterizedTest
    @FieldSource("SPOILT")
    void refusesWhatIsNotANote(Spoilt spoilt) {
        assertThatThrownBy(() -> SignedNote.parse(spoilt.note.getBytes(UTF_8)))
                .isInstanceOf(Malformed.class)
                .hasMessageStartingWith(spoilt.message);
    }

    @Test
    void refusesWhatIsNotUtf8AndWhatIsTooLong() {
        var bytes = EXAMPLE.getBytes(UTF_8);
        bytes[5] = (byte) 0xff;
        assertThatThrownBy(() -> SignedNote.parse(bytes)).hasMessage("not UTF-8 at byte 5");
        assertThatThrownBy(() -> SignedNote.parse(new byte[1_000_001])).hasMessageContaining("1,000,001 bytes");
    }

    @Test
    void theTextMayHoldEmptyLines() {
        var text = "one\n\n— a AAAAAAE=\n\n\nthree\n";
        var note = SignedNote.parse((text + "\n— a AAAAAAE=\n").getBytes(UTF_8));

        assertThat(note.text()).isEqualTo(text);
        assertThat(note.signatures()).hasSize(1);
    }

    @Test
    void bytesOfBase64MayBePlus() {
        for (var i = 0; i < 200; i++) {
            var key = new LogSigner("log", seed(i)).verifierKey();
            assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k=",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
                "example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+",
                " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n"
            })
    void refusesWhatIsNotAKey(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n9223372036854775807\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log with spaces\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\nand more\n"
            })
    void aCheckpointPrintsBackTheSame(String text) {
        assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "log\n",
                "log\n1\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n1 \n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n0x1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nmore\n"
            })
    void refusesWhatIsNotACheckpoint(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(Malformed.class);
    }

    private static byte[] seed(int number) {
        var seed = new byte[32];
        seed[0] = (byte) number;
        return seed;
    }
}
