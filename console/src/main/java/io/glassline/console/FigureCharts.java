package io.glassline.console;

import io.glassline.console.FiguresPage.Columns;
import io.glassline.console.FiguresPage.Columns.Column;
import io.glassline.console.FiguresPage.Columns.Part;
import io.glassline.console.FiguresPage.Curve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where the lines and columns of charts stand. All of it is in percent or in points, so that a chart has its size
/// before it is drawn, and its words keep theirs on every screen.
final class FigureCharts {

    private static final int CURVE_WIDTH = 700;

    /// How much of its place a column takes, in percent.
    private static final int COLUMN_PERCENT = 72;

    /// What is left of all columns for the numbers of the lines, in percent.
    private static final int NUMBERS_PERCENT = 8;

    private FigureCharts() {}

    static Curve curve(Map<String, Long> now, Map<String, Long> before) {
        var within = new ArrayList<>((now.isEmpty() ? before : now).keySet());
        var steps = new ArrayList<Curve.Step>();
        for (var i = 0; i < within.size(); i++) {
            var span = within.get(i);
            steps.add(new Curve.Step(
                    words(span),
                    decimal(100.0 * (i + 1) / within.size()),
                    share(Optional.ofNullable(now.get(span))),
                    share(Optional.ofNullable(before.get(span)))));
        }
        return new Curve(points(now), points(before), steps);
    }

    private static String points(Map<String, Long> perMille) {
        if (perMille.isEmpty()) {
            return "";
        }
        var points = new StringBuilder("0,100");
        var i = 0;
        for (var reached : perMille.values()) {
            i++;
            points.append(" %d,%s".formatted(CURVE_WIDTH * i / perMille.size(), decimal(100 - reached / 10.0)));
        }
        return points.toString();
    }

    private static String words(String span) {
        return span.replace("m", " min")
                .replace("h", " h")
                .replace("1d", "1 day")
                .replace("3d", "3 days");
    }

    /// @param stacks what each column is made of, from below, by its name
    /// @param labelEvery of so many columns one has its name below it
    static Columns columns(
            String id,
            String title,
            String first,
            List<String> keys,
            LinkedHashMap<String, List<Long>> stacks,
            int labelEvery) {
        var highest = stacks.values().stream()
                .mapToLong(parts -> parts.stream().mapToLong(Long::longValue).sum())
                .max()
                .orElse(0);
        var most = Math.max(2, rounded(highest));
        var columns = new ArrayList<Column>();
        for (var stack : stacks.entrySet()) {
            var place = (100.0 - NUMBERS_PERCENT) / stacks.size();
            var x = NUMBERS_PERCENT + place * columns.size();
            columns.add(new Column(
                    stack.getKey(),
                    label(stack.getKey()),
                    decimal(x + place * (100 - COLUMN_PERCENT) / 200),
                    decimal(x + place / 2),
                    decimal(place * COLUMN_PERCENT / 100),
                    parts(stack.getValue(), most),
                    columns.size() % labelEvery == 0));
        }
        var all = stacks.values().stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sum();
        return new Columns(
                id,
                title,
                first,
                "%s: %,d in all, at most %,d. The table below has every number.".formatted(title, all, highest),
                keys,
                columns,
                number(most),
                number(most / 2));
    }

    private static List<Part> parts(List<Long> counts, long most) {
        var parts = new ArrayList<Part>();
        var below = 0L;
        for (var count : counts) {
            var bottom = Columns.HEIGHT - Math.round((double) Columns.HEIGHT * below / most);
            below += count;
            var top = Columns.HEIGHT - Math.round((double) Columns.HEIGHT * below / most);
            parts.add(new Part(count, (int) top, (int) (bottom - top)));
        }
        return parts;
    }

    /// The next number that is easily halved and read: 2, 4, 6, 8, 10 times a power of ten, and 20 for 11.
    private static long rounded(long highest) {
        var power = 1L;
        while (power * 10 < highest) {
            power *= 10;
        }
        var step = Math.max(2, 2 * power);
        return (highest + step - 1) / step * step;
    }

    /// A day without its year.
    private static String label(String name) {
        return name.length() == 10 ? Integer.parseInt(name.substring(8)) + "." : name;
    }

    static String share(Optional<Long> perMille) {
        return perMille.map(of -> Math.round(of / 10.0) + " %").orElse("–");
    }

    static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
