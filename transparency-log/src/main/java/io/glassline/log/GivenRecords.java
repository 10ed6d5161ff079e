package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.log.CanonicalEntry.Reading;
import io.glassline.log.CanonicalEntry.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Checks a folder that a city gave out for a request for public records: every file against the list of digests, and
/// every proof against the row of `index.json` that names it.
///
/// `SHA256SUMS` has a line `digest  path` for each other file. `index.json` is a list with an object of canonical JSON
/// on each line.
public final class GivenRecords {

    static final String SUMS = "SHA256SUMS";
    static final String INDEX = "index.json";

    /// More faults than anybody reads.
    private static final int FAULTS_MAX = 20;

    /// More than the rows of a request, and less than memory.
    private static final long INDEX_MAX_BYTES = 512L << 20;

    private final Path folder;
    private final VerifierKey log;
    private final Optional<LogPolicy> policy;
    private final List<String> faults = new ArrayList<>();
    private final Set<Long> entries = new HashSet<>();
    private Set<String> there = Set.of();
    private int words;
    private int onlyEntries;
    private int unproved;

    private GivenRecords(Path folder, VerifierKey log, Optional<LogPolicy> policy) {
        this.folder = folder;
        this.log = log;
        this.policy = policy;
    }

    /// What came of checking.
    ///
    /// @param words messages whose words are proved
    /// @param entries messages of which only the entry is
    /// @param unproved pieces that nothing is proved of
    /// @param faults each in a sentence; none where all holds
    public record Found(int files, int words, int entries, int unproved, List<String> faults) {

        public Found {
            faults = List.copyOf(faults);
        }
    }

    /// @throws IOException where the folder cannot be read
    public static Found verify(Path folder, VerifierKey log, Optional<LogPolicy> policy) throws IOException {
        var records = new GivenRecords(folder, log, policy);
        var files = records.files();
        if (records.faults.isEmpty()) {
            records.rows();
        }
        return new Found(
                files,
                records.words,
                records.onlyEntries,
                records.unproved,
                records.faults.stream().limit(FAULTS_MAX).toList());
    }

    private int files() throws IOException {
        var listed = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(folder.resolve(SUMS), UTF_8)) {
            var parts = line.split("  ", 2);
            if (parts.length < 2 || !parts[0].matches("[0-9a-f]{64}") || listed.put(parts[1], parts[0]) != null) {
                faults.add(SUMS + ": this line names no file, or one twice: " + StrictText.shortened(line));
            }
        }
        there = walked();
        there.stream()
                .filter(path -> !listed.containsKey(path))
                .forEach(path -> faults.add(path + " is not listed in " + SUMS));
        for (var file : listed.entrySet()) {
            if (!there.contains(file.getKey())) {
                faults.add(file.getKey() + " is listed in " + SUMS + " and is not there");
            } else if (!digest(folder.resolve(file.getKey())).equals(file.getValue())) {
                faults.add(file.getKey() + " is not the file that is listed in " + SUMS);
            }
        }
        return listed.size();
    }

    private Set<String> walked() throws IOException {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.equals(SUMS))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String digest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var sha256 = Hash.sha256();
            var buffer = new byte[1 << 16];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha256.digest());
        }
    }

    private void rows() throws IOException {
        if (Files.size(folder.resolve(INDEX)) > INDEX_MAX_BYTES) {
            throw new IOException(INDEX + ", which is too large");
        }
        var number = 0;
        var proofs = new HashSet<String>();
        for (var line : Files.readAllLines(folder.resolve(INDEX), UTF_8)) {
            number++;
            if (line.equals("[") || line.equals("]")) {
                continue;
            }
            var row = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
            try {
                row(row(row), proofs);
            } catch (Malformed e) {
                faults.add("%s, line %,d: %s".formatted(INDEX, number, e.getMessage()));
            }
        }
        there.stream()
                .filter(path -> path.endsWith(".tlog-proof") && !proofs.contains(path))
                .forEach(path -> faults.add(path + " belongs to no row of " + INDEX));
    }

    private static Map<String, Value> row(String json) {
        return switch (CanonicalEntry.read(json.getBytes(UTF_8))) {
            case Reading.Canonical(var fields) -> fields;
            case Reading.Not(var because, var at) -> throw new Malformed("the row " + because + ", at byte " + at);
        };
    }

    private void row(Map<String, Value> row, Set<String> proofs) throws IOException {
        var path = MessageProof.text("proof", row);
        var proves = MessageProof.text("proves", row);
        if (path.isEmpty() || proves.isEmpty()) {
            if (!path.isEmpty() || !proves.isEmpty()) {
                throw new Malformed("a proof and what it proves go together");
            }
            unproved++;
            return;
        }
        if (!there.contains(path) || !proofs.add(path)) {
            throw new Malformed("the proof " + StrictText.shortened(path) + " is not there, or is another row's");
        }
        switch (MessageProof.verify(Files.readAllBytes(folder.resolve(path)), log, policy)) {
            case MessageProof.Outcome.Refused(var because) -> throw new Malformed(path + ": " + because);
            case MessageProof.Outcome.Proved proved -> {
                require(proves.equals("words"), path + " opens words, and the row says that it does not");
                require(
                        MessageProof.text("decision", row).equals("released"),
                        path + " opens words that are not released");
                require(
                        proved.text().equals(Optional.of(MessageProof.text("text", row))),
                        path + ": the words in the log are not those of the row");
                require(
                        proved.at().equals(MessageProof.text("recorded", row)),
                        path + ": it was recorded at another time");
                require(
                        proved.by().orElse("citizen").equals(MessageProof.text("by", row)),
                        path + ": somebody else wrote it");
                once(proved.index(), path);
                words++;
            }
            case MessageProof.Outcome.InLog(var index, var _, var kind, var channel, var _) -> {
                require(proves.equals("entry"), path + " opens no words, and the row says that it does");
                require(channel.equals(MessageProof.text("channel", row)), path + ": the entry is of another channel");
                require(
                        kind.equals(MessageProof.text("by", row).equals("citizen") ? "in" : "out"),
                        path + ": the entry is of another kind");
                once(index, path);
                onlyEntries++;
            }
        }
    }

    private void once(long index, String path) {
        require(entries.add(index), path + ": another row has the same entry");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Malformed(otherwise);
        }
    }
}
