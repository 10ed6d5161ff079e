package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing of the inside is reached by writing its address otherwise, on either port. The addresses go out byte for
/// byte, for a client of Java's would mend some.
class WrittenOtherwiseTest {

    private final Town town = Town.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/conversations",
                "//api/conversations",
                "///api/conversations",
                "/./api/conversations",
                "/log/../api/conversations",
                "/log/%2e%2e/api/conversations",
                "/%61pi/conversations",
                "/api;x=y/conversations",
                "/api%2fconversations",
                "/API/conversations",
                "/\\api/conversations",
                "http://localhost/api/conversations",
                "http://localhost//api/conversations",
                "/console",
                "//console",
                "/%63onsole",
                "/assets/../console",
                "//health",
                "//metrics",
                "/log/../metrics"
            })
    void isNotAWayIn(String address) throws Exception {
        assertThat(status(town.port, address)).as("from the internet").isIn(400, 404);
        assertThat(status(town.insidePort, address))
                .as("inside, without a session or token")
                .isIn(303, 400, 401, 404);
    }

    private static int status(int port, String address) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
