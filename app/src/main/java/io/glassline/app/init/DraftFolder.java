package io.glassline.app.init;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/// A folder beside another one, in which something is written and checked before it takes that one's place.
final class DraftFolder {

    private final Path path;

    /// Makes it, and the folders above where they are not there.
    ///
    /// @throws UncheckedIOException when it cannot be made
    DraftFolder(Path place) {
        var whole = place.toAbsolutePath().normalize();
        var above = Optional.ofNullable(whole.getParent()).orElse(whole);
        this.path = above.resolve(
                "." + whole.getFileName() + "-" + UUID.randomUUID().toString().substring(0, 8));
        try {
            Files.createDirectories(above);
            Files.createDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write beside " + place, e);
        }
    }

    Path path() {
        return path;
    }

    /// Takes the place of `folder`, which is not there or empty.
    void moveTo(Path folder) throws IOException {
        Files.deleteIfExists(folder);
        Files.move(path, folder.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Deletes what is left of it.
    void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
