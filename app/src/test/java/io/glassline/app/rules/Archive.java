package io.glassline.app.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A zip archive in the making, as somebody might send it.
final class Archive {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    static Archive empty() {
        return new Archive();
    }

    static Archive ofTheExample() {
        var archive = new Archive();
        var example = ChangedFolder.example();
        example.paths().forEach(path -> archive.with(path, example.text(path)));
        return archive;
    }

    Archive with(String name, String text) {
        return with(name, text.getBytes(UTF_8));
    }

    Archive with(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    /// `before` in front of what is there.
    Archive withBefore(String name, String before) {
        return with(name, before + new String(entries.get(name), UTF_8));
    }

    Archive withReplaced(String name, String from, String to) {
        var text = new String(entries.get(name), UTF_8);
        if (!text.contains(from)) {
            throw new AssertionError(name + " has no " + from);
        }
        return with(name, text.replace(from, to));
    }

    byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, UTF_8)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
