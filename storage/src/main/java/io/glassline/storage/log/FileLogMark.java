package io.glassline.storage.log;

import io.glassline.log.VerifierKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A [LogMark] as a file of this node's own. It is on the disk when [#keep] returns.
public final class FileLogMark implements LogMark {

    /// Longer than any checkpoint of ours; of a wrong file no more is read.
    private static final int NOTE_BYTES_MAX = 16_384;

    private final Path file;
    private long sizeKept = -1;

    /// @param folder of this node's own, and not one that is restored together with the database.
    /// @param log whose last checkpoint it is. Another log has another file.
    public FileLogMark(Path folder, VerifierKey log) {
        this.file = folder.resolve("log-mark-%08x".formatted(log.id()));
    }

    @Override
    public Optional<byte[]> read() {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(NOTE_BYTES_MAX));
        } catch (IOException e) {
            throw new IllegalStateException("the log's mark cannot be read: " + e.getMessage(), e);
        }
    }

    /// Written whole under another name and then renamed, so that there is always one of the two.
    @Override
    public synchronized void keep(long size, byte[] note) {
        if (size <= sizeKept) {
            return;
        }
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var out = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(note);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            try (var names = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the log is not signed, because its mark cannot be kept in " + file + ": " + e.getMessage(), e);
        }
        sizeKept = size;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
