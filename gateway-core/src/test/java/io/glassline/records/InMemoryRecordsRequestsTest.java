package io.glassline.records;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Note;
import io.glassline.conversation.Samples;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Line;
import io.glassline.records.InMemoryRecordsRequests.Talk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class InMemoryRecordsRequestsTest extends RecordsRequestsContract {

    private final List<String> recorded = new ArrayList<>();
    private final InMemoryRecordsRequests requests = new InMemoryRecordsRequests(Samples.AUDIT, this::record);
    private final Map<Conversation.Id, Talk> talks = new HashMap<>();

    private void record(AuditEntry entry) {
        recorded.add(entry.kind());
    }

    @Override
    protected RecordsRequests requests() {
        return requests;
    }

    @Override
    protected List<String> recorded() {
        return recorded;
    }

    @Override
    protected Conversation.Id said(String channel, String words, Instant at) {
        Lane lane = Samples.lane(new ChannelKind(channel));
        var conversation =
                Conversation.open(new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, Locale.ENGLISH, at);
        put(new Talk(new ConversationReceipt(
                conversation,
                Instant.MAX,
                List.of(line(new Author.Citizen(), words, at), line(new Author.Bot("bot 1"), "Thank you.", at)))));
        return conversation.id();
    }

    private void put(Talk talk) {
        talks.put(talk.content().conversation().id(), talk);
        requests.put(talk);
    }

    private static Line line(Author author, String words, Instant at) {
        return new Line(
                new Message.Id(UUID.randomUUID()), author, at, Optional.of(words), Optional.empty(), Optional.empty());
    }

    @Override
    protected void goesOn(Conversation.Id conversation, String words) {
        var talk = talks.get(conversation);
        var lines = new ArrayList<>(talk.content().lines());
        lines.add(line(new Author.Citizen(), words, NOW));
        put(new Talk(
                new ConversationReceipt(talk.content().conversation(), Instant.MAX, lines),
                talk.notes(),
                talk.files(),
                talk.queue(),
                talk.topic(),
                talk.hold()));
    }

    @Override
    protected void noted(Conversation.Id conversation, String words) {
        var talk = talks.get(conversation);
        put(new Talk(
                talk.content(),
                List.of(new Note(UUID.randomUUID(), 2, "ada", words, Set.of(), NOW)),
                talk.files(),
                talk.queue(),
                talk.topic(),
                talk.hold()));
    }
}
