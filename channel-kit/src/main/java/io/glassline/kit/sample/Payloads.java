package io.glassline.kit.sample;

import java.io.IOException;
import java.io.UncheckedIOException;

/// What providers send, as resources under `payloads`: a folder for each channel, `event__case` for each file.
public final class Payloads {

    private Payloads() {}

    /// @param path such as `sms/message__text.form`.
    public static byte[] read(String path) {
        try (var stream = Payloads.class.getResourceAsStream("/payloads/" + path)) {
            if (stream == null) {
                throw new IllegalArgumentException("no payload " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
