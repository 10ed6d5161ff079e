package io.glassline.app.command.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.Glassline;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ChannelCommandTest {

    private final StringWriter errors = new StringWriter();

    @Test
    void asksAChannelALineAQuestion() {
        var printed = new ByteArrayOutputStream();

        assertThat(run(printed, "channel", "test", "voice")).isZero();
        assertThat(printed.toString(UTF_8).lines())
                .contains("held           wrong-proof: a call with the wrong proof is refused before it is read")
                .contains("does not apply stops: the provider's word that somebody stopped counts")
                .last()
                .asString()
                .startsWith("45 questions: ")
                .contains(" 0 failed");
    }

    @Test
    void printsTheReportAsJson() throws Exception {
        var printed = new ByteArrayOutputStream();

        assertThat(run(printed, "channel", "test", "voice", "--json")).isZero();
        var report = new ObjectMapper().readTree(printed.toByteArray());
        assertThat(report.path("holds").asBoolean()).isTrue();
        assertThat(report.path("questions")).hasSize(45);
        assertThat(report.path("questions").path(0).path("verdict").asText()).isEqualTo("held");
    }

    @Test
    void namesTheChannelsThereAre() {
        assertThat(run(new ByteArrayOutputStream(), "channel", "test", "pigeon"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("pigeon").contains("sms, whatsapp, telegram, email, voice");
    }

    private int run(ByteArrayOutputStream printed, String... arguments) {
        var before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            return new CommandLine(new Glassline())
                    .setErr(new PrintWriter(errors, true))
                    .execute(arguments);
        } finally {
            System.setOut(before);
        }
    }
}
