package io.glassline.app.node;

import io.glassline.router.knowledge.TrainingCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cache with one file for each name in a folder of its own. Whatever goes wrong with it is told once in the log,
/// and then nothing was written down: it only spares time.
public final class TrainingCacheFolder implements TrainingCache {

    /// A knowledge that is edited leaves its old files behind; so many of those that were read or written last stay.
    private static final int FILES_MAX = 8;

    private static final Logger LOG = LoggerFactory.getLogger(TrainingCacheFolder.class);

    private final Path folder;

    public TrainingCacheFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> read(String name) {
        var file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            var found = Files.readAllBytes(file);
            keep(file);
            return Optional.of(found);
        } catch (IOException e) {
            LOG.atInfo().log("{} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /// What is read is not among the oldest.
    private static void keep(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.atInfo().log("{} was read, and cannot be marked as read: {}", file, e.toString());
        }
    }

    @Override
    public void write(String name, byte[] found) {
        try {
            Files.createDirectories(folder);
            var unfinished = Files.createTempFile(folder, "unfinished", "");
            Files.write(unfinished, found);
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            forgetTheOldest();
        } catch (IOException e) {
            LOG.atInfo().log("nothing can be kept in {}, so each start learns anew: {}", folder, e.toString());
        }
    }

    private void forgetTheOldest() throws IOException {
        try (var files = Files.list(folder)) {
            var old = files.sorted(
                            Comparator.comparing(TrainingCacheFolder::age).reversed())
                    .skip(FILES_MAX)
                    .toList();
            for (var file : old) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long age(Path file) {
        return file.toFile().lastModified();
    }
}
