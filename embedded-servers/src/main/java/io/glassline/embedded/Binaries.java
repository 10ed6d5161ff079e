package io.glassline.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// Unpacks the servers' programs from the class path, once for each version of them.
final class Binaries {

    private Binaries() {}

    /// @return a folder with PostgreSQL's `bin`, `lib` and `share`.
    static Path postgres(DataFolder folder) throws IOException {
        var archive = resource("postgres-linux-" + (isArm() ? "arm_64" : "x86_64") + ".txz");
        return unpacked(folder, "postgresql-" + mark(archive), target -> {
            try (var in = new TarArchiveInputStream(
                    new XZCompressorInputStream(new BufferedInputStream(archive.openStream())))) {
                for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    unpack(in, entry, target);
                }
            }
        });
    }

    /// @return the folder with `redis-server`.
    static Path redis(DataFolder folder) throws IOException {
        var program = resource("redis-server-7.0.15-linux-" + (isArm() ? "arm64" : "amd64"));
        return unpacked(folder, "redis-" + mark(program), target -> {
            try (var in = program.openStream()) {
                write(in, target.resolve("redis-server"), true);
            }
        });
    }

    private static void unpack(InputStream in, TarArchiveEntry entry, Path target) throws IOException {
        var file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("archive entry points outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            write(in, file, (entry.getMode() & 0100) != 0);
        }
    }

    private static void write(InputStream in, Path file, boolean isProgram) throws IOException {
        Files.copy(in, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /// Unpacks beside the place and moves there when all is done, so that a start that was cut short leaves nothing
    /// half.
    private static Path unpacked(DataFolder folder, String name, Unpacking unpacking) throws IOException {
        var target = folder.path("bin").resolve(name);
        if (!Files.isDirectory(target)) {
            var unfinished = target.resolveSibling(name + ".new");
            delete(unfinished);
            Files.createDirectories(unfinished);
            unpacking.into(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    private interface Unpacking {
        void into(Path target) throws IOException;
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static URL resource(String name) {
        var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var found = os.contains("linux") ? Binaries.class.getResource("/" + name) : null;
        if (found == null) {
            throw new IllegalStateException(
                    "no embedded server for %s on %s is on the class path (%s); set GLASSLINE_DB_URL and GLASSLINE_REDIS_URL to servers of your own"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), name));
        }
        return found;
    }

    private static boolean isArm() {
        var arch = System.getProperty("os.arch", "");
        return arch.equals("aarch64") || arch.equals("arm64");
    }

    /// Tells one version of a program from another without reading it: the checksum that the jar keeps of it.
    private static String mark(URL resource) throws IOException {
        var connection = resource.openConnection();
        var mark = connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getCrc()
                : connection.getContentLengthLong();
        return Long.toHexString(mark);
    }
}
