package io.glassline.app;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a folder of its own, where a JDK and Maven stand in that only say that they were called.
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "glassline");

    @TempDir
    Path folder;

    @Test
    void ofTwoCommandsThatFindNoBuildOneBuildsAndBothRun() throws Exception {
        assumeTrue(hasFlock(), "without flock nothing keeps two commands from building at once");
        Files.copy(LAUNCHER, folder.resolve("glassline"), COPY_ATTRIBUTES);
        script("mvnw", """
                mkdir building || exit 1
                echo built >> builds
                sleep 1
                mkdir -p app/target
                touch app/target/glassline.jar
                rmdir building
                """);
        script("jdk/bin/java", """
                if [ "$1" = -version ]; then echo 'openjdk version "25.0.1"'; else echo "ran: $*"; fi
                """);
        script("jdk/bin/javac", "exit 1");

        var commands = List.of(start("check"), start("verify"));

        for (var command : commands) {
            var said = new String(command.getInputStream().readAllBytes());
            assertThat(command.waitFor()).as(said).isZero();
            assertThat(said).contains("ran: ").contains("io.glassline.app.Glassline");
        }
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(1);
    }

    private static boolean hasFlock() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "flock")));
    }

    private void script(String name, String lines) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(String command) throws IOException {
        var builder = new ProcessBuilder(folder.resolve("glassline").toString(), command).redirectErrorStream(true);
        builder.environment().put("GLASSLINE_JAVA_HOME", folder.resolve("jdk").toString());
        return builder.start();
    }
}
