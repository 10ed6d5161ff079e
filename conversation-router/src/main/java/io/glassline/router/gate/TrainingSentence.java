package io.glassline.router.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

/// A sentence that [EmergencyClassifier] learns from.
///
/// @param kind what the emergency is, such as `fire` or `self-harm`; of a harmless one, what it only looks like, or
///     `none`
record TrainingSentence(boolean isEmergency, String kind, String text) {

    private static final int FIELDS = 4;

    /// Those that come with Glassline: `training/emergencies.tsv` and `training/harmless.tsv` beside this class, with
    /// kind, language, style and text between tabs.
    static Stream<TrainingSentence> shipped() {
        return Stream.concat(read("training/emergencies.tsv", true), read("training/harmless.tsv", false));
    }

    private static Stream<TrainingSentence> read(String file, boolean areEmergencies) {
        try (var in = Objects.requireNonNull(TrainingSentence.class.getResourceAsStream(file), file)) {
            return lines(in).filter(line -> !line.isBlank()).map(line -> parse(line, areEmergencies)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, UTF_8)).lines();
    }

    private static TrainingSentence parse(String line, boolean isEmergency) {
        var fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalStateException("not kind, language, style and text: " + line);
        }
        return new TrainingSentence(isEmergency, fields[0], fields[3]);
    }
}
