package io.glassline.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data folder, which one process at a time may use.
final class DataFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static DataFolder open(Path dataFolder) throws IOException {
        Files.createDirectories(dataFolder);
        var folder = dataFolder.toRealPath();
        var lock = FileChannel.open(folder.resolve("lock"), CREATE, READ, WRITE);
        try {
            if (lock.tryLock() != null) {
                lock.truncate(0);
                lock.write(utf8("process " + ProcessHandle.current().pid() + "\n"));
                Files.createDirectories(folder.resolve("logs"));
                return new DataFolder(folder, lock);
            }
        } catch (OverlappingFileLockException e) {
            // this very process has it open already: as much in use as by another
        }
        var user = Files.readString(folder.resolve("lock")).strip();
        lock.close();
        throw new IllegalStateException("the data folder %s is in use by %s; stop that first, or choose another folder"
                .formatted(folder, user.isEmpty() ? "another process" : user));
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path logFile(String server) {
        return folder.resolve("logs").resolve(server + ".log");
    }

    /// The port last used under this name if it is free, else a free one, which is kept for the next time.
    int port(String name) throws IOException {
        var file = path(name + ".port");
        if (Files.exists(file)) {
            var kept = Files.readString(file).strip();
            if (kept.matches("\\d{1,5}") && isFree(Integer.parseInt(kept))) {
                return Integer.parseInt(kept);
            }
            LOG.info("port {} of the embedded {} is taken; another is chosen", kept, name);
        }
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, Integer.toString(probe.getLocalPort()));
            return probe.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /// Writes a file that nobody but this user can read, whole or not at all.
    void writePrivately(Path file, String text) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out = Files.newByteChannel(unfinished, java.util.Set.of(CREATE_NEW, WRITE), mine)) {
            out.write(utf8(text));
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("giving up the lock of {} failed", folder, e);
        }
    }
}
