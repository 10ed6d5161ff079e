package io.glassline.channels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What providers send, as files in `src/test/resources`: a folder for each channel, `event__case` for each file.
public final class Payloads {

    private Payloads() {}

    /// @param path such as `sms/message__text.form`.
    public static byte[] read(String path) {
        try (var stream = Payloads.class.getResourceAsStream("/" + path)) {
            if (stream == null) {
                throw new IllegalArgumentException("no payload " + path + " in src/test/resources");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of the files in a folder of `src/test/resources`, sorted.
    public static List<String> names(String folder) {
        try (var files = Files.list(Path.of("src/test/resources", folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
