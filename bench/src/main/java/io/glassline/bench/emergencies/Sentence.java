package io.glassline.bench.emergencies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a citizen writes or says. `kind` is the emergency that it is, or that it only looks like; `none`
/// where it looks like none. `style` is `clean`, `sms` or `speech`, or `noisy` for a clean one with
/// mistakes in it.
record Sentence(String kind, Locale language, String style, String text) {

    static final String NONE = "none";

    private static final int FIELDS = 4;

    /// The lines of a file beside this class: kind, language, style and text, with tabs between.
    static List<Sentence> read(String file) {
        return lines(file).stream().map(Sentence::parse).toList();
    }

    /// Copies of clean sentences with mistakes in them: the number of the line in `clean`, and the copy.
    static List<Sentence> noisy(String file, List<Sentence> clean) {
        return lines(file).stream()
                .map(line -> line.split("\t", 2))
                .map(fields -> clean.get(Integer.parseInt(fields[0]) - 1).mistyped(fields[1]))
                .toList();
    }

    /// The lines of a file beside this class: language, style and text, with tabs between.
    static List<Sentence> ordinaryTurns(String file) {
        return lines(file).stream().map(line -> parse(NONE + "\t" + line)).toList();
    }

    private static Sentence parse(String line) {
        var fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not a sentence: " + line);
        }
        return new Sentence(fields[0], Locale.of(fields[1]), fields[2], fields[3]);
    }

    private Sentence mistyped(String copy) {
        return new Sentence(kind, language, "noisy", copy);
    }

    private static List<String> lines(String file) {
        return linesIfThere(file).orElseThrow(() -> new IllegalStateException("no such file: " + file));
    }

    /// The lines of a file beside this class; empty if there is no such file.
    static Optional<List<String>> linesIfThere(String file) {
        try (var in = Sentence.class.getResourceAsStream(file)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
