package io.glassline.channels.email;

import io.glassline.channels.email.mime.MimePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a calendar part (RFC 5545) says in words: what, when and where of its first event.
///
/// `DTSTART;TZID=Europe/Berlin:20260310T090000` is `2026-03-10 09:00 (Europe/Berlin)`.
final class Invitation {

    private static final int LINES_MAX = 2_000;
    private static final int LINE_MAX_CHARS = 1_000;

    private Invitation() {}

    /// The lines of the first invitation in a mail; none when somebody only answers one.
    static List<String> lines(MimePart mail) {
        return MimePart.leaves(mail)
                .filter(part ->
                        part.type().equals("text/calendar") || part.type().equals("application/ics"))
                .map(part -> unfolded(part.text()))
                .filter(lines -> !lines.contains("METHOD:REPLY"))
                .map(Invitation::told)
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> told(List<String> calendar) {
        var start = calendar.indexOf("BEGIN:VEVENT");
        if (start < 0) {
            return List.of();
        }
        var end = calendar.subList(start, calendar.size()).indexOf("END:VEVENT");
        var event = calendar.subList(start, end < 0 ? calendar.size() : start + end);
        var from = value(event, "DTSTART").map(Invitation::time);
        var until = value(event, "DTEND").map(Invitation::time);
        var when = Stream.concat(from, until).distinct().collect(Collectors.joining(" – "));
        return Stream.of(
                        value(event, "SUMMARY").map(Invitation::text),
                        Stream.of(when),
                        value(event, "LOCATION").map(Invitation::text))
                .flatMap(lines -> lines)
                .filter(line -> !line.isBlank())
                .toList();
    }

    /// A line that begins with a blank goes on the one before. Of a line that is longer than any that people write, the
    /// start is read.
    private static List<String> unfolded(String text) {
        var lines = new ArrayList<String>();
        for (var line : text.split("\n", LINES_MAX)) {
            if ((line.startsWith(" ") || line.startsWith("\t")) && !lines.isEmpty()) {
                var longer = lines.removeLast();
                lines.add(start(longer + start(line.substring(1))));
            } else {
                lines.add(start(line).strip());
            }
        }
        return lines;
    }

    /// The first line of this name, whole.
    private static Stream<String> value(List<String> event, String name) {
        return event.stream()
                .filter(line -> line.toUpperCase(Locale.ROOT).startsWith(name + ":")
                        || line.toUpperCase(Locale.ROOT).startsWith(name + ";"))
                .limit(1);
    }

    private static String start(String line) {
        return line.substring(0, Math.min(line.length(), LINE_MAX_CHARS));
    }

    private static String text(String line) {
        return line.substring(colon(line) + 1)
                .replace("\\n", " ")
                .replace("\\N", " ")
                .replaceAll("\\\\(.)", "$1")
                .strip();
    }

    /// Not the colon inside a quoted parameter.
    private static int colon(String line) {
        var isQuoted = false;
        for (var i = 0; i < line.length(); i++) {
            isQuoted ^= line.charAt(i) == '"';
            if (line.charAt(i) == ':' && !isQuoted) {
                return i;
            }
        }
        return line.length() - 1;
    }

    private static String time(String line) {
        var value = line.substring(colon(line) + 1).strip();
        if (!value.matches("\\d{8}(T\\d{6}Z?)?")) {
            return "";
        }
        var date = value.substring(0, 4) + "-" + value.substring(4, 6) + "-" + value.substring(6, 8);
        var clock = value.length() > 8 ? " " + value.substring(9, 11) + ":" + value.substring(11, 13) : "";
        return date + clock + zone(line, value);
    }

    private static String zone(String line, String value) {
        if (value.endsWith("Z")) {
            return " UTC";
        }
        var at = line.indexOf("TZID=");
        var name = at < 0
                ? ""
                : line.substring(at + 5, colon(line)).split(";", 2)[0].replace("\"", "");
        return name.isEmpty() ? "" : " (" + name + ")";
    }
}
