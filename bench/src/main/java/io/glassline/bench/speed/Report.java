package io.glassline.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a measurement has to say, in Markdown: on the screen as it comes, and in a file in the end.
final class Report {

    private final StringBuilder text = new StringBuilder();

    Report(String title, String command) {
        line("## " + title);
        line("");
        line("`" + command + "`");
    }

    void line(String line) {
        System.out.println(line);
        text.append(line).append('\n');
    }

    void heading(String heading) {
        line("");
        line("### " + heading);
        line("");
    }

    void columns(String... names) {
        line("");
        row(names);
        row(Arrays.stream(names).map(_ -> "---").toArray(String[]::new));
    }

    void row(String... cells) {
        line(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |")));
    }

    /// What a figure is to reach at least, what it should, and whether it does.
    void target(String what, double reached, double floor, double ambition) {
        var verdict =
                reached >= ambition ? "ambition reached" : reached >= floor ? "floor reached" : "**below the floor**";
        line("- %s: %.2f, floor %.2f, ambition %.2f: %s".formatted(what, reached, floor, ambition, verdict));
    }

    void targetAtMost(String what, double reached, double floor, double ambition) {
        var verdict =
                reached <= ambition ? "ambition reached" : reached <= floor ? "floor reached" : "**below the floor**";
        line("- %s: %.2f, at most %.2f, ambition %.2f: %s".formatted(what, reached, floor, ambition, verdict));
    }

    /// Progress, for whoever watches; no part of the report.
    static void progress(String what) {
        System.err.println("bench: " + what);
    }

    void write(Optional<Path> to) {
        to.ifPresent(file -> {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
