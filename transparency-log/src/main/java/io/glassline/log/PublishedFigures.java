package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.log.ReleaseFile.Column;
import io.glassline.log.ReleaseFile.Row;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The city's public figures, computed from releases and from nothing else: those of the last
/// [#DAYS] days, and those of as many before, to compare. Whole numbers and classes of time only,
/// so that whoever computes them again gets the same bytes.
///
/// @param lines in the order in which they are published
public record PublishedFigures(List<Line> lines) {

    /// Four weeks, so that each weekday counts as often.
    public static final int DAYS = 28;

    private static final List<Column> BY = List.of(Column.CHANNEL, Column.TOPIC, Column.LANGUAGE);

    /// One figure.
    ///
    /// @param period `now` or `before`
    /// @param by `all`, `day`, or a column's word
    /// @param value of it; `all` of `all`
    /// @param number a whole number, or a class of time; `none` where it cannot be told
    public record Line(String period, String by, String value, String figure, String number) {

        String csv() {
            return String.join(",", period, by, value, figure, number);
        }
    }

    /// @param releases all there are, by their days
    public static PublishedFigures of(SortedMap<LocalDate, ReleaseFile> releases) {
        if (releases.isEmpty()) {
            return new PublishedFigures(List.of());
        }
        var until = releases.lastKey().plusDays(1);
        var now = releases.tailMap(until.minusDays(DAYS));
        var before = releases.subMap(until.minusDays(2L * DAYS), until.minusDays(DAYS));
        return new PublishedFigures(
                Stream.concat(period("now", now), period("before", before)).toList());
    }

    private static Stream<Line> period(String name, SortedMap<LocalDate, ReleaseFile> releases) {
        var rows = rows(releases);
        var lines = new ArrayList<Line>();
        add(lines, name, "all", "all", rows);
        for (var column : BY) {
            rows.stream()
                    .collect(Collectors.groupingBy(row -> row.at(column), TreeMap::new, Collectors.toList()))
                    .forEach((value, some) -> add(lines, name, column.word(), value, some));
        }
        releases.forEach((day, file) -> add(lines, name, "day", day.toString(), file.rows()));
        return lines.stream();
    }

    /// What ended in the period, and what waits at its end: who waited at the end of an earlier day
    /// either still does or has ended since.
    private static List<Row> rows(SortedMap<LocalDate, ReleaseFile> releases) {
        var rows = new ArrayList<Row>();
        releases.forEach((day, file) -> file.rows().stream()
                .filter(row -> row.is(Column.STATE, "ended") || day.equals(releases.lastKey()))
                .forEach(rows::add));
        return rows;
    }

    private static void add(List<Line> lines, String period, String by, String value, Collection<Row> rows) {
        var ended = rows.stream().filter(row -> row.is(Column.STATE, "ended")).toList();
        var to = new Adding(lines, period, by, value);
        to.add("conversations", ended.size());
        for (var answerer : List.of("bot", "person", "nobody")) {
            to.add("answered_by_" + answerer, count(ended, row -> row.is(Column.ANSWERED_BY, answerer)));
        }
        to.add(
                "answered_at_first_contact",
                count(ended, row -> row.is(Column.CONTACT, "first") && !row.is(Column.ANSWERED_BY, "nobody")));
        to.add("came_again", count(ended, row -> row.is(Column.CONTACT, "again")));
        to.add("reopened", count(ended, row -> row.is(Column.CONTACT, "reopened")));
        to.add("resolved", count(ended, row -> row.at(Column.RESOLUTION).matches("resolved|referred|answered")));
        to.add("abandoned", count(ended, row -> row.is(Column.RESOLUTION, "abandoned")));
        to.add("first_answer_half_within", firstAnswer(ended, 1, 2));
        to.add("first_answer_nine_in_ten_within", firstAnswer(ended, 9, 10));
        to.add("person_asked", count(rows, row -> !row.is(Column.PERSON, "not-asked")));
        to.add("person_reached", count(rows, row -> row.is(Column.PERSON, "reached")));
        to.add("person_waiting", count(rows, row -> row.is(Column.PERSON, "waiting")));
        to.add("person_half_within", personWait(rows, 1, 2));
        to.add("person_nine_in_ten_within", personWait(rows, 9, 10));
    }

    private static long count(Collection<Row> rows, Predicate<Row> fits) {
        return rows.stream().filter(fits).count();
    }

    /// Who was never answered counts among those of whom it is the share.
    private static String firstAnswer(List<Row> rows, int share, int of) {
        var within = 0L;
        for (var span : ReleaseFile.SPANS) {
            within += count(rows, row -> row.is(Column.FIRST_ANSWER, span));
            if (within > 0 && within * of >= (long) rows.size() * share) {
                return span;
            }
        }
        return "none";
    }

    /// Kaplan and Meier's estimate over the classes of time: within which `share` of `of` were reached, where those who
    /// left or still wait count as long as they waited. In whole numbers, so that nothing is rounded.
    private static String personWait(Collection<Row> rows, int share, int of) {
        var atRisk = count(rows, row -> !row.is(Column.PERSON, "not-asked"));
        var waits = BigInteger.ONE;
        var ofAll = BigInteger.ONE;
        for (var span : ReleaseFile.SPANS) {
            var here = rows.stream()
                    .filter(row -> row.is(Column.PERSON_WAIT, span))
                    .toList();
            var reached = count(here, row -> row.is(Column.PERSON, "reached"));
            if (reached > 0) {
                waits = waits.multiply(BigInteger.valueOf(atRisk - reached));
                ofAll = ofAll.multiply(BigInteger.valueOf(atRisk));
                if (waits.multiply(BigInteger.valueOf(of)).compareTo(ofAll.multiply(BigInteger.valueOf(of - share)))
                        <= 0) {
                    return span;
                }
            }
            atRisk -= here.size();
        }
        return "none";
    }

    /// The figures of one group.
    private record Adding(List<Line> lines, String period, String by, String value) {

        void add(String figure, long number) {
            add(figure, Long.toString(number));
        }

        void add(String figure, String number) {
            lines.add(new Line(period, by, value, figure, number));
        }
    }

    /// `period,by,value,figure,number`, a line for each.
    public byte[] csv() {
        return ("period,by,value,figure,number\n"
                        + lines.stream().map(line -> line.csv() + "\n").collect(Collectors.joining()))
                .getBytes(UTF_8);
    }

    /// The same as a list of objects, canonical JSON. Numbers are texts there, as classes of time are.
    public byte[] json() {
        return lines.stream()
                .map(line -> """
                        {"by":"%s","figure":"%s","number":"%s","period":"%s","value":"%s"}\
                        """.formatted(line.by, line.figure, line.number, line.period, line.value))
                .collect(Collectors.joining(",\n", "{\"figures\":[\n", "\n]}\n"))
                .getBytes(UTF_8);
    }
}
