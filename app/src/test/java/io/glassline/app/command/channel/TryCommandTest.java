package io.glassline.app.command.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// A payload tried on a channel file, for a person and for a program.
class TryCommandTest {

    private static final String CUSTOM =
            Path.of("..", "config", "channels", "custom.yml").toString();

    @TempDir
    private Path folder;

    private int exit;

    private String tried(String payload, String... more) throws IOException {
        var file = Files.writeString(folder.resolve("payload.json"), payload);
        var arguments = new ArrayList<>(List.of(CUSTOM, "--payload", file.toString()));
        arguments.addAll(List.of(more));
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            exit = new CommandLine(new TryCommand()).execute(arguments.toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
        return out.toString(UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # payload                                                                               | at             | what is there
              {"type":"message","id":"m-1","from":"r-7","text":"hi 💡","at":"2026-03-02T07:59:58Z"} | /events/0      | {"kind":"message","id":"m-1","from":"r-7","sentAt":"2026-03-02T07:59:58Z","content":{"kind":"text","text":"hi 💡"},"marks":[]}
              {"type":"message","id":"m-3","from":"r-7","place":{"latitude":40.7,"longitude":-73.9},"at":1772438395} | /events/0/content | {"kind":"place","latitude":40.7,"longitude":-73.9}
              {"type":"reaction","id":"s-1","from":"r-7","about":"o-1","emoji":"👍","at":1772438395} | /events/0/content | {"kind":"reaction","about":"o-1","words":"[reacted with 👍]"}
              {"type":"status","id":"o-1","status":"delivered","at":1772438395}                     | /events/0/delivery | "delivered"
              {"type":"opted-out","from":"r-7","at":1772438395}                                     | /events/0/kind | "opted-out"
              {"type":"holiday"}                                                                    | /receipt       | "nothing"
              not JSON                                                                              | /fault         | "malformed"
            """)
    void aProgramReadsWhatItWouldBe(String payload, String at, String there) throws IOException {
        var json = new ObjectMapper();

        assertThat(json.readTree(tried(payload)).at(at)).isEqualTo(json.readTree(there));
        assertThat(exit).isEqualTo(at.equals("/fault") ? 1 : 0);
    }

    @Test
    void theProofIsCheckedWhereTheSecretIsGiven() throws IOException {
        var headers = Files.writeString(folder.resolve("headers"), """
                webhook-id: msg_0
                Webhook-Timestamp: 1772438395
                webhook-signature: v1,AAAA v1,Lj1huKcp8A7nm3CmfiR23se2KE42XosSyeXVkwOuVh8=
                """);
        var asJson = Files.writeString(
                folder.resolve("headers.json"),
                "{\"webhook-id\":\"msg_0\",\"webhook-timestamp\":\"1772438395\",\"webhook-signature\":\"v1,AAAA\"}");
        var payload =
                "{\"type\": \"message\", \"id\": \"m-1\", \"from\": \"resident-7\", \"text\": \"The street light outside"
                        + " number 12 is out 💡\", \"at\": \"2026-03-02T07:59:58Z\"}";
        var secret = "signing-secret=whsec_YSBtYWRlLXVwIHNlY3JldCBvZiAzMiBieXRlcy4uLi4=";
        var at = "2026-03-02T08:00:00Z";

        assertThat(tried(payload, "--headers", headers.toString(), "--secret", secret, "--at", at))
                .contains("\"m-1\"");
        assertThat(tried(payload, "--headers", asJson.toString(), "--secret", secret, "--at", at))
                .contains("\"not-authentic\"");
        assertThat(tried(payload, "--headers", asJson.toString())).contains("\"m-1\"");
    }
}
