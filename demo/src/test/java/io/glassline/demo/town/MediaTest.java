package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.embedded.ClamServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What citizens send beside words, all the way: from the provider's stand-in, through a real ClamAV, to
/// the agent.
@Tag("scanner")
class MediaTest {

    private static final Pattern THUMBNAIL = Pattern.compile("<img src=\"([^\"]+/attachment/)thumbnail\"");
    private static final Pattern SOUND = Pattern.compile("<audio [^>]*src=\"([^\"]+/attachment/sound)\"");

    private static ClamServer clam;
    private static Town town;
    private static HttpClient agent;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException, InterruptedException {
        clam = ClamServer.start(data.resolve("clam"));
        town = Town.with(Map.of("GLASSLINE_CLAMAV", "tcp://127.0.0.1:" + clam.port()), data.resolve("town"));
        signIn();
    }

    private static void signIn() throws IOException, InterruptedException {
        agent = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        var form = HttpRequest.newBuilder(town.inside("/console/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("id=supervisor&password=demo&next=/console"))
                .build();
        assertThat(agent.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(303);
    }

    @AfterAll
    static void stop() {
        town.close();
        clam.close();
    }

    @AfterEach
    void nothingIsWrongAnyMore() {
        town.noFaults();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # account      | citizen
          city-sms     | +15550701
          city-whatsapp| 15550702
          city-telegram| 550703
          city-email   | ana.seven@example.com
        """)
    void aPictureIsSeenByTheAgent(String account, String citizen) throws Exception {
        sends(account, citizen, "The lamp on Elm is out", "image/png", picture());
        var thumbnail = awaitPage(citizen, page -> THUMBNAIL.matcher(page).find());
        assertThat(thumbnail).contains("alt=\"Picture from the citizen");

        var at = match(THUMBNAIL, thumbnail);
        for (var what : List.of("thumbnail", "picture", "original")) {
            var read = ImageIO.read(new ByteArrayInputStream(get(at + what).body()));
            assertThat(read.getWidth()).as(what).isEqualTo(80);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # account      | citizen
          city-whatsapp| 15550712
          city-telegram| 550713
        """)
    void aVoiceNoteIsHeardByTheAgent(String account, String citizen) throws Exception {
        var voice = HexFormat.of()
                .parseHex("4f67675300020000000000000000000000000000000000000000" + "0113" + "4f70757348656164");
        sends(account, citizen, "", "audio/ogg", voice);
        var page = awaitPage(citizen, html -> SOUND.matcher(html).find());
        assertThat(get(match(SOUND, page)).body()).isEqualTo(voice);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # account      | citizen
          city-sms     | +15550721
          city-whatsapp| 15550722
          city-telegram| 550723
          city-email   | bo.seven@example.com
        """)
    void aVirusIsNeverGivenOut(String account, String citizen) throws Exception {
        sends(account, citizen, "My invoice", "application/pdf", ClamServer.eicar());
        var page = awaitPage(
                citizen,
                html -> html.contains("Withheld: it is infected. The virus scanner found Eicar-Test-Signature"));
        assertThat(page).doesNotContain("/attachment/");
    }

    @Test
    void wordsNeverWaitForThePicture() throws Exception {
        town.fault(Map.of("account", "city-sms", "kind", "media-slow", "ms", 8_000));
        sends("city-sms", "+15550731", "When is my trash picked up?", "image/png", picture());
        town.hears("city-sms", "+15550731", "once a week");
        assertThat(page("+15550731")).contains("Being fetched.");
        awaitPage("+15550731", html -> THUMBNAIL.matcher(html).find());
    }

    @Test
    void aRedirectInsideIsRefused() throws Exception {
        town.fault(Map.of("account", "city-sms", "kind", "media-inside"));
        sends("city-sms", "+15550741", "Look", "image/png", picture());
        awaitPage("+15550741", html -> html.contains("It cannot be had. It is not fetched: it is not over TLS."));
    }

    @Test
    void aPictureThatIsMissingForAWhileComesByItself() throws Exception {
        town.fault(Map.of("account", "city-whatsapp", "kind", "media-missing", "seconds", 6));
        sends("city-whatsapp", "15550751", "Look", "image/png", picture());
        awaitPage("15550751", html -> html.contains("Being fetched. The provider does not have it (404)."));
        awaitPage("15550751", html -> THUMBNAIL.matcher(html).find());
    }

    @Test
    void whileTheScannerIsAwayItIsHeldAndSeenWhenItIsBack() throws Exception {
        clam.stop();
        sends("city-telegram", "550761", "Look", "image/png", picture());
        var held = awaitPage("550761", html -> html.contains("Held until it was scanned. The virus scanner is away"));
        assertThat(held).doesNotContain("/attachment/");
        clam.start();
        awaitPage("550761", html -> THUMBNAIL.matcher(html).find());
    }

    @Test
    void aNodeThatIsKilledWhileItFetchesFetchesAgain() throws Exception {
        town.fault(Map.of("account", "city-sms", "kind", "media-slow", "ms", 60_000));
        sends("city-sms", "+15550771", "Look", "image/png", picture());
        awaitPage("+15550771", html -> html.contains("Being fetched."));
        Thread.sleep(2_000); // it is taken up within a second and a half
        town.kill();
        town.start();
        signIn();
        awaitPage("+15550771", html -> THUMBNAIL.matcher(html).find());
    }

    private static void sends(String account, String from, String text, String type, byte[] content) {
        var media = Map.of(
                "contentType",
                type,
                "filename",
                "lamp.bin",
                "data",
                Base64.getEncoder().encodeToString(content));
        town.post(
                town.providers("/incoming"),
                Map.of("account", account, "from", from, "text", text, "media", List.of(media)));
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private static String awaitPage(String citizen, Predicate<String> holds) {
        return Town.awaitValue("the page of " + citizen + " shows it", () -> page(citizen), holds);
    }

    /// The pages of all conversations of this citizen: a mail's parts may have come to several.
    private static String page(String citizen) {
        var pages = new ArrayList<String>();
        for (var conversation : town.conversations(citizen)) {
            pages.add(new String(
                    get("/console/conversations/" + conversation.path("id").asText())
                            .body(),
                    StandardCharsets.UTF_8));
        }
        return String.join("\n", pages);
    }

    private static String match(Pattern pattern, String page) {
        var matcher = pattern.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static HttpResponse<byte[]> get(String path) {
        try {
            var at = URI.create(town.inside("").toString() + path);
            var answer = agent.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
