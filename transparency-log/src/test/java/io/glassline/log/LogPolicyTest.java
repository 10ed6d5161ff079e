package io.glassline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPolicyTest {

    private static final Map<String, VerifierKey> KEYS = Map.of(
            "library", witness("library.example", 1),
            "paper", witness("paper.example", 2),
            "college", witness("college.example", 3),
            "court", witness("court.example", 4));

    private static final String WITNESSES = """
            # whom we trust
            log LOG https://talk.city.example/log

            witness library LIBRARY https://witness.library.example/
            witness paper\tPAPER   http://localhost:7900
            witness college COLLEGE
            witness court COURT
            """;

    @Test
    void namesLogsAndWitnessesWithWhereTheyAreAsked() {
        var policy = policy("quorum none");

        assertThat(policy.logs()).containsExactly(MapLog.SIGNER.verifierKey());
        assertThat(policy.witnesses())
                .extracting(LogPolicy.Witness::name)
                .containsExactly("library", "paper", "college", "court");
        assertThat(policy.witnesses().get(1).submission().orElseThrow()).hasToString("http://localhost:7900");
        assertThat(policy.witnesses().get(2).submission()).isEmpty();
        assertThat(policy.isMetBy(List.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        quorum paper                                                               | paper                 | true
        quorum paper                                                               | library college court | false
        group g any library paper / quorum g                                       | paper                 | true
        group g any library paper / quorum g                                       | court                 | false
        group g all library paper / quorum g                                       | library paper         | true
        group g all library paper / quorum g                                       | library               | false
        group g 2 library paper college / quorum g                                 | library college       | true
        group g 2 library paper college / quorum g                                 | library court         | false
        group press any paper / group g 2 press library college / quorum g         | paper college         | true
        group press all paper court / group g 2 press library college / quorum g   | paper college         | false
        group press all paper court / group g 2 press library college / quorum g   | paper court college   | true
        group g 2 library paper college / quorum g                                 |                       | false
        """)
    void isMetByThoseWhoHaveSigned(String lines, String signed, boolean met) {
        var policy = policy(lines);
        var keys = signed == null
                ? List.<VerifierKey>of()
                : Arrays.stream(signed.split(" ")).map(KEYS::get).toList();

        assertThat(policy.isMetBy(keys)).isEqualTo(met);

        var signers = keys.stream()
                .map(key -> new SignedNote.Signer(key, Optional.of(Instant.EPOCH)))
                .toList();
        assertThat(policy.unmetBy(signers).isEmpty()).isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        quorum                                        | line 8: this line is written as: quorum NAME
        quorum nobody                                 | line 8: "nobody" is no witness and no group
        quorum paper / quorum paper                   | line 9: there is a quorum already
        group g any paper                             | a policy has a line "quorum NAME"
        group g 3 library paper / quorum g            | line 8: 3 of 2 members cannot be needed
        group g 0 library paper / quorum g            | line 8: 0 of 2 members cannot be needed
        group g 02 library paper / quorum g           | line 8: how many of a group are needed is not a plain
        group g any later / group later any paper     | line 8: "later" is no witness and no group that stands above
        group g any g / quorum g                      | line 8: "g" is no witness and no group that stands above
        group g any paper paper / quorum g            | line 8: "paper" is a member twice
        group g any paper / group h any paper         | line 9: "paper" is a member twice
        group paper any library / quorum paper        | line 8: the name "paper" is taken
        group none any library / quorum none          | line 8: the name "none" is taken
        witness other PAPER / quorum none             | line 8: the key paper.example+
        witness other LOG / quorum none               | line 8: a witness signs with a key of another type
        log PAPER / quorum none                       | line 8: a log signs with a key of another type
        witness other nonsense / quorum none          | line 8: a verifier key is NAME+ID+KEY
        witness other LOG ftp://there.example         | line 8: a witness signs with a key of another type
        wittness library LIBRARY                      | line 8: "wittness" is none of log, witness, group and quorum
        """)
    void aMistakeIsToldWithItsLine(String lines, String because) {
        assertThatThrownBy(() -> policy(lines)).isInstanceOf(Malformed.class).hasMessageContaining(because);
    }

    private static LogPolicy policy(String lines) {
        var text = WITNESSES + lines.replace(" / ", "\n") + "\n";
        text = text.replaceAll("\\bLOG\\b", MapLog.SIGNER.verifierKey().toString());
        for (var key : KEYS.entrySet()) {
            text = text.replaceAll(
                    "\\b" + key.getKey().toUpperCase(Locale.ROOT) + "\\b",
                    key.getValue().toString());
        }
        return LogPolicy.parse(text);
    }

    private static VerifierKey witness(String name, int seed) {
        var bytes = new byte[LogSigner.SEED_BYTES];
        bytes[0] = (byte) seed;
        return new Cosigner(name, bytes).verifierKey();
    }
}
