package io.glassline.app.figure;

import io.glassline.figure.Releases;
import io.glassline.log.FiguresVerifier;
import io.glassline.log.PublishedFigures;
import io.glassline.log.ReleaseFile;
import io.glassline.storage.log.LogFiles;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What anyone gets: the releases that are in the log, with their proofs, and the figures that they come to. Safe
/// to call from any thread.
final class PublishedReleases {

    private final Releases releases;
    private final LogFiles log;

    private volatile Optional<LocalDate> published = Optional.empty();
    private Computed computed = new Computed(List.of(), PublishedFigures.of(new TreeMap<>()));

    PublishedReleases(Releases releases, LogFiles log) {
        this.releases = releases;
        this.log = log;
    }

    private record Computed(List<Releases.Line> of, PublishedFigures figures) {}

    /// Each release, the first day first. One whose entry has no place in the log yet comes with the next checkpoint.
    List<Releases.Line> list() {
        var all = releases.list();
        return all.isEmpty() || isPublished(all.getLast().day()) ? all : all.subList(0, all.size() - 1);
    }

    /// What has its place in the log keeps it, so that it is proved once and not for each who asks.
    private boolean isPublished(LocalDate day) {
        if (!published.equals(Optional.of(day)) && proof(day).isPresent()) {
            published = Optional.of(day);
        }
        return published.equals(Optional.of(day));
    }

    byte[] listFile() {
        return list().stream()
                .map(line -> line.day() + "," + line.rows() + "," + line.digest() + "\n")
                .collect(Collectors.joining("", FiguresVerifier.LIST_HEAD + "\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    Optional<byte[]> file(LocalDate day) {
        return releases.file(day);
    }

    /// The `.tlog-proof` file whose `extra` opens the entry of the record, as `verify --figures` reads it.
    Optional<byte[]> proof(LocalDate day) {
        return releases.opened(day)
                .flatMap(opened -> opened.index().flatMap(index -> log.proof(index, Optional.of(extra(opened)))));
    }

    private static byte[] extra(Releases.Opened opened) {
        return "{\"leaf\":%s,\"opening\":{\"salt\":\"%s\",\"sealed\":%s}}"
                .formatted(
                        new String(opened.leaf(), StandardCharsets.UTF_8),
                        Base64.getEncoder().encodeToString(opened.salt()),
                        new String(opened.sealed(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Computed once for each new release.
    synchronized PublishedFigures figures() {
        var listed = list();
        if (!listed.equals(computed.of)) {
            var files = new TreeMap<LocalDate, ReleaseFile>();
            listed.stream()
                    .skip(Math.max(0, listed.size() - 2L * PublishedFigures.DAYS))
                    .forEach(line -> files.put(
                            line.day(),
                            ReleaseFile.parse(releases.file(line.day()).orElseThrow())));
            computed = new Computed(listed, PublishedFigures.of(files));
        }
        return computed.figures;
    }
}
