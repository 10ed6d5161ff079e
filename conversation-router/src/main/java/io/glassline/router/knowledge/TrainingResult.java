package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.router.knowledge.Classifier.Example;
import io.glassline.router.knowledge.ConfidenceModel.Trial;
import io.glassline.router.knowledge.Ranker.Evidence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// All that is learnt from the texts of one language, as it is written into a [TrainingCache]: where the
/// model places each text, the classifier trained on all of them, and what the trials showed.
///
/// @param points one for each text, in its order; empty for a language whose points cost nothing
record TrainingResult(List<float[]> points, Classifier classifier, Calibration calibration) {

    /// To be raised when these bytes are laid out differently.
    private static final int LAYOUT = 2;

    /// Names what was learnt, by everything that it was learnt from.
    static String name(String version, String language, List<String> texts, List<Integer> answers) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var i = 0; i < texts.size(); i++) {
                digest.update((answers.get(i) + "\t" + texts.get(i) + "\n").getBytes(UTF_8));
            }
            digest.update((version + "\t" + LAYOUT).getBytes(UTF_8));
            return language + "-" + HexFormat.of().formatHex(digest.digest()).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Points are kept where a model has found them: it is the model that takes the time.
    static TrainingResult of(List<Example> examples, Classifier classifier, Calibration calibration, Space space) {
        var points = space instanceof MeaningSpace
                ? examples.stream().map(example -> example.point().values()).toList()
                : List.<float[]>of();
        return new TrainingResult(points, classifier, calibration);
    }

    /// Whether they are about so many texts and answers in this space.
    boolean fit(int texts, int answers, Space space) {
        return classifier.fits(space.dimensions(), answers)
                && (space instanceof MeaningSpace
                        ? points.size() == texts && points.getFirst().length == space.dimensions()
                        : points.isEmpty());
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(points.size());
            out.writeInt(points.isEmpty() ? 0 : points.getFirst().length);
            for (var point : points) {
                write(point, out);
            }
            classifier.write(out);
            calibration.model().write(out);
            out.writeDouble(calibration.sure());
            out.writeDouble(calibration.unsure());
            out.writeInt(calibration.confusions().size());
            for (var trial : calibration.confusions()) {
                write(trial, out);
            }
            out.flush();
            var sum = new CRC32();
            sum.update(bytes.toByteArray());
            out.writeLong(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory", e);
        }
        return bytes.toByteArray();
    }

    /// What [#bytes] gave, or nothing when something has happened to it.
    static Optional<TrainingResult> read(byte[] bytes) {
        if (!isWhole(bytes)) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var count = in.readInt();
            var dimensions = in.readInt();
            var points = new ArrayList<float[]>(count);
            for (var i = 0; i < count; i++) {
                points.add(floats(dimensions, in));
            }
            var classifier = Classifier.read(in);
            var model = ConfidenceModel.read(in);
            var sure = in.readDouble();
            var unsure = in.readDouble();
            var confusions = new ArrayList<Trial>();
            for (var left = in.readInt(); left > 0; left--) {
                confusions.add(trial(in));
            }
            return Optional.of(new TrainingResult(
                    points, classifier, new Calibration(model, sure, unsure, List.copyOf(confusions))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Whether the sum at the end is that of what stands before it. Numbers are only read after that.
    private static boolean isWhole(byte[] bytes) {
        var length = bytes.length - Long.BYTES;
        if (length < 0) {
            return false;
        }
        var sum = new CRC32();
        sum.update(bytes, 0, length);
        return ByteBuffer.wrap(bytes).getLong(length) == sum.getValue();
    }

    static void write(float[] values, DataOutputStream out) throws IOException {
        var bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    static float[] floats(int count, DataInputStream in) throws IOException {
        var values = new float[count];
        ByteBuffer.wrap(in.readNBytes(Float.BYTES * count)).asFloatBuffer().get(values);
        return values;
    }

    private static void write(Trial trial, DataOutputStream out) throws IOException {
        out.writeUTF(trial.text());
        out.writeInt(trial.asked());
        out.writeInt(trial.answered());
        for (var value : trial.evidence().values()) {
            out.writeDouble(value);
        }
    }

    private static Trial trial(DataInputStream in) throws IOException {
        return new Trial(
                in.readUTF(),
                in.readInt(),
                in.readInt(),
                new Evidence(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
    }
}
