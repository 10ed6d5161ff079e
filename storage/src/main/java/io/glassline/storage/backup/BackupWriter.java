package io.glassline.storage.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a backup: a ZIP of its parts, sealed. It has another name until it is whole and on the disk.
public final class BackupWriter implements AutoCloseable {

    static final String MANIFEST = "manifest.json";

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final List<Manifest.Part> parts = new ArrayList<>();
    private boolean isFinished;

    private BackupWriter(Path file, Path unfinished, FileChannel channel, ZipOutputStream zip) {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
        this.zip = zip;
    }

    /// @param file must not be there
    /// @throws IOException when it is, or cannot be written
    public static BackupWriter to(Path file, BackupKey key, RandomGenerator chance) throws IOException {
        if (Files.exists(file)) {
            throw new java.nio.file.FileAlreadyExistsException(file.toString());
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        var channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var kept = new KeptOpen(Channels.newOutputStream(channel));
        var zip = new ZipOutputStream(new SealedOutput(new BufferedOutputStream(kept), key, chance));
        zip.setLevel(Deflater.BEST_SPEED);
        return new BackupWriter(file, unfinished, channel, zip);
    }

    /// What writes one part.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public void part(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var sha256 = sha256();
        var counted = new Counted(new DigestOutputStream(new KeptOpen(zip), sha256));
        content.writeTo(counted);
        zip.closeEntry();
        parts.add(new Manifest.Part(name, counted.bytes, HexFormat.of().formatHex(sha256.digest())));
    }

    /// The parts until now.
    public List<Manifest.Part> parts() {
        return List.copyOf(parts);
    }

    /// @param manifest with all [#parts]
    /// @return how many bytes the file has
    public long finish(Manifest manifest) throws IOException {
        part(MANIFEST, out -> out.write(manifest.json()));
        zip.close();
        channel.force(true);
        var bytes = channel.size();
        channel.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        isFinished = true;
        try (var names = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            names.force(true);
        }
        return bytes;
    }

    /// Takes away what was not finished.
    @Override
    public void close() throws IOException {
        if (!isFinished) {
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Not closed by whoever writes to it.
    private static class KeptOpen extends FilterOutputStream {

        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static final class Counted extends KeptOpen {

        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            super.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            super.write(from, offset, length);
            bytes += length;
        }
    }
}
