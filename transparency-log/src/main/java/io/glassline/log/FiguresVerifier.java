package io.glassline.log;

import io.glassline.log.LogSource.Fetched;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Verifies the city's public figures from outside: fetches every release, compares its digest with
/// the log's own entry, computes the published figures again, and compares them to the last digit.
public final class FiguresVerifier {

    /// The first line of the list of releases.
    public static final String LIST_HEAD = "day,rows,sha256";

    private static final int LIST_BYTES_MAX = 16 * 1024 * 1024;
    private static final int PROOF_BYTES_MAX = 1024 * 1024;
    private static final int FIGURES_BYTES_MAX = 128 * 1024 * 1024;

    private final LogSource figures;
    private final VerifierKey key;
    private final List<Fault> faults = new ArrayList<>();

    /// @param figures where `releases`, `releases/DAY.csv`, `published.csv` and the others are read
    /// @param key the log's
    public FiguresVerifier(LogSource figures, VerifierKey key) {
        this.figures = figures;
        this.key = key;
    }

    /// What came of it. All of it holds where there are no faults.
    ///
    /// @param conversations rows of all releases
    /// @param lines published figures that were computed again; 0 where a fault was found before
    public record Found(int releases, long conversations, int lines, List<Fault> faults) {}

    public Found verify() {
        var counted = new TreeMap<LocalDate, ReleaseFile>(); // the days that figures are of, and no more
        var releases = 0;
        var conversations = 0L;
        var lines = 0;
        try {
            for (var line : list()) {
                try {
                    counted.put(line.day, release(line));
                    counted.headMap(line.day.minusDays(2L * PublishedFigures.DAYS - 1))
                            .clear();
                    releases++;
                    conversations += line.rows;
                } catch (Unread e) {
                    faults.add(e.fault);
                }
            }
            if (faults.isEmpty()) {
                lines = compared(counted);
            }
        } catch (Unread e) {
            faults.add(e.fault);
        }
        return new Found(releases, conversations, lines, List.copyOf(faults));
    }

    private record Listed(LocalDate day, long rows, String digest) {}

    /// The days follow each other: a day that is left out could be the one that looks bad.
    private List<Listed> list() throws Unread {
        var path = "releases";
        try {
            var lines = new ArrayList<>(
                    List.of(StrictText.utf8(fetched(path, LIST_BYTES_MAX)).split("\n", -1)));
            if (!lines.removeLast().isEmpty()
                    || lines.isEmpty()
                    || !lines.removeFirst().equals(LIST_HEAD)) {
                throw new Malformed("the list of releases begins with the line " + LIST_HEAD);
            }
            var listed = new ArrayList<Listed>();
            for (var line : lines) {
                var cells = line.split(",", -1);
                if (cells.length != 3) {
                    throw new Malformed("the list of releases has a line with " + cells.length + " cells");
                }
                var day = LocalDate.parse(cells[0]);
                if (!listed.isEmpty() && !day.equals(listed.getLast().day.plusDays(1))) {
                    throw new Malformed("there is no release between " + listed.getLast().day + " and " + day);
                }
                listed.add(new Listed(day, StrictText.decimal(cells[1], "the number of rows"), cells[2]));
            }
            return listed;
        } catch (Malformed | DateTimeException e) {
            throw new Unread(Fault.Kind.MALFORMED, path, String.valueOf(e.getMessage()));
        }
    }

    private ReleaseFile release(Listed listed) throws Unread {
        var path = "releases/" + listed.day + ".csv";
        var csv = fetched(path, ReleaseFile.BYTES_MAX);
        if (!sha256(csv).equals(listed.digest)) {
            throw new Unread(
                    Fault.Kind.CONTRADICTION,
                    path,
                    "the release of " + listed.day + " is not the file whose digest is listed: it was changed");
        }
        var proof = fetched("releases/" + listed.day + ".tlog-proof", PROOF_BYTES_MAX);
        try {
            ReleaseProof.require(proof, key, listed.day.toString(), listed.digest, listed.rows);
            var file = ReleaseFile.parse(csv);
            if (file.rows().size() != listed.rows) {
                throw new Malformed("it has " + file.rows().size() + " rows, and " + listed.rows + " are listed");
            }
            return file;
        } catch (Malformed e) {
            throw new Unread(Fault.Kind.CONTRADICTION, path, "the release of " + listed.day + ": " + e.getMessage());
        }
    }

    private int compared(SortedMap<LocalDate, ReleaseFile> releases) throws Unread {
        var again = PublishedFigures.of(releases);
        compare("published.csv", again.csv());
        compare("published.json", again.json());
        return again.lines().size();
    }

    private void compare(String path, byte[] again) throws Unread {
        if (!Arrays.equals(fetched(path, FIGURES_BYTES_MAX), again)) {
            throw new Unread(
                    Fault.Kind.CONTRADICTION,
                    path,
                    path + ": the published figures are not those that the releases come to");
        }
    }

    private byte[] fetched(String path, int bytesMax) throws Unread {
        return switch (figures.fetch(path, bytesMax)) {
            case Fetched.Found(var bytes) -> bytes;
            case Fetched.Missing(var because) -> throw new Unread(Fault.Kind.UNAVAILABLE, path, because);
            case Fetched.TooLong(var max) ->
                throw new Unread(Fault.Kind.MALFORMED, path, path + " has more than %,d bytes".formatted(max));
            case Fetched.Failed(var because) -> throw new Unread(Fault.Kind.UNAVAILABLE, path, because);
        };
    }

    private static String sha256(byte[] bytes) {
        MessageDigest digest = Hash.sha256();
        return HexFormat.of().formatHex(digest.digest(bytes));
    }

    private static final class Unread extends Exception {

        private final transient Fault fault;

        Unread(Fault.Kind kind, String path, String what) {
            super(what);
            this.fault = new Fault(kind, path, what);
        }
    }
}
