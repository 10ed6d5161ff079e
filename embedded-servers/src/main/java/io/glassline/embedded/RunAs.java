package io.glassline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// As whom PostgreSQL is run, which refuses to be root.
///
/// Root puts it into a user namespace of its own, where it is nobody in particular and its files are still root's.
/// Where that is not allowed, as in many containers, it is run as the user `nobody`, to whom its folder is given.
enum RunAs {
    OURSELVES(List.of()),
    NAMESPACE(List.of("unshare", "--user")),
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    static final int NOBODYS_ID = 65_534;

    private final List<String> prefix;

    RunAs(List<String> prefix) {
        this.prefix = prefix;
    }

    /// @throws IllegalStateException when we are root and there is no way not to be.
    static RunAs choose() {
        if (!isRoot()) {
            return OURSELVES;
        }
        return Stream.of(NAMESPACE, NOBODY)
                .filter(RunAs::works)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "PostgreSQL does not run as root, and neither unshare nor setpriv is there or allowed; run the"
                                + " gateway as an ordinary user, or set GLASSLINE_DB_URL to a PostgreSQL of your own"));
    }

    static boolean isRoot() {
        try {
            return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) == 0;
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private boolean works() {
        try {
            return new ProcessBuilder(command(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /// Gives a folder and all in it to whoever PostgreSQL is run as.
    void give(Path folder) throws IOException {
        if (this != NOBODY) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                Files.setAttribute(file, "unix:uid", NOBODYS_ID);
                Files.setAttribute(file, "unix:gid", NOBODYS_ID);
            }
        }
    }
}
