package io.glassline.app.command.citizen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.glassline.app.command.rules.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `records export` over a node that answers as a test says.
class RecordsExportCommandTest {

    private static final String ID = "6a1f2a3e-0000-4000-8000-000000000001";

    @TempDir
    private Path folder;

    private HttpServer node;
    private final List<String> asked = new ArrayList<>();
    private int status = 200;
    private byte[] answer = {};

    @BeforeEach
    void aNode() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        node.start();
    }

    @AfterEach
    void close() {
        node.stop(0);
    }

    private int command(String id, Path to) {
        var command = new CommandLine(new RecordsCommand());
        command.setExecutionExceptionHandler((e, _, _) -> {
            throw e;
        });
        return command.execute(
                "export",
                id,
                to.toString(),
                "--url",
                "http://localhost:" + node.getAddress().getPort(),
                "--token",
                "secret");
    }

    private static RecordsExportCommand parsed(String id, Path to, int port) {
        var command = new RecordsExportCommand();
        new CommandLine(command).parseArgs(id, to.toString(), "--url", "http://localhost:" + port, "--token", "secret");
        return command;
    }

    private static byte[] zip(String... paths) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var path : paths) {
                zip.putNextEntry(new ZipEntry(path));
                zip.write(path.getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void theFilesAreWrittenIntoTheFolder() throws IOException {
        answer = zip("index.html", "conversations/0001.html");
        var to = folder.resolve("given");
        assertThat(command(ID, to)).isZero();
        assertThat(to.resolve("conversations/0001.html")).hasContent("conversations/0001.html");
        assertThat(asked).containsExactly("POST /api/records-requests/" + ID + "/export Bearer secret");
    }

    @Test
    void whatCannotBeGivenOutYetIsToldInTheNodesWords() {
        status = 409;
        answer = "{\"detail\":\"3 of 5 pieces wait for a decision, first in conversation 1.\"}".getBytes(UTF_8);
        var command = parsed(ID, folder.resolve("given"), node.getAddress().getPort());
        assertThatThrownBy(command::call)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("3 of 5 pieces wait for a decision");
    }

    @Test
    void nothingIsWrittenIntoAFolderWithSomethingInItOrOutOfIt() throws IOException {
        Files.writeString(folder.resolve("other"), "");
        var port = node.getAddress().getPort();
        assertThatThrownBy(parsed(ID, folder, port)::call).hasMessageContaining("is not empty");
        assertThatThrownBy(parsed("seven", folder.resolve("given"), port)::call).hasMessageContaining("is no id");
        assertThat(asked).isEmpty();
        answer = zip("../outside.html");
        assertThatThrownBy(parsed(ID, folder.resolve("given"), port)::call)
                .hasMessageContaining("leads out of the folder");
        assertThat(folder.resolve("outside.html")).doesNotExist();
    }
}
