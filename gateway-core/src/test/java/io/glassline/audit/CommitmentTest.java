package io.glassline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.turn.City;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a commitment binds: two entries that differ in nothing but what was said, under the same salt, have different
/// commitments. Otherwise words could be changed after they were put on the record.
class CommitmentTest {

    private static final URI PHOTO = URI.create("https://provider.example/1.jpg");

    private final Stamp stamp = new Stamp(() -> new byte[Stamp.SALT_BYTES]);

    @Test
    void itBindsTheCitysWords() {
        assertThat(leaf(new Content.Text("Trash is collected on Tuesday")))
                .isEqualTo(leaf(new Content.Text("Trash is collected on Tuesday")))
                .isNotEqualTo(leaf(new Content.Text("Trash is collected on Friday")));
    }

    @Test
    void itBindsACaptionAndALabel() {
        assertThat(leaf(new Content.Media("image/jpeg", PHOTO, Optional.of("before"))))
                .isNotEqualTo(leaf(new Content.Media("image/jpeg", PHOTO, Optional.of("after"))));
        assertThat(leaf(new Content.Place(1, 2, Optional.of("the park"))))
                .isNotEqualTo(leaf(new Content.Place(1, 2, Optional.of("the pool"))));
    }

    @Test
    void itBindsTheWordsOfAConsentAndWhoseItIs() {
        assertThat(consent("STOP", "+15550199"))
                .isEqualTo(consent("STOP", "+15550199"))
                .isNotEqualTo(consent("stop writing to me", "+15550199"))
                .isNotEqualTo(consent("STOP", "+15550142"));
    }

    private String leaf(Content content) {
        var conversation = Conversation.open(
                new Conversation.Id(new UUID(0, 1)), new UUID(0, 2), City.ANA, Locale.ENGLISH, Samples.NOW);
        var message = new Message(
                new Message.Id(new UUID(0, 3)),
                2,
                new Author.Bot("bot/1"),
                content,
                List.of(),
                Optional.empty(),
                Samples.NOW);
        return text(stamp.written(conversation, message));
    }

    private String consent(String words, String address) {
        var lane = new Lane(
                "city-sms", new Address(Samples.SMS, address));
        return text(stamp.consent(
                new ConsentChange(lane, ConsentChange.ALL, Standing.OPTED_OUT, "keyword", words, Samples.NOW)));
    }

    private static String text(AuditEntry entry) {
        return new String(entry.leaf(), StandardCharsets.UTF_8);
    }
}
