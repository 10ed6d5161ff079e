package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Stage;
import io.glassline.media.Attachment;
import io.glassline.media.Attachment.State;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What staff see of what citizens sent beside words.
class AttachmentTest {

    private final ManualClock clock = new ManualClock();
    private final Town town = new Town(-1, clock);
    private Browser agent;

    @BeforeEach
    void signIn() throws Exception {
        agent = new Browser(town).signedInAs("agent");
    }

    @AfterEach
    void close() {
        town.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # state    | because                        | the page says                                               | picture | save
          FETCHING |                                | Being fetched.                                              | no      | no
          FETCHING | The provider answered 503.     | Being fetched. The provider answered 503.                   | no      | no
          HELD     | The virus scanner is away: x.  | Held until it was scanned. The virus scanner is away: x.    | no      | no
          READY    |                                |                                                             | yes     | yes
          READY    | It was announced as image/png. | It was announced as image/png.                              | yes     | yes
          UNSCANNED| No virus scanner is set up.    | Nothing has scanned this for viruses. No virus scanner is set up. | yes | yes
          INFECTED | The virus scanner found Eicar. | Withheld: it is infected. The virus scanner found Eicar.    | no      | no
          REFUSED  | It is larger than the 20 MiB that are taken. | Not taken. It is larger than the 20 MiB that are taken. | no | no
          GONE     | Given up after 60 minutes.     | It cannot be had. Given up after 60 minutes.                | no      | no
        """)
    void thePageSaysHowFarItIs(State state, String because, String says, String picture, String save) throws Exception {
        var sent = sends("image/jpeg", Optional.of("The lamp on Elm"));
        town.attachments.put(
                sent.attachment.in(state, Optional.ofNullable(because).orElse("")));
        var page = agent.get(sent.page()).body();

        if (says != null) {
            assertThat(page).contains(says);
        }
        assertThat(page.contains("<img src=\"" + sent.path("thumbnail"))).isEqualTo(picture.equals("yes"));
        assertThat(page.contains(sent.path("original"))).isEqualTo(save.equals("yes"));
        assertThat(agent.get(sent.path("thumbnail")).statusCode()).isEqualTo(picture.equals("yes") ? 200 : 404);
        assertThat(agent.get(sent.path("original")).statusCode()).isEqualTo(save.equals("yes") ? 200 : 404);
        if (picture.equals("yes")) {
            assertThat(page).contains("alt=\"Picture from the citizen: The lamp on Elm\"", "width=\"32\"");
        }
    }

    @Test
    void oneThatWasNotLookedForYetIsBeingFetchedAndThePageLooksAgain() throws Exception {
        var sent = sends("image/jpeg", Optional.empty());
        assertThat(agent.get(sent.page()).body()).contains("Being fetched.", "sse:desk, every 5s");
        town.attachments.put(sent.attachment.in(State.READY, ""));
        assertThat(agent.get(sent.page()).body()).doesNotContain("Being fetched.", "every 5s");
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # type by content | what     | status | content type             | disposition
          image/jpeg      | thumbnail| 200    | image/jpeg               | inline
          image/jpeg      | picture  | 200    | image/jpeg               | inline
          image/jpeg      | original | 200    | image/jpeg               | attachment; filename*=UTF-8''la%22mp%20%C3%A9.jpg
          text/html       | original | 200    | application/octet-stream | attachment; filename*=UTF-8''la%22mp%20%C3%A9.jpg
          image/svg+xml   | original | 200    | application/octet-stream | attachment; filename*=UTF-8''la%22mp%20%C3%A9.jpg
          text/html       | sound    | 404    |                          |
          audio/ogg       | sound    | 200    | audio/ogg                | inline
        """)
    void whatABrowserIsToldOfIt(String type, String what, int status, String contentType, String disposition)
            throws Exception {
        var sent = sends(type, Optional.empty());
        town.attachments.put(sent.attachment.in(State.READY, ""));
        var answer = agent.get(sent.path(what), "X-Any", "1");
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(header(answer, "Content-Type")).startsWith(contentType);
            assertThat(header(answer, "Content-Disposition")).isEqualTo(disposition);
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; sandbox");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void lookingAtAPictureIsReadingTheConversationAndSavingItIsAnEntryOfItsOwn() throws Exception {
        var sent = sends("image/jpeg", Optional.empty());
        town.attachments.put(sent.attachment.in(State.READY, ""));
        agent.get(sent.path("thumbnail"));
        agent.get(sent.path("picture"));
        assertThat(count("transcript.viewed")).isEqualTo(1);
        assertThat(count("export.made")).isZero();

        agent.get(sent.path("original"));
        agent.get(sent.path("original"));
        assertThat(count("transcript.viewed")).isEqualTo(1);
        assertThat(count("export.made")).isEqualTo(2);
        assertThat(town.memory.sealed("export.made").getFirst())
                .contains("attachment of message " + sent.attachment.message());
    }

    @Test
    void itIsForReadersOfThatConversationOnly() throws Exception {
        var sent = sends("image/jpeg", Optional.empty());
        town.attachments.put(sent.attachment.in(State.READY, ""));
        var other = town.waiting("sms", "+15550188", Town.WASTE, "hello");
        var elsewhere = sent.path("picture")
                .replace(sent.conversation.id().toString(), other.id().toString());

        assertThat(agent.get(elsewhere).statusCode()).isEqualTo(404);
        assertThat(new Browser(town).get(sent.path("picture")).statusCode()).isEqualTo(303);
        assertThat(new Browser(town).signedInAs("ops").get(sent.path("picture")).statusCode())
                .isEqualTo(403);
    }

    private long count(String kind) {
        return town.memory.kinds().stream().filter(kind::equals).count();
    }

    private record Sent(Conversation conversation, Attachment attachment) {

        String page() {
            return "/console/conversations/" + conversation.id();
        }

        String path(String what) {
            return page() + "/messages/" + attachment.message() + "/attachment/" + what;
        }
    }

    /// A citizen sends a file with this content, which a copy was made of if it is a picture.
    private Sent sends(String type, Optional<String> caption) throws IOException {
        var content =
                new Content.Media(type, URI.create("https://api.example/1"), caption, Optional.of("la\"mp é.jpg"));
        var conversation = town.conversation(
                "sms",
                "+15550199",
                "en",
                Duration.ofMinutes(4),
                Town.waitsIn(Town.WASTE, Stage.Priority.NORMAL),
                Town.citizen(content, Town.decided(Town.WASTE, Stage.Priority.NORMAL, "a picture")));
        var id = message(conversation);
        var fresh = Attachment.fresh(id, "city-sms", type, Optional.of("la\"mp é.jpg"), clock.instant());
        var original = town.files.put(id, "original".getBytes(StandardCharsets.UTF_8), type);
        if (!type.equals("image/jpeg")) {
            return new Sent(conversation, fresh.stored(original));
        }
        var shown = town.files
                .put(id, "shown".getBytes(StandardCharsets.UTF_8), type)
                .sized(640, 480);
        var small = town.files
                .put(id, "small".getBytes(StandardCharsets.UTF_8), type)
                .sized(32, 24);
        return new Sent(conversation, fresh.drawn(original, shown, small));
    }

    private Message.Id message(Conversation conversation) {
        var id = town.memory
                .transcript(conversation.id())
                .orElseThrow()
                .messages()
                .getFirst()
                .message()
                .id();
        town.attachments.belongsTo(conversation.id(), id);
        return id;
    }
}
