package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.log.LogSource.Fetched;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiguresVerifierTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-11-20");
    private static final String BOT = "ended,any,sms,waste,en,first,bot,1m,not-asked,none,answered\n";
    private static final String REACHED = "ended,any,sms,waste,en,first,person,1h,reached,15m,resolved\n";
    private static final String WAITS = "waiting,any,sms,waste,en,first,nobody,none,waiting,4h,open\n";

    private final Map<String, byte[]> files = new HashMap<>();

    @BeforeEach
    void publish() {
        publish(List.of(
                ReleaseFile.head() + "\n" + BOT.repeat(6) + REACHED.repeat(2) + WAITS.repeat(5),
                ReleaseFile.head() + "\n",
                ReleaseFile.head() + "\n" + BOT.repeat(3) + REACHED.repeat(3) + WAITS.repeat(9)));
    }

    @Test
    void whatIsPublishedHolds() {
        var found = verify();

        assertThat(found.faults()).isEmpty();
        assertThat(found.releases()).isEqualTo(3);
        assertThat(found.conversations()).isEqualTo(28);
        assertThat(new String(files.get("published.csv"), UTF_8))
                .contains("now,all,all,conversations,14\n")
                .contains("now,all,all,answered_by_bot,9\n")
                .contains("now,all,all,answered_by_person,5\n")
                .contains("now,all,all,first_answer_half_within,1m\n")
                .contains("now,all,all,first_answer_nine_in_ten_within,1h\n")
                .contains("now,all,all,person_waiting,9\n")
                .as("five of fourteen were reached: half is not told, and never 15 minutes")
                .contains("now,all,all,person_half_within,none\n");
    }

    @Test
    void aChangedReleaseIsRefused() {
        files.put("releases/2026-11-20.csv", (ReleaseFile.head() + "\n" + BOT.repeat(13)).getBytes(UTF_8));

        assertThat(verify().faults())
                .singleElement()
                .asString()
                .contains("2026-11-20")
                .contains("was changed");
    }

    @Test
    void aChangedReleaseWithItsDigestIsRefusedByTheLog() {
        var better = (ReleaseFile.head() + "\n" + BOT.repeat(13)).getBytes(UTF_8);
        var list = new String(files.get("releases"), UTF_8)
                .replace(sha256(files.get("releases/2026-11-20.csv")), sha256(better));
        files.put("releases/2026-11-20.csv", better);
        files.put("releases", list.getBytes(UTF_8));

        assertThat(verify().faults()).singleElement().asString().contains("entry is of another file");
    }

    @Test
    void aDayThatIsLeftOutIsMissed() {
        files.put(
                "releases",
                new String(files.get("releases"), UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("2026-11-21"))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining())
                        .getBytes(UTF_8));

        assertThat(verify().faults())
                .singleElement()
                .asString()
                .contains("no release between 2026-11-20 and 2026-11-22");
    }

    @Test
    void aFigureThatFlattersIsRefused() {
        files.put(
                "published.csv",
                new String(files.get("published.csv"), UTF_8)
                        .replace("answered_by_bot,9", "answered_by_bot,10")
                        .getBytes(UTF_8));

        assertThat(verify().faults()).singleElement().asString().contains("not those that the releases come to");
    }

    @Test
    void aReleaseThatSinglesSomebodyOutIsRefused() {
        publish(List.of(ReleaseFile.head() + "\n" + BOT.repeat(6) + BOT.replace(",en,", ",vi,")));

        assertThat(verify().faults()).singleElement().asString().contains("only 1 rows are any,sms,waste,vi");
    }

    private FiguresVerifier.Found verify() {
        LogSource source = (path, _) -> Optional.ofNullable(files.get(path))
                .<Fetched>map(Fetched.Found::new)
                .orElseGet(() -> new Fetched.Missing(path + " is not there"));
        return new FiguresVerifier(source, MapLog.SIGNER.verifierKey()).verify();
    }

    /// All that a city serves of these releases.
    private void publish(List<String> releases) {
        var salt = Base64.getEncoder().encodeToString(new byte[32]);
        var sealed = new ArrayList<String>();
        var leaves = new ArrayList<byte[]>();
        var list = new StringBuilder(FiguresVerifier.LIST_HEAD + "\n");
        var parsed = new TreeMap<LocalDate, ReleaseFile>();
        for (var n = 0; n < releases.size(); n++) {
            var csv = releases.get(n).getBytes(UTF_8);
            var day = FIRST.plusDays(n);
            var rows = releases.get(n).lines().count() - 1;
            sealed.add("""
                    {"at":"2026-11-28T00:10:00Z","day":"%s","digest":"%s","kind":"figures.released","rows":%d}\
                    """.formatted(day, sha256(csv), rows));
            leaves.add("{\"c\":\"%s\",\"hour\":\"2026-11-28T00Z\",\"kind\":\"system\",\"v\":2}"
                    .formatted(commitment(sealed.getLast()))
                    .getBytes(UTF_8));
            list.append(day)
                    .append(',')
                    .append(rows)
                    .append(',')
                    .append(sha256(csv))
                    .append('\n');
            files.put("releases/" + day + ".csv", csv);
            try {
                parsed.put(day, ReleaseFile.parse(csv));
            } catch (IllegalArgumentException e) {
                // what is refused is computed with by nobody
            }
        }
        files.put("releases", list.toString().getBytes(UTF_8));
        var tree = new MapLog(leaves);
        var note = SignedNote.parse(tree.files.get("checkpoint"));
        IntStream.range(0, leaves.size()).forEach(n -> {
            var extra = "{\"leaf\":%s,\"opening\":{\"salt\":\"%s\",\"sealed\":%s}}"
                    .formatted(new String(leaves.get(n), UTF_8), salt, sealed.get(n));
            var path = SlowTree.path(n, leaves.stream().map(Hash::ofLeaf).toList());
            files.put(
                    "releases/" + FIRST.plusDays(n) + ".tlog-proof",
                    new TlogProof(Optional.of(extra.getBytes(UTF_8)), n, path, note).bytes());
        });
        var figures = PublishedFigures.of(parsed);
        files.put("published.csv", figures.csv());
        files.put("published.json", figures.json());
    }

    private static String commitment(String sealed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
            mac.update((byte) 2);
            return Base64.getEncoder().encodeToString(mac.doFinal(sealed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Hash.sha256().digest(bytes));
    }
}
