package io.glassline.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadsTest {

    private static final Path OF_THE_KIT = Path.of("../channel-kit/src/main/resources/payloads");
    private static final Path OF_THE_EXAMPLE = Path.of("src/test/resources/payloads");

    private static final Pattern NAME = Pattern.compile("[a-z]+__[a-z0-9_]+\\.(form|json|eml)");

    /// A payload that no table names would be kept for nothing, and what becomes of it held by nobody.
    @ParameterizedTest
    @CsvSource({
        "sms, SmsAdapterTest",
        "whatsapp, WhatsAppAdapterTest",
        "telegram, TelegramAdapterTest",
        "email, EmailAdapterTest",
        "voice, VoiceAdapterTest",
        "example, HarborAdapterTest"
    })
    void everyPayloadOfAChannelIsNamedInItsTest(String channel, String test) throws IOException {
        var source = Files.readString(Path.of("src/test/java/io/glassline/channels", channel, test + ".java"));

        assertThat(payloads(channel)).isNotEmpty().allSatisfy(file -> {
            assertThat(file).matches(NAME);
            assertThat(source).containsPattern("\\b" + file.substring(0, file.lastIndexOf('.')) + "\\b");
        });
    }

    private static List<String> payloads(String channel) throws IOException {
        var folder = (channel.equals("example") ? OF_THE_EXAMPLE : OF_THE_KIT).resolve(channel);
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
