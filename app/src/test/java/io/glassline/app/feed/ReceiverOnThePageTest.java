package io.glassline.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedMessage;
import io.glassline.feed.FeedReceiver.Given;
import io.glassline.feed.FeedSecret;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The receiver that `docs/operations/feeds.md` shows, run by Node.js as it stands there.
@Tag("witness")
class ReceiverOnThePageTest {

    private static final Path PAGE = Path.of("..", "docs", "operations", "feeds.md");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_c2V0LWluLXRoZS1kZXBsb3ltZW50LXNvLW5leHQ=";

    @TempDir
    private Path folder;

    @Test
    void takesWhatIsGenuineAndKeepsItOnce() throws Exception {
        var script = folder.resolve("receiver.mjs");
        Files.writeString(script, onThePage());
        var builder = new ProcessBuilder("node", script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("FEED_SECRET", SECRET);
        builder.environment().put("PORT", "0");
        var process = builder.start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            var url = URI.create("http://127.0.0.1:" + line(said).replace("port ", "") + "/");
            assertThat(give(url, 7, InstantSource.system(), OTHER, SECRET)).isEqualTo(Given.all(1));
            assertThat(line(said)).isEqualTo("7");
            assertThat(give(url, 7, InstantSource.system(), SECRET)).isEqualTo(Given.all(1));
            assertThat(refusal(give(url, 8, InstantSource.system(), OTHER))).isEqualTo("it failed with status 401");
            var hourAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
            assertThat(refusal(give(url, 8, hourAgo, SECRET))).isEqualTo("it failed with status 401");
            assertThat(give(url, 9, InstantSource.system(), SECRET)).isEqualTo(Given.all(1));
            assertThat(line(said)).as("what came twice was kept once").isEqualTo("9");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String onThePage() throws IOException {
        var block = Pattern.compile("```js\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String line(BufferedReader said) throws IOException {
        var line = said.readLine();
        if (line == null) {
            throw new IllegalStateException("the receiver ended: is there a node of version 18 or later?");
        }
        return line;
    }

    private static Given give(URI url, long index, InstantSource clock, String... secrets) {
        var target = new Feed.Webhook(
                url,
                true,
                List.of(secrets).stream()
                        .map(secret -> new FeedSecret(new Secret(secret)))
                        .toList());
        try (var receiver = new WebhookReceiver(target, clock)) {
            var body = "{\"id\":\"" + index + "\"}";
            return receiver.give(
                    List.of(new FeedMessage(index, "", CloudEvents.MEDIA_TYPE, body.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static String refusal(Given given) {
        return given.refusal().orElseThrow().because();
    }
}
