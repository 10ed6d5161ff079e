package io.glassline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StampTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.987Z");
    private static final Lane LANE = new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550199"));

    private final Stamp stamp = new Stamp(() -> salt(7));

    @Test
    void aReceivedEntryHoldsNoWordsAndNoAddress() {
        var entry = stamp.received(inbound("My name is Ana and I live at 12 Elm Street"));

        assertThat(text(entry))
                .isEqualTo("{\"account\":\"city-sms\",\"actor\":\"citizen\",\"at\":\"2026-03-02T12:00:00Z\",\"c\":\""
                        + commitment(entry)
                        + "\",\"channel\":\"sms\",\"content\":\"text\",\"kind\":\"message.received\",\"v\":1}");
    }

    @Test
    void theCommitmentOpensWithTheSaltAndTheWordsAndWithNothingElse() {
        var inbound = inbound("yes");
        var entry = stamp.received(inbound);
        var salt = entry.salt().orElseThrow();

        assertThat(Stamp.commitment(salt, Stamp.payload(inbound))).isEqualTo(decoded(commitment(entry)));
        assertThat(Stamp.commitment(salt(8), Stamp.payload(inbound))).isNotEqualTo(decoded(commitment(entry)));
        assertThat(Stamp.commitment(salt, Stamp.payload(inbound("no")))).isNotEqualTo(decoded(commitment(entry)));
    }

    @Test
    void aWrittenEntryNamesThePseudonymAndNotTheConversation() {
        var conversation =
                Conversation.open(new Conversation.Id(new UUID(0, 1)), new UUID(0, 2), LANE, Locale.ENGLISH, NOON);
        var message = new Message(
                new Message.Id(new UUID(0, 3)),
                2,
                new Author.Bot("bot/1"),
                new Content.Text("Trash is collected on Tuesday"),
                List.of(),
                Optional.empty(),
                NOON);

        assertThat(text(stamp.written(conversation, message)))
                .contains("\"conversation\":\"" + new UUID(0, 2) + "\"", "\"position\":2", "\"bot\":\"bot/1\"")
                .doesNotContain("Tuesday", "+15550199", new UUID(0, 1).toString());
    }

    private static Inbound inbound(String words) {
        return new Inbound(
                Message.Id.received("city-sms", "SM1"),
                "city-sms",
                "SM1",
                LANE.citizen(),
                new Content.Text(words),
                NOON,
                NOON,
                Optional.empty(),
                Set.of(),
                0);
    }

    private static String text(AuditEntry entry) {
        return new String(entry.leaf(), StandardCharsets.UTF_8);
    }

    private static String commitment(AuditEntry entry) {
        return text(entry).replaceAll(".*\"c\":\"([^\"]+)\".*", "$1");
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] salt(int fill) {
        var salt = new byte[Stamp.SALT_BYTES];
        Arrays.fill(salt, (byte) fill);
        return salt;
    }
}
