package io.glassline.simulator.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the stand-ins remember: one JSON line for each thing that happened, added at the end and never changed.
///
/// A line is with the operating system when [#write] returns, so killing the process loses none; it is not forced
/// to the disk, so a power cut may. A line cut short by the kill is dropped at the next start. Safe to call from
/// any thread.
public final class Journal implements AutoCloseable {

    private final Path file;

    /// A plain file and not a channel: a channel closes for good when a thread that writes to it is interrupted,
    /// and hanging up a call interrupts one.
    private final @Nullable RandomAccessFile lines;

    private final Map<String, Consumer<JsonNode>> readers = new HashMap<>();
    private boolean closed;

    private Journal(Path file, @Nullable RandomAccessFile lines) {
        this.file = file;
        this.lines = lines;
    }

    /// Opens the journal in that folder, alone; without a folder, nothing is kept.
    public static Journal open(Optional<Path> folder) {
        if (folder.isEmpty()) {
            return new Journal(Path.of(""), null);
        }
        var file = folder.get().resolve("providers.jsonl");
        try {
            Files.createDirectories(folder.get());
            var lines = new RandomAccessFile(file.toFile(), "rw");
            if (!locked(lines)) {
                lines.close();
                throw new IllegalStateException(file + " is in use by other provider stand-ins that still run");
            }
            return new Journal(file, lines);
        } catch (IOException failed) {
            throw new IllegalStateException("cannot open " + file, failed);
        }
    }

    private static boolean locked(RandomAccessFile lines) throws IOException {
        try {
            return lines.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    /// Says who takes lines of this kind at [#replay()].
    public <T> void reads(String kind, Class<T> type, Consumer<T> reader) {
        readers.put(kind, node -> reader.accept(Json.MAPPER.convertValue(node, type)));
    }

    /// Reads what earlier runs wrote, in order.
    public void replay() {
        if (lines == null) {
            return;
        }
        try {
            var whole = Files.readAllBytes(file);
            var lineNumber = 0;
            var from = 0;
            for (int at = 0; at < whole.length; at++) {
                if (whole[at] == '\n') {
                    read(Arrays.copyOfRange(whole, from, at), ++lineNumber);
                    from = at + 1;
                }
            }
            lines.setLength(from);
            lines.seek(from);
        } catch (IOException failed) {
            throw new IllegalStateException("cannot read " + file, failed);
        }
    }

    private void read(byte[] line, int lineNumber) throws IOException {
        try {
            var node = Json.MAPPER.readTree(line);
            var reader = readers.get(node.path("kind").asText());
            if (reader != null) {
                reader.accept(node.path("entry"));
            }
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            throw new IllegalStateException(
                    file + ":" + lineNumber + " is not a line of the journal. Move the file away to start with an empty"
                            + " memory",
                    broken);
        }
    }

    public void write(String kind, Object entry) {
        if (lines == null) {
            return;
        }
        var json = Json.bytes(Json.map("kind", kind, "entry", entry));
        var line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        synchronized (this) {
            try {
                if (!closed) {
                    lines.write(line);
                }
            } catch (IOException failed) {
                throw new IllegalStateException("cannot write " + file, failed);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (lines != null) {
            try {
                lines.close();
            } catch (IOException failed) {
                throw new IllegalStateException("cannot close " + file, failed);
            }
        }
    }
}
