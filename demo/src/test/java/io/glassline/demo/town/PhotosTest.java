package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.embedded.ClamServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/// A photo that a resident sends in the pothole form, from the provider's stand-in through a real ClamAV to the report
/// at public works, which fetches it from the gateway over HTTP.
@Tag("scanner")
class PhotosTest {

    private static final String GPS_MARK = "Exif\0\0";
    private static final Pattern PICTURE = Pattern.compile("<img src=\"([^\"]+/attachment/)thumbnail\"");

    private static ClamServer clam;
    private static Town town;
    private static HttpClient agent;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException, InterruptedException {
        clam = ClamServer.start(data.resolve("clam"));
        var config = data.resolve("config");
        Folders.copy(Town.home().resolve("config"), config);
        var services = config.resolve("services.yml");
        var text = Files.readString(services);
        assertThat(text).contains("photos: url", "poll-seconds: 60", "settle-seconds: 20");
        Files.writeString(
                services,
                text.replace("poll-seconds: 60", "poll-seconds: 2").replace("settle-seconds: 20", "settle-seconds: 8"));
        town = Town.of(config, Map.of("GLASSLINE_CLAMAV", "tcp://127.0.0.1:" + clam.port()), data.resolve("town"));
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
        town.send(town.request(town.providers("/open311/faults")).DELETE());
    }

    @ParameterizedTest(name = "{0} {3}")
    @CsvSource(delimiter = '|', textBlock = """
        # account      | citizen       | place          | while public works
          city-sms     | +15550801     | 20 Elm Street  |
          city-whatsapp| 15550802      | 100 Elm Street | double-answer
          city-telegram| 550803        | 180 Elm Street | taken-then-silent
        """)
    void aPhotoReachesTheReportAsTheCopyWithoutMetadata(String account, String citizen, String place, String fault)
            throws Exception {
        if (fault != null) {
            town.post(town.providers("/open311/faults"), Map.of("kind", fault));
        }
        reports(account, citizen, place, "image/jpeg", withGps());
        var heard = town.hears(account, citizen, "Your photo went along.");

        var number = numberIn(heard.getLast());
        var photo = get(agent, town.providers("/open311/photos/" + number)).orElseThrow();
        assertThat(photo).isEqualTo(copySeenByTheAgent(citizen));
        assertThat(new String(withGps(), StandardCharsets.ISO_8859_1)).contains(GPS_MARK);
        assertThat(new String(photo, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
        assertThat(reportsAt(place)).as("reports of this place").isEqualTo(1);
        assertThat(town.heard(account, citizen).stream().filter(text -> text.contains("number " + number)))
                .hasSize(1);
        assertThat(town.get(town.internet("/open311/v2/requests/" + number + ".json"))
                        .toString())
                .contains(number)
                .doesNotContain("media_url", "photo");
    }

    @Test
    void aVirusDoesNotReachTheReportAndTheReportGoes() throws Exception {
        reports("city-sms", "+15550811", "260 Elm Street", "image/jpeg", ClamServer.eicar());
        var heard = town.hears("city-sms", "+15550811", "could not go along");
        assertThat(get(agent, town.providers("/open311/photos/" + numberIn(heard.getLast()))))
                .isEmpty();
    }

    @Test
    void theReportGoesEvenIfThePictureNeverComes() throws Exception {
        town.fault(Map.of("account", "city-sms", "kind", "media-slow", "ms", 120_000));
        reports("city-sms", "+15550812", "340 Elm Street", "image/jpeg", withGps());
        var heard = town.hears("city-sms", "+15550812", "could not go along");
        assertThat(numberIn(heard.getLast())).isNotEmpty();
    }

    @Test
    void whatPublicWorksRefusesWithAPhotoItTakesWithout() throws Exception {
        town.post(town.providers("/open311/faults"), Map.of("kind", "photo-refused"));
        reports("city-whatsapp", "15550813", "20 Pine Street", "image/jpeg", withGps());
        town.hears("city-whatsapp", "15550813", "could not go along");
        assertThat(reportsAt("20 Pine Street")).isEqualTo(1);
    }

    @Test
    void aPhotoThatIsLeftOutIsNotSpokenOf() throws Exception {
        asked("city-sms", "+15550814", "100 Pine Street");
        town.says("city-sms", "+15550814", "no");
        town.hears("city-sms", "+15550814", "Shall I report it");
        town.says("city-sms", "+15550814", "yes");
        var heard = town.hears("city-sms", "+15550814", "number ");
        assertThat(heard.getLast()).doesNotContain("photo");
    }

    private static void reports(String account, String citizen, String place, String type, byte[] photo) {
        asked(account, citizen, place);
        town.post(
                town.providers("/incoming"),
                Map.of(
                        "account",
                        account,
                        "from",
                        citizen,
                        "text",
                        "",
                        "media",
                        List.of(Map.of(
                                "contentType",
                                type,
                                "filename",
                                "hole.jpg",
                                "data",
                                Base64.getEncoder().encodeToString(photo)))));
        town.hears(account, citizen, "Shall I report it");
        town.says(account, citizen, "yes");
    }

    /// As far as the question for the photo.
    private static void asked(String account, String citizen, String place) {
        town.says(account, citizen, "there is a pothole by my house");
        town.hears(account, citizen, "Where is it");
        town.says(account, citizen, place);
        town.hears(account, citizen, "How big");
        town.says(account, citizen, "huge");
        town.hears(account, citizen, "You can send a photo");
    }

    private static String numberIn(String words) {
        var matcher = Pattern.compile("number ([0-9]+)").matcher(words);
        assertThat(matcher.find()).as(words).isTrue();
        return matcher.group(1);
    }

    private static long reportsAt(String place) {
        var count = 0L;
        for (var report : town.get(town.providers("/open311/v2/requests.json"))) {
            count += report.path("address").asText().startsWith(place) ? 1 : 0;
        }
        return count;
    }

    private static byte[] copySeenByTheAgent(String citizen) throws IOException, InterruptedException {
        var conversation = town.conversations(citizen).get(0).path("id").asText();
        var page = new String(
                get(agent, town.inside("/console/conversations/" + conversation))
                        .orElseThrow(),
                StandardCharsets.UTF_8);
        var matcher = PICTURE.matcher(page);
        assertThat(matcher.find()).isTrue();
        return get(agent, URI.create(town.inside("").toString() + matcher.group(1) + "picture"))
                .orElseThrow();
    }

    private static Optional<byte[]> get(HttpClient client, URI at) throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofByteArray());
        return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }

    /// A JPEG with an Exif segment that says north of the equator.
    private static byte[] withGps() throws IOException {
        var plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB), "jpg", plain);
        var exif = new ByteArrayOutputStream();
        exif.write(GPS_MARK.getBytes(StandardCharsets.ISO_8859_1));
        exif.write(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8}); // TIFF, big-endian, its first directory at 8
        exif.write(new byte[] {0, 1, (byte) 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0}); // GPS at 26
        exif.write(new byte[] {0, 1, 0, 1, 0, 2, 0, 0, 0, 2, 'N', 0, 0, 0, 0, 0, 0, 0}); // GPSLatitudeRef
        var all = new ByteArrayOutputStream();
        all.write(plain.toByteArray(), 0, 2);
        all.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.size() + 2)});
        all.write(exif.toByteArray());
        all.write(plain.toByteArray(), 2, plain.size() - 2);
        return all.toByteArray();
    }
}
