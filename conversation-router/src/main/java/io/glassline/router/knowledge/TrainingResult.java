package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.router.knowledge.Calibration.Confusion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that is learnt from the texts of one language, as it is written into a [TrainingCache]: the classifier trained
/// on all of them, and what the trials showed. Where the texts lie is kept apart, in [PointCache].
record TrainingResult(Classifier classifier, Calibration calibration) {

    /// To be raised when these bytes are laid out differently.
    private static final int LAYOUT = 3;

    private static final int NAME_DIGITS = 32;

    /// Names what was learnt, by everything that it was learnt from.
    ///
    /// @param texts each with the number of its answer
    static String name(String version, String language, List<String> texts) {
        var all = new ByteArrayOutputStream();
        texts.forEach(text -> all.writeBytes((text + "\n").getBytes(UTF_8)));
        all.writeBytes((version + "\t" + LAYOUT).getBytes(UTF_8));
        return language + "-" + Digest.of(all.toByteArray()).substring(0, NAME_DIGITS);
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            classifier.write(out);
            calibration.best().write(out);
            calibration.menu().write(out);
            out.writeDouble(calibration.sure());
            out.writeDouble(calibration.listed());
            out.writeInt(calibration.confusions().size());
            for (var confusion : calibration.confusions()) {
                out.writeUTF(confusion.text());
                out.writeInt(confusion.asked());
                out.writeInt(confusion.answered());
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory", e);
        }
        return Checksum.seal(bytes.toByteArray());
    }

    /// What [#bytes] gave, or nothing when something has happened to it.
    static Optional<TrainingResult> read(byte[] sealed) {
        return Checksum.open(sealed).flatMap(TrainingResult::parse);
    }

    private static Optional<TrainingResult> parse(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var classifier = Classifier.read(in);
            var best = ConfidenceModel.read(in);
            var menu = ConfidenceModel.read(in);
            var sure = in.readDouble();
            var listed = in.readDouble();
            var confusions = new ArrayList<Confusion>();
            for (var left = in.readInt(); left > 0; left--) {
                confusions.add(new Confusion(in.readUTF(), in.readInt(), in.readInt()));
            }
            var calibration = new Calibration(best, menu, sure, listed, List.copyOf(confusions));
            return Optional.of(new TrainingResult(classifier, calibration));
        } catch (IOException e) {
            return Optional.empty();
        }
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
}
