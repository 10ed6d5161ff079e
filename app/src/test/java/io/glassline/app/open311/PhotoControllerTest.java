package io.glassline.app.open311;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.media.Attachment;
import io.glassline.media.Attachment.State;
import io.glassline.media.InMemoryAttachments;
import io.glassline.media.InMemoryMediaFiles;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.request.RequestPhotos;
import io.glassline.request.Requests;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestPhoto;
import io.glassline.routing.Submission;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the address of a photo answers.
class PhotoControllerTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final String TOKEN = "abcdefghijklmnopqrstuvwx";
    private static final Message.Id PHOTO = new Message.Id(new UUID(5, 5));
    private static final Conversation TALK = Conversation.open(
            new Conversation.Id(new UUID(1, 1)),
            new UUID(2, 2),
            new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550199")),
            Locale.ENGLISH,
            NOW);
    private static final CityRequest REQUEST = CityRequest.asked(
                    new Message.Id(new UUID(3, 3)),
                    0,
                    TALK,
                    new Submission("pothole", Map.of(CityRequest.PHOTO, PHOTO.toString())),
                    NOW)
            .with(RequestPhoto.at(new RequestPhoto.Link(TOKEN, NOW.plusSeconds(60))));

    private final InMemoryAttachments attachments = new InMemoryAttachments();
    private final InMemoryMediaFiles files = new InMemoryMediaFiles();
    private final PhotoController controller = new PhotoController(
            new RequestPhotos(requests(), attachments, files, () -> new byte[0], "https://city.example"),
            files,
            InstantSource.fixed(NOW));

    private static Requests requests() {
        return (Requests) Proxy.newProxyInstance(
                Requests.class.getClassLoader(), new Class<?>[] {Requests.class}, (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("withPhotoLink");
                    return Optional.of(REQUEST).filter(_ -> arguments[0].equals(TOKEN) && arguments[1].equals(NOW));
                });
    }

    @BeforeEach
    void aPhotoCame() {
        attachments.belongsTo(TALK.id(), PHOTO);
    }

    private void is(State state) throws IOException {
        var original = files.put(PHOTO, new byte[] {9, 9, 9}, "image/heic");
        var copy = files.put(PHOTO, new byte[] {1, 2, 3}, "image/jpeg");
        attachments.put(Attachment.fresh(PHOTO, "city-sms", "image/heic", Optional.empty(), NOW)
                .drawn(original, copy, copy)
                .in(state, ""));
    }

    @Test
    void theCopyIsGivenAsThePictureItIsAndKeptByNobody() throws IOException {
        is(State.READY);
        var answer = controller.photo(TOKEN + ".jpg");
        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.body()).isInstanceOfSatisfying(StreamedFile.class, file -> {
            assertThat(file.getMediaType().toString()).isEqualTo("image/jpeg");
            assertThat(file.getInputStream()).hasBinaryContent(new byte[] {1, 2, 3});
        });
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Robots-Tag")).isEqualTo("noindex");
        assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "READY")
    void whatIsNotCleanIsNotThere(State state) throws IOException {
        is(state);
        assertThat(controller.photo(TOKEN + ".jpg").code()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".jpg", "abcdefghijklmnopqrstuvwy.jpg", "abcdefghijklmnopqrstuvwx", "../x.jpg"})
    void anotherAddressLeadsNowhere(String name) throws IOException {
        is(State.READY);
        assertThat(controller.photo(name).code()).isEqualTo(404);
    }
}
