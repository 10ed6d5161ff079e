package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Note;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Line;
import io.glassline.records.InMemoryRecordsRequests.Talk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What was said in a town, for a request for records.
final class RecordsTalks {

    static final Instant AT = Instant.parse("2026-03-02T12:00:00Z");

    /// The flood: a telephone, an address and a name in it, and a note.
    static final Talk FLOOD = talk(
            1,
            "+15550104477",
            List.of("He has called before, and was rude."),
            "Water stands in my cellar at 12 Elm Street. I am Maria Soto, call me at (555) 010-4477.",
            "Thank you. The Water Department has it.",
            "Please be quick");

    static final Talk TRASH = talk(2, "+15550101001", List.of(), "When is trash day?", "On Tuesday.");

    private RecordsTalks() {}

    static Talk talk(int n, String address, List<String> notes, String... said) {
        var conversation = Conversation.open(
                new Conversation.Id(new UUID(8, n)),
                new UUID(9, n),
                new Lane("city-sms", new Address(new ChannelKind("sms"), address)),
                Locale.ENGLISH,
                AT.plusSeconds(n));
        var lines = new ArrayList<Line>();
        for (var words : said) {
            lines.add(new Line(
                    new Message.Id(new UUID(n, lines.size() + 1)),
                    lines.size() % 2 == 0 ? new Author.Citizen() : new Author.Bot("bot 1"),
                    AT.plusSeconds(n),
                    Optional.of(words).filter(text -> !text.isEmpty()),
                    Optional.empty(),
                    Optional.empty()));
        }
        return new Talk(
                new ConversationReceipt(conversation, Instant.MAX, lines),
                notes.stream()
                        .map(words -> new Note(new UUID(7, n), 1, "agent", words, Set.of(), AT.plusSeconds(60)))
                        .toList(),
                Map.of(),
                Optional.of(Town.WATER),
                Optional.of("water"),
                Optional.empty());
    }
}
