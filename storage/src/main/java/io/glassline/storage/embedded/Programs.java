package io.glassline.storage.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The servers' programs, unpacked from the Maven artifacts that carry them.
///
/// They are kept in the user's cache folder, under a name that holds their version, so that many data folders share
/// them. Unpacking goes to a folder of its own that is then renamed: a killed start leaves no half of it behind, and
/// two starts at once do not disturb each other.
final class Programs {

    private static final String POSTGRES = "postgres-18.6.0";
    private static final String REDIS = "redis-7.0.15";

    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path cache;
    private final Machine machine;

    private Programs(Path cache, Machine machine) {
        this.cache = cache;
        this.machine = machine;
    }

    static Programs ofThisMachine() {
        return new Programs(cacheFolder(), Machine.here());
    }

    /// The folder that holds `bin/postgres` and `bin/initdb`.
    Path postgres() {
        return unpacked(POSTGRES, machine.postgresArchive(), Programs::untar);
    }

    /// The program itself.
    Path redis() {
        return unpacked(REDIS, machine.redisProgram(), (in, folder) -> {
                    var program = folder.resolve("redis-server");
                    Files.copy(in, program);
                    Files.setPosixFilePermissions(program, EXECUTABLE);
                })
                .resolve("redis-server");
    }

    private Path unpacked(String name, String resource, Unpacking unpacking) {
        var folder = cache.resolve(name + "-" + machine.name());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try (var in = Programs.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("this build carries no " + name + " for " + machine.name()
                        + "; set GLASSLINE_DB_URL and GLASSLINE_REDIS_URL and use 'serve' with servers of your own");
            }
            Files.createDirectories(cache);
            var fresh = Files.createTempDirectory(cache, name + "-unpacking-");
            unpacking.unpack(in, fresh);
            Files.setPosixFilePermissions(fresh, EXECUTABLE);
            settle(fresh, folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + " into " + cache, e);
        }
    }

    private static void settle(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            try (var left = Files.walk(fresh)) { // someone else was first
                for (var path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void untar(InputStream in, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("the archive reaches outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    file(tar, entry, path);
                }
            }
        }
    }

    private static void file(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        var permissions = new HashSet<>(PosixFilePermissions.fromString("rw-r--r--"));
        if ((entry.getMode() & 0100) != 0) {
            permissions.addAll(EXECUTABLE);
        }
        Files.setPosixFilePermissions(path, permissions);
    }

    private static Path cacheFolder() {
        var named = System.getenv("XDG_CACHE_HOME");
        var home = named == null || named.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
        return home.resolve("glassline");
    }

    /// The machines there are programs for.
    private record Machine(String name, String postgresArchive, String redisProgram) {

        static Machine here() {
            var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
            return switch (system) {
                case "Linux amd64" ->
                    new Machine("linux-amd64", "postgres-linux-x86_64.txz", "redis-server-7.0.15-linux-amd64");
                case "Linux aarch64" ->
                    new Machine("linux-arm64", "postgres-linux-arm_64.txz", "redis-server-7.0.15-linux-arm64");
                default ->
                    throw new IllegalStateException("there are no embedded servers for " + system
                            + "; set GLASSLINE_DB_URL and GLASSLINE_REDIS_URL and use 'serve' with servers of your own");
            };
        }
    }

    @FunctionalInterface
    private interface Unpacking {
        void unpack(InputStream in, Path folder) throws IOException;
    }
}
