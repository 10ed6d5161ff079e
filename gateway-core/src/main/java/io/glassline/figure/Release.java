package io.glassline.figure;

import io.glassline.figure.ReleaseRow.Marks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The day's figures for everyone: a row for each conversation that ended, and for each that waits for a person at the
/// day's end. It has nobody's words, address or pseudonym.
///
/// Whoever knows when, where, about what and in which language somebody wrote finds at least [#TOGETHER_MIN] rows that
/// fit. Where there are fewer, marks are left out of these rows, one after the other, until there are enough; of a day
/// with fewer conversations than that nothing is told. The lines are sorted, so that their order tells nothing, and the
/// same conversations make the same bytes.
///
/// @param csv UTF-8, lines end with LF; the first is the head
/// @param rows how many conversations it tells of
public record Release(LocalDate day, byte[] csv, int rows) {

    /// At least so many conversations of a day have the same marks.
    public static final int TOGETHER_MIN = 5;

    /// What is left out first costs the figures least.
    private static final List<UnaryOperator<Marks>> COARSER = List.of(
            marks -> new Marks(ReleaseRow.ANY, marks.channel(), marks.topic(), marks.language()),
            marks -> new Marks(ReleaseRow.ANY, marks.channel(), marks.topic(), ReleaseRow.ANY),
            marks -> new Marks(ReleaseRow.ANY, marks.channel(), ReleaseRow.ANY, ReleaseRow.ANY),
            _ -> Marks.NOTHING);

    public static Release of(LocalDate day, Collection<Outcome> outcomes) {
        var rows = together(outcomes.stream().map(ReleaseRow::of).toList());
        var lines = rows.stream().map(ReleaseRow::line).sorted().map(line -> line + "\n");
        var csv = ReleaseRow.HEAD + "\n" + lines.collect(Collectors.joining());
        return new Release(day, csv.getBytes(StandardCharsets.UTF_8), rows.size());
    }

    /// SHA-256 over the file, in lower-case hex.
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(csv));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /// A class that is large enough never loses a row but in the last step, and then it is used up
    /// whole; so each that is left is large enough.
    static List<ReleaseRow> together(List<ReleaseRow> exact) {
        if (exact.size() < TOGETHER_MIN) {
            return List.of();
        }
        var rows = exact;
        for (var coarser : COARSER) {
            rows = coarsened(rows, coarser);
        }
        return withEnoughOf(Marks.NOTHING, rows);
    }

    private static List<ReleaseRow> coarsened(List<ReleaseRow> rows, UnaryOperator<Marks> coarser) {
        var sizes = sizes(rows);
        return rows.stream()
                .map(row ->
                        sizes.getOrDefault(row.marks(), 0L) < TOGETHER_MIN ? row.with(coarser.apply(row.marks())) : row)
                .toList();
    }

    /// The few rows of which nothing is told would be few still: the smallest other class joins them.
    private static List<ReleaseRow> withEnoughOf(Marks nothing, List<ReleaseRow> rows) {
        var sizes = sizes(rows);
        var few = sizes.getOrDefault(nothing, 0L);
        if (few == 0 || few >= TOGETHER_MIN) {
            return rows;
        }
        var joins = sizes.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(nothing))
                .min(Map.Entry.<Marks, Long>comparingByValue()
                        .thenComparing(entry -> entry.getKey().toString(), Comparator.naturalOrder()))
                .orElseThrow()
                .getKey();
        var joined = new ArrayList<ReleaseRow>(rows.size());
        rows.forEach(row -> joined.add(row.marks().equals(joins) ? row.with(nothing) : row));
        return joined;
    }

    private static Map<Marks, Long> sizes(List<ReleaseRow> rows) {
        return rows.stream()
                .map(ReleaseRow::marks)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
