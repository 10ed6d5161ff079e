package io.glassline.app.receipt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A folder for what is given out: it was not there or was empty, and nobody else on this machine reads it.
public final class FreshFolder {

    private FreshFolder() {}

    /// @throws IOException where the folder is there already with something in it, or cannot be made
    public static Path made(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var there = Files.list(folder)) {
                if (there.findAny().isPresent()) {
                    throw new IOException(folder + " is not empty");
                }
            }
        }
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }
}
