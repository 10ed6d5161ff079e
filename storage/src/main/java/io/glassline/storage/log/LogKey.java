package io.glassline.storage.log;

import io.glassline.log.LogSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// The file with the log's signing key: one line, the base64 of a seed of 32 bytes.
///
/// The key is the log's identity. A log that signs with another one is another log to everyone who has ever checked
/// it, so what is there is never replaced, and whoever runs a log keeps a copy of this file.
public final class LogKey {

    /// Longer than any key file; of a wrong file no more is read.
    private static final int FILE_BYTES_MAX = 1_024;

    private LogKey() {}

    /// The seed in `file`. When there is no such file, a new seed is put there that only the owner can read.
    /// However many start at the same time, and wherever one of them is killed, all get the same whole seed.
    ///
    /// @throws IllegalStateException when the file holds something else; its content is not in the message
    public static byte[] readOrCreate(Path file, SecureRandom chance) {
        try {
            if (Files.notExists(file)) {
                create(file.toAbsolutePath(), LogSigner.newSeed(chance));
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or create the key file " + file, e);
        }
    }

    // Written whole under a name of its own and then linked, which fails when someone else was first. Renaming would
    // replace their key by ours. It is on the disk before anything can be signed with it.
    private static void create(Path file, byte[] seed) throws IOException {
        var folder = Files.createDirectories(file.resolveSibling(""));
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var fresh = Files.createTempFile(folder, ".key-", ".new", ownerOnly);
        try {
            try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                var line = Base64.getEncoder().encodeToString(seed) + "\n";
                var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return; // the key is theirs
        } finally {
            Files.delete(fresh);
        }
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw wrong(file, "it is a folder");
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(FILE_BYTES_MAX);
        }
        byte[] seed;
        try {
            var line = new String(bytes, StandardCharsets.ISO_8859_1).strip();
            seed = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException e) {
            throw wrong(file, "it holds something else"); // without the cause, which quotes the content
        }
        if (seed.length != LogSigner.SEED_BYTES) {
            throw wrong(file, "it holds " + seed.length + " bytes");
        }
        return seed;
    }

    private static IllegalStateException wrong(Path file, String because) {
        return new IllegalStateException(
                ("the key file %s has to be one line, the base64 of %d bytes, and %s; put back the copy that was kept of"
                                + " it. Only if nothing was ever signed with it, delete it, and a new key is made")
                        .formatted(file, LogSigner.SEED_BYTES, because));
    }
}
