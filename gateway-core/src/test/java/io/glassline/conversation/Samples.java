package io.glassline.conversation;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.DeskEvent;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.channel.WebhookCall;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.InboundLog.Stamped;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.receipt.ReceiptLinks;
import io.glassline.receipt.ReceiptToken;
import io.glassline.routing.RoutingDecision;
import io.glassline.store.Change;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Small, whole things to try the ports with.
public final class Samples {

    /// A Monday, opening time.
    public static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    public static final ChannelKind SMS = new ChannelKind("sms");
    public static final ChannelKind EMAIL = new ChannelKind("email");

    private static final AtomicLong SALT = new AtomicLong();

    /// Salts are counted, so that every entry is different and none depends on chance.
    public static final AuditEntries AUDIT = new AuditEntries(() -> Arrays.copyOf(
            Long.toString(SALT.incrementAndGet()).getBytes(StandardCharsets.US_ASCII), AuditEntries.SALT_BYTES));

    private static final AtomicLong TOKEN = new AtomicLong();

    private Samples() {}

    /// Tokens are counted, too.
    public static ReceiptLinks receiptLinks() {
        return new ReceiptLinks(
                () -> ByteBuffer.allocate(ReceiptToken.BYTES)
                        .putLong(TOKEN.incrementAndGet())
                        .array(),
                "https://city.example");
    }

    /// A lane that no other test uses.
    public static Lane lane() {
        return lane(SMS);
    }

    public static Lane lane(ChannelKind channel) {
        var unique = UUID.randomUUID().toString();
        return new Lane("account-" + unique, new Address(channel, "citizen-" + unique));
    }

    /// A citizen that no other test knows, on this account.
    public static Lane lane(String accountId) {
        return new Lane(accountId, lane().citizen());
    }

    public static Inbound inbound(Lane lane, String providerId, String text) {
        return inbound(lane, providerId, new Content.Text(text), Optional.empty(), NOW);
    }

    public static Inbound inbound(
            Lane lane, String providerId, Content content, Optional<MailThread> thread, Instant receivedAt) {
        return new Inbound(
                Message.Id.received(lane.accountId(), providerId),
                lane.accountId(),
                providerId,
                lane.citizen(),
                content,
                receivedAt.minusSeconds(1),
                receivedAt,
                thread,
                Set.of(),
                0);
    }

    public static Arrival arrival(Inbound... messages) {
        var call = new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/" + messages[0].accountId(),
                Map.of("content-type", List.of("application/x-www-form-urlencoded")),
                "Body=hello".getBytes(StandardCharsets.UTF_8),
                messages[0].receivedAt());
        return new Arrival(
                call,
                Arrays.stream(messages)
                        .map(message -> new Stamped(message, AUDIT.of(new MessageEvent.Receipt(message))))
                        .toList());
    }

    public static Conversation conversation(Lane lane) {
        return Conversation.open(new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, Locale.ENGLISH, NOW);
    }

    /// What a turn over `inbound` commits: the question, one answer by the bot, and its send.
    public static Change turn(Conversation before, Inbound inbound, String answer) {
        return turn(before, inbound, new Content.Text(answer), List.of(new Outgoing.Part(0, answer, List.of())));
    }

    public static Change turn(Conversation before, Inbound inbound, Content answer, List<Outgoing.Part> parts) {
        var asking = before.onThread(inbound.thread()).counting(NOW);
        var asked = new Message(
                inbound.id(),
                asking.messageCount(),
                new Author.Citizen(),
                inbound.content(),
                List.of(),
                Optional.empty(),
                NOW);
        var after = asking.counting(NOW);
        var written = new Message(
                inbound.id().answer(0),
                after.messageCount(),
                new Author.Bot("bot 1"),
                answer,
                List.of(new Message.Offer("yes", "Yes"), new Message.Offer("no", "No")),
                Optional.of(inbound.id()),
                NOW);
        var decision = decision();
        return new Change(
                after.nextVersion(),
                List.of(asked, written),
                List.of(inbound.id()),
                List.of(new Change.Decision(inbound.id(), decision, NOW)),
                List.of(send(after, written, parts)),
                List.of(),
                List.of(
                        AUDIT.of(new MessageEvent.Decision(after, asked, decision, "bot 1")),
                        AUDIT.of(new MessageEvent.Writing(after, written))));
    }

    public static RoutingDecision decision() {
        return new RoutingDecision.ToBot(
                "waste/collection",
                new RoutingDecision.Because(
                        "otherwise",
                        "rules 7",
                        "No rule before it matched.",
                        List.of(new RoutingDecision.Condition(
                                "gas leak", "text.has('gas')", "text = \"bins\"", false))));
    }

    /// A change of hands only: nothing said, nothing finished.
    public static Change move(Conversation before, Stage stage) {
        var after = before.with(stage).nextVersion();
        return new Change(after, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(taken(after)));
    }

    /// One message of the city's, with its send, on an open conversation or a new one.
    public static Change said(Conversation before, String text, int partCount) {
        var after = before.counting(NOW);
        var written = new Message(
                new Message.Id(UUID.randomUUID()),
                after.messageCount(),
                new Author.Agent("ada"),
                new Content.Text(text),
                List.of(),
                Optional.empty(),
                NOW);
        var parts = new ArrayList<Outgoing.Part>();
        for (var number = 0; number < partCount; number++) {
            parts.add(new Outgoing.Part(number, text + " " + number, List.of(new Message.Offer("yes", "Yes"))));
        }
        return new Change(
                after.nextVersion(),
                List.of(written),
                List.of(),
                List.of(),
                List.of(send(after, written, parts)),
                List.of(),
                List.of(AUDIT.of(new MessageEvent.Writing(after, written))));
    }

    /// The same, sent at another pace.
    public static Change paced(Change change, Outgoing.Pace pace) {
        return new Change(
                change.after(),
                change.messages(),
                change.finished(),
                change.decisions(),
                change.sends().stream().map(send -> send.paced(pace)).toList(),
                change.consents(),
                change.entries());
    }

    /// The sealed part of an entry.
    public static String sealed(AuditEntry entry) {
        return new String(entry.opening().orElseThrow().sealed().orElseThrow(), StandardCharsets.UTF_8);
    }

    /// That Ada took the conversation.
    public static AuditEntry taken(Conversation conversation) {
        return AUDIT.of(new DeskEvent.Taking(conversation, new QueueId("general"), Actor.atConsole("ada"), NOW));
    }

    private static Send send(Conversation conversation, Message written, List<Outgoing.Part> parts) {
        var outgoing = new Outgoing(
                written.id(),
                conversation.id().value(),
                conversation.lane().citizen(),
                written.content().words(),
                written.offers(),
                conversation.language(),
                conversation.thread(),
                !(written.author() instanceof Author.Agent));
        return new Send(conversation.lane(), outgoing, parts, false, written.at());
    }
}
