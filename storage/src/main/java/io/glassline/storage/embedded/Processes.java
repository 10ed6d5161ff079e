package io.glassline.storage.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the system says of processes.
final class Processes {

    private Processes() {}

    /// Whether the process was started with this folder among its arguments, or runs in it: then it is the one we left
    /// there, and not one that was given the same number since.
    static boolean mentions(ProcessHandle handle, Path folder) {
        var proc = Path.of("/proc", Long.toString(handle.pid()));
        try {
            return new String(Files.readAllBytes(proc.resolve("cmdline")), StandardCharsets.UTF_8)
                            .contains(folder.toString())
                    || Files.readSymbolicLink(proc.resolve("cwd")).equals(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
