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

    /// The lock of apt's lists, for which apt itself does not wait. Whoever has it lets go during the first sleep.
    @Test
    void waitsForAnotherProgramThatUsesApt() throws Exception {
        prepareMachineWithoutABrowser();
        script("bin/sleep", "rm -f held");
        Files.createFile(folder.resolve("held"));

        var command = onThatMachine("test");

        var printed = new String(command.getInputStream().readAllBytes());
        assertThat(command.waitFor()).as(printed).isZero();
        assertThat(printed)
                .contains("waiting for another program that uses apt")
                .contains("tests ran");
        assertThat(Files.readAllLines(folder.resolve("installed"))).containsExactly("update", "install -y chromium");
    }

    @Test
    void saysWhatAptSaidWhenItFailsForAnotherReason() throws Exception {
        prepareMachineWithoutABrowser();
        Files.createFile(folder.resolve("offline"));

        var command = onThatMachine("test");

        var printed = new String(command.getInputStream().readAllBytes());
        assertThat(command.waitFor()).as(printed).isEqualTo(1);
        assertThat(printed).contains("E: no network").contains("--no-browser").doesNotContain("tests ran");
    }

    /// Root on a Debian, whose apt-get stands in: `held` is another program's lock, `offline` a network that is away.
    private void prepareMachineWithoutABrowser() throws IOException {
        Files.copy(LAUNCHER, folder.resolve("glassline"), COPY_ATTRIBUTES);
        script("mvnw", "echo tests ran");
        script("jdk/bin/java", "echo 'openjdk version \"25.0.1\"'");
        script("jdk/bin/javac", "exit 1");
        script("bin/id", "echo 0");
        script("bin/node", "exit 0");
        script("bin/apt-get", """
                if [ -e held ]; then
                    echo 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)' >&2
                    exit 100
                fi
                if [ -e offline ]; then echo 'E: no network' >&2; exit 100; fi
                shift 3
                echo "$*" >> installed
                """);
        for (var tool : List.of("sh", "dirname", "readlink", "grep", "head", "mkdir", "rm")) {
            Files.createSymbolicLink(folder.resolve("bin").resolve(tool), program(tool));
        }
    }

    private Process onThatMachine(String command) throws IOException {
        var builder = new ProcessBuilder(folder.resolve("glassline").toString(), command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("GLASSLINE_JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("PATH", folder.resolve("bin").toString());
        return builder.start();
    }

    private static Path program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
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
