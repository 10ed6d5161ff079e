package io.glassline.storage.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// A backup that was read from its first to its last byte and is whole: nothing is taken from one before.
public final class BackupFile {

    private static final int MANIFEST_BYTES_MAX = 256 << 20;

    private final Path file;
    private final BackupKey key;
    private final Manifest manifest;

    private BackupFile(Path file, BackupKey key, Manifest manifest) {
        this.file = file;
        this.key = key;
        this.manifest = manifest;
    }

    /// @throws DamagedBackup where it is changed, cut off, of another key, or not as its manifest says
    public static BackupFile checked(Path file, BackupKey key) throws IOException {
        var found = new ArrayList<Manifest.Part>();
        var manifest = new @Nullable Manifest[1];
        read(file, key, (name, in) -> {
            if (name.equals(BackupWriter.MANIFEST)) {
                manifest[0] = Manifest.parse(in.readNBytes(MANIFEST_BYTES_MAX));
            } else {
                found.add(digested(requireInside(name), in));
            }
        });
        var said = manifest[0];
        if (said == null) {
            throw new DamagedBackup("it has no manifest");
        }
        compare(said.parts(), found);
        return new BackupFile(file, key, said);
    }

    public Manifest manifest() {
        return manifest;
    }

    /// What takes one part. What it leaves unread is passed over.
    @FunctionalInterface
    public interface Taking {
        void part(String name, InputStream content) throws IOException;
    }

    /// Gives all parts but the manifest, in the order in which they were written.
    public void parts(Taking taking) throws IOException {
        read(file, key, (name, in) -> {
            if (!name.equals(BackupWriter.MANIFEST)) {
                taking.part(requireInside(name), in);
            }
        });
    }

    private static void read(Path file, BackupKey key, Taking taking) throws IOException {
        try (var sealed = new SealedInput(new BufferedInputStream(Files.newInputStream(file)), key)) {
            var zip = new ZipInputStream(sealed);
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                taking.part(entry.getName(), zip);
                zip.closeEntry();
            }
            sealed.transferTo(OutputStream.nullOutputStream()); // up to its sealed end
        } catch (ZipException e) {
            throw new DamagedBackup("its parts cannot be read: " + e.getMessage());
        }
    }

    private static Manifest.Part digested(String name, InputStream in) throws IOException {
        var sha256 = BackupWriter.sha256();
        var bytes = new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
        return new Manifest.Part(name, bytes, HexFormat.of().formatHex(sha256.digest()));
    }

    /// That a part's name leads nowhere but below the folder it is put into.
    private static String requireInside(String name) throws DamagedBackup {
        if (name.startsWith("/")
                || name.contains("\\")
                || !Path.of(name).normalize().toString().equals(name)
                || name.startsWith("..")) {
            throw new DamagedBackup("it has a part of the name \"%s\"".formatted(name));
        }
        return name;
    }

    private static void compare(List<Manifest.Part> said, List<Manifest.Part> found) throws DamagedBackup {
        for (var part = 0; part < Math.min(said.size(), found.size()); part++) {
            if (!said.get(part).equals(found.get(part))) {
                throw new DamagedBackup("its part %s is not the %s of its manifest"
                        .formatted(found.get(part).name(), said.get(part).name()));
            }
        }
        if (said.size() != found.size()) {
            throw new DamagedBackup(
                    "it has %,d parts, and its manifest names %,d".formatted(found.size(), said.size()));
        }
    }
}
