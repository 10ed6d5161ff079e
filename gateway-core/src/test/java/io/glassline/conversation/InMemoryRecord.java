package io.glassline.conversation;

import io.glassline.audit.AuditEntry;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.consent.ConsentChange;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.receipt.ReceiptLink;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestStep;
import io.glassline.store.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the in-memory twins share, as the tables of one database are shared. Whoever reads or writes holds its
/// monitor.
public final class InMemoryRecord {

    public final Map<Message.Id, Accepted> inbound = new LinkedHashMap<>();
    public final Map<Conversation.Id, Conversation> conversations = new LinkedHashMap<>();
    public final Map<Message.Id, Said> messages = new LinkedHashMap<>();
    public final List<Change.Decision> decisions = new ArrayList<>();
    public final Map<Message.Id, Sending> outbox = new LinkedHashMap<>();
    public final List<Parked> parked = new ArrayList<>();
    public final List<ConsentChange> consents = new ArrayList<>();
    public final Map<CityRequest.Id, Asked> requests = new LinkedHashMap<>();
    public final List<AuditEntry> entries = new ArrayList<>();
    public final List<ReceiptLink> receipts = new ArrayList<>();
    public final Map<Conversation.Id, Snooze> snoozes = new LinkedHashMap<>();
    public final List<Noted> notes = new ArrayList<>();

    public synchronized List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    /// An inbound message, and what became of it.
    public static final class Accepted {
        public Inbound inbound;
        public boolean finished;
        public Optional<Instant> retryAt = Optional.empty();

        public Accepted(Inbound inbound) {
            this.inbound = inbound;
        }
    }

    /// A request with its journal. `dueAt` is when it may be taken next: the end of its lease while it is leased.
    public static final class Asked {
        public CityRequest request;
        public final List<RequestStep> steps = new ArrayList<>();
        public final Map<Integer, Boolean> told = new LinkedHashMap<>();
        public Optional<Instant> dueAt;
        public int attempts;

        public Asked(CityRequest request) {
            this.request = request;
            this.dueAt = Optional.of(request.askedAt());
        }
    }

    public record Noted(Conversation.Id conversation, Note note) {}

    public record Said(Conversation.Id conversation, Message message) {}

    /// A message in the outbox. `dueAt` is when it may be taken next: the end of its lease while it is leased.
    public static final class Sending {
        public Send send;
        public final List<Part> parts;
        public Instant dueAt;
        public int lease;
        public int tries;
        public boolean leased;
        public boolean settled;
        public Optional<Instant> settledAt = Optional.empty();
        public boolean leftBe;
        public Optional<Instant> againAt = Optional.empty();
        public Optional<Instant> bouncedAt = Optional.empty();
        public Optional<UUID> bulk = Optional.empty();
        public Optional<String> saidUnder = Optional.empty();
        public String note = "";

        public Sending(Send send) {
            this.send = send;
            this.parts = send.parts().stream().map(Part::new).toList();
            this.dueAt = send.at();
        }

        /// Nobody has had it in hand yet and given it back.
        public boolean isFresh() {
            return note.isEmpty();
        }
    }

    public static final class Part {
        public final Outgoing.Part part;
        public Delivery delivery = Delivery.QUEUED;
        public Optional<Instant> handedOverAt = Optional.empty();
        public Optional<String> providerId = Optional.empty();
        public Optional<String> earlierId = Optional.empty();
        public Optional<String> code = Optional.empty();

        public Part(Outgoing.Part part) {
            this.part = part;
        }
    }

    public record Parked(String accountId, DeliveryReported report) {}
}
