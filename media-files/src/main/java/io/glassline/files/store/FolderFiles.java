package io.glassline.files.store;

import io.glassline.media.MediaFiles;
import io.glassline.media.StoredFile;
import io.glassline.message.Message;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Attachments as files in a folder, which several nodes may share: `ab/<message>/<sha-256>`, where `ab`
/// are the message's first two digits. Readable by this user only.
///
/// A file is written beside its place and moved there when it is on the disk, so that what has its name
/// is whole. What a node that was killed left behind under `incoming` is deleted after an hour.
public final class FolderFiles implements MediaFiles {

    private static final String INCOMING = "incoming";
    private static final Duration LEFT_AFTER = Duration.ofHours(1);

    private final Path root;
    private final InstantSource clock;

    /// @throws IOException when the folder cannot be made or written to.
    public FolderFiles(Path root, InstantSource clock) throws IOException {
        this.root = root;
        this.clock = clock;
        folder(root);
        folder(root.resolve(INCOMING));
    }

    @Override
    public Draft draft(Message.Id message) throws IOException {
        var at = root.resolve(INCOMING).resolve(UUID.randomUUID() + ".part");
        var channel = FileChannel.open(
                at, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions(at, "rw-------"));
        return new FileDraft(message, at, channel);
    }

    @Override
    public InputStream open(Message.Id message, String digest) throws IOException {
        return new BufferedInputStream(Files.newInputStream(place(message, digest)));
    }

    @Override
    public void delete(Message.Id message, String digest) throws IOException {
        if (Files.deleteIfExists(place(message, digest))) {
            force(folderOf(message));
        }
    }

    @Override
    public void deleteAll(Message.Id message) throws IOException {
        var folder = folderOf(message);
        List<Path> files;
        try (var listed = Files.list(folder)) {
            files = listed.toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (var file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
        force(shelfOf(message));
    }

    /// Deletes what was begun and not ended, long ago.
    public void deleteLeftBehind() throws IOException {
        var before = clock.instant().minus(LEFT_AFTER);
        try (var listed = Files.list(root.resolve(INCOMING))) {
            for (var file : listed.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path shelfOf(Message.Id message) {
        return root.resolve(message.toString().substring(0, 2));
    }

    private Path folderOf(Message.Id message) {
        return shelfOf(message).resolve(message.toString());
    }

    private Path place(Message.Id message, String digest) {
        return folderOf(message).resolve(new StoredFile(digest, "", 0).digest()); // which is no path
    }

    private final class FileDraft implements Draft {

        private final Message.Id message;
        private final Path at;
        private final FileChannel channel;
        private final MessageDigest sha256 = sha256();
        private final Counting out;

        FileDraft(Message.Id message, Path at, FileChannel channel) {
            this.message = message;
            this.at = at;
            this.channel = channel;
            this.out = new Counting(new DigestOutputStream(Channels.newOutputStream(channel), sha256));
        }

        @Override
        public OutputStream out() {
            return out;
        }

        @Override
        public InputStream written() throws IOException {
            return new BufferedInputStream(Files.newInputStream(at));
        }

        @Override
        public StoredFile keep(String type) throws IOException {
            var digest = HexFormat.of().formatHex(sha256.digest());
            channel.force(true);
            channel.close();
            var place = place(message, digest);
            var ours = folderOf(message);
            var isNew = !Files.isDirectory(ours);
            folder(ours);
            Files.move(at, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(ours);
            if (isNew) {
                force(shelfOf(message));
                force(root);
            }
            return new StoredFile(digest, type, out.bytes);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(at);
        }
    }

    private static final class Counting extends FilterOutputStream {

        private long bytes;

        Counting(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void folder(Path folder) throws IOException {
        Files.createDirectories(folder, permissions(folder, "rwx------"));
    }

    /// Makes the names in a folder durable, where the system lets one.
    private static void force(Path folder) {
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // not a system on which a folder is a file; there, names are durable with the files
        }
    }

    private static FileAttribute<?>[] permissions(Path at, String permissions) {
        return at.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
