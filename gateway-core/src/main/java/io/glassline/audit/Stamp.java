package io.glassline.audit;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Proof;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.routing.RoutingDecision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Writes the entries of the audit stream.
///
/// An entry never holds what was said or by which address: words appear only as a commitment, HMAC-SHA-256 under a
/// random salt of 32 bytes, `c`. With the salt and the words anyone can check the entry; with the salt thrown away
/// it says nothing about them.
public final class Stamp {

    public static final int SALT_BYTES = 32;

    private static final byte[] PAYLOAD_V1 = {0x01};

    private final Supplier<byte[]> salts;

    /// @param salts gives [#SALT_BYTES] fresh bytes each time, from a secure source.
    public Stamp(Supplier<byte[]> salts) {
        this.salts = salts;
    }

    /// A citizen's message was accepted. Its conversation is not known yet; the decision about it names both.
    public AuditEntry received(Inbound inbound) {
        var leaf = leaf(
                "message.received",
                inbound.receivedAt(),
                inbound.from().channel().name());
        leaf.put("actor", "citizen");
        leaf.put("account", inbound.accountId());
        leaf.put("content", inbound.content().kind());
        return sealed(leaf, inbound.receivedAt(), payload(inbound), Optional.of(inbound.id()), Optional.empty());
    }

    /// A decision was made about a message, at the conversation's last activity: the message itself came before.
    public AuditEntry decided(Conversation conversation, Message message, RoutingDecision decision, String bot) {
        var at = conversation.lastActivityAt();
        var leaf = leaf("message.decided", at, conversation);
        leaf.put("actor", "system");
        leaf.put("position", message.position());
        leaf.put("outcome", decision.outcome());
        leaf.put("rule", decision.because().rule());
        leaf.put("rules", decision.because().rulesVersion());
        leaf.put("bot", bot);
        return open(leaf, at, Optional.of(message.id()), Optional.of(conversation.id()));
    }

    /// The city said something.
    public AuditEntry written(Conversation conversation, Message message) {
        var leaf = leaf("message.written", message.at(), conversation);
        leaf.put("actor", message.author().role());
        leaf.put("position", message.position());
        if (message.author() instanceof Author.Bot(var version)) {
            leaf.put("bot", version);
        }
        return sealed(
                leaf,
                message.at(),
                payload(conversation, message),
                Optional.of(message.id()),
                Optional.of(conversation.id()));
    }

    /// The conversation changed hands; `kind` is `desk.taken`, `desk.put-back`, `desk.closed`, `desk.transferred`,
    /// or `transcript.viewed`.
    public AuditEntry desk(String kind, Conversation conversation, Map<String, String> facts, Instant at) {
        var leaf = leaf(kind, at, conversation);
        leaf.put("actor", "agent");
        leaf.put("state", conversation.stage().state());
        leaf.putAll(facts);
        return open(leaf, at, Optional.empty(), Optional.of(conversation.id()));
    }

    /// What became of one part of a message.
    public AuditEntry delivery(Outgoing message, int part, Delivery delivery, Optional<String> code, Instant at) {
        var leaf = leaf("message.delivery", at, message.to().channel().name());
        leaf.put("actor", "provider");
        leaf.put("part", part);
        leaf.put("delivery", delivery.word());
        code.ifPresent(c -> leaf.put("code", c));
        return open(leaf, at, Optional.of(message.id()), Optional.of(new Conversation.Id(message.conversation())));
    }

    /// A person decided about a message that could not be delivered; `kind` is `send.again` or `send.left`. Who, and
    /// why, is committed to and not told.
    public AuditEntry undelivered(String kind, Outgoing message, String by, String because, Instant at) {
        var leaf = leaf(kind, at, message.to().channel().name());
        leaf.put("actor", "staff");
        var payload = new LinkedHashMap<String, Object>();
        payload.put("message", message.id().toString());
        payload.put("by", by);
        payload.put("because", because);
        return sealed(
                leaf, at, payload, Optional.of(message.id()), Optional.of(new Conversation.Id(message.conversation())));
    }

    /// A message was taken in from the provider's own list: its call had not come. It is an entry beside that of the
    /// message itself.
    public AuditEntry reconciled(Message.Id message, ChannelAccount account, Instant at) {
        var leaf = leaf("message.reconciled", at, account.kind().name());
        leaf.put("actor", "system");
        leaf.put("account", account.id());
        return open(leaf, at, Optional.of(message), Optional.empty());
    }

    public AuditEntry consent(ConsentChange change) {
        var leaf = leaf(
                "consent.changed",
                change.at(),
                change.lane().citizen().channel().name());
        leaf.put(
                "standing",
                change.standing().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        leaf.put("programme", change.programme());
        leaf.put("how", change.how());
        var payload = new LinkedHashMap<String, Object>();
        payload.put("account", change.lane().accountId());
        payload.put("address", change.lane().citizen().value());
        payload.put("words", change.words());
        return sealed(leaf, change.at(), payload, Optional.empty(), Optional.empty());
    }

    /// Something about the gateway itself, such as `configuration.activated`.
    public AuditEntry system(String kind, Map<String, String> facts, Instant at) {
        var leaf = new LinkedHashMap<String, Object>();
        leaf.put("v", 1);
        leaf.put("kind", kind);
        leaf.put("at", second(at));
        leaf.put("actor", "system");
        leaf.putAll(facts);
        return open(leaf, at, Optional.empty(), Optional.empty());
    }

    /// Something about a delivery that could not be read: `message.quarantined`, `message.redriven`,
    /// `quarantine.set-aside`, `quarantine.viewed`. `number` is the delivery's in the quarantine.
    public AuditEntry quarantine(String kind, String account, String channel, long number, String actor, Instant at) {
        var leaf = leaf(kind, at, channel);
        leaf.put("actor", actor);
        leaf.put("account", account);
        leaf.put("delivery", number);
        return open(leaf, at, Optional.empty(), Optional.empty());
    }

    /// What a received message's commitment is over. With it and the salt, anyone can open the entry.
    public static SequencedMap<String, Object> payload(Inbound inbound) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("message", inbound.id().toString());
        payload.put("account", inbound.accountId());
        payload.put("address", inbound.from().value());
        payload.put("sentAt", inbound.sentAt().toString());
        payload.putAll(content(inbound.content()));
        return payload;
    }

    /// What a written message's commitment is over.
    public static SequencedMap<String, Object> payload(Conversation conversation, Message message) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("message", message.id().toString());
        payload.put("account", conversation.lane().accountId());
        payload.put("address", conversation.lane().citizen().value());
        payload.putAll(content(message.content()));
        return payload;
    }

    public static byte[] commitment(byte[] salt, Map<String, ?> payload) {
        return Proof.hmac("HmacSHA256", salt, PAYLOAD_V1, CanonicalJson.bytes(payload));
    }

    private static Map<String, Object> content(Content content) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("content", content.kind());
        switch (content) {
            case Content.Text(var body) -> fields.put("text", body);
            case Content.Media(var mediaType, var location, var caption) -> {
                fields.put("mediaType", mediaType);
                fields.put("location", location.toString());
                caption.ifPresent(words -> fields.put("text", words));
            }
            case Content.Place(var latitude, var longitude, var label) -> {
                fields.put("latitude", Double.toString(latitude));
                fields.put("longitude", Double.toString(longitude));
                label.ifPresent(words -> fields.put("text", words));
            }
            case Content.Choice(var id, var label) -> {
                fields.put("choice", id);
                fields.put("text", label);
            }
            case Content.Keys(var digits) -> fields.put("keys", digits);
            case Content.Call _ -> {}
            case Content.Unsupported(var description) -> fields.put("text", description);
        }
        return fields;
    }

    private static SequencedMap<String, Object> leaf(String kind, Instant at, Conversation conversation) {
        var leaf = leaf(kind, at, conversation.lane().citizen().channel().name());
        leaf.put("conversation", conversation.pseudonym().toString());
        return leaf;
    }

    private static SequencedMap<String, Object> leaf(String kind, Instant at, String channel) {
        var leaf = new LinkedHashMap<String, Object>();
        leaf.put("v", 1);
        leaf.put("kind", kind);
        leaf.put("at", second(at));
        leaf.put("channel", channel);
        return leaf;
    }

    private AuditEntry sealed(
            SequencedMap<String, Object> leaf,
            Instant at,
            Map<String, ?> payload,
            Optional<Message.Id> message,
            Optional<Conversation.Id> conversation) {
        var salt = salts.get();
        leaf.put("c", Base64.getEncoder().encodeToString(commitment(salt, payload)));
        return entry(leaf, at, Optional.of(salt), message, conversation);
    }

    private static AuditEntry open(
            SequencedMap<String, Object> leaf,
            Instant at,
            Optional<Message.Id> message,
            Optional<Conversation.Id> conversation) {
        return entry(leaf, at, Optional.empty(), message, conversation);
    }

    private static AuditEntry entry(
            SequencedMap<String, Object> leaf,
            Instant at,
            Optional<byte[]> salt,
            Optional<Message.Id> message,
            Optional<Conversation.Id> conversation) {
        return new AuditEntry(
                String.valueOf(leaf.get("kind")), at, CanonicalJson.bytes(leaf), salt, message, conversation);
    }

    /// The log is public: it tells time to the second, not finer.
    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
