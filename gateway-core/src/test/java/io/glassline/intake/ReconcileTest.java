package io.glassline.intake;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.said;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.ManualClock;
import io.glassline.audit.AuditEntry;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.intake.Reconcile.Found;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcileTest {

    private static final ChannelAccount ACCOUNT =
            new ChannelAccount("city-sms", Samples.SMS, "+15550100", Map.of(), Map.of());
    private static final Address CITIZEN = new Address(Samples.SMS, "+15550142");
    private static final Found NOTHING = new Found(0, 0, 0, 0);

    private final InMemoryRecord record = new InMemoryRecord();
    private final io.glassline.conversation.Ports ports = InMemoryPorts.over(record);
    private final ManualClock clock = new ManualClock();
    private final List<Lane> ready = new ArrayList<>();
    private final Provider provider = new Provider();
    private final Intake intake = new Intake(
            new Channels(List.of(ACCOUNT), List.of(provider)),
            ports.inbound(),
            new InMemoryQuarantine(AUDIT, record.entries::add),
            ports.outbox(),
            ports.ledger(),
            AUDIT,
            ready::add,
            Runnable::run);
    private final Reconcile reconcile =
            new Reconcile(ports.recorded(), intake, ports.outbox(), AUDIT, record.entries::add, clock);

    @Test
    void whatIsOnTheRecordIsLeftAlone() throws Exception {
        intake.accept(provider.calls("SM1", "hello"), provider, ACCOUNT).join();

        assertThat(step()).isEqualTo(new Found(1, 0, 0, 0));
        assertThat(kinds()).containsExactly("message.received");
        assertThat(provider.fetched).isEmpty();
    }

    /// A mailbox lists mails by number; only the mail itself tells under which id it is on the record.
    @Test
    void whatIsOnTheRecordUnderAnIdThatTheListDoesNotTellIsLeftAloneToo() throws Exception {
        intake.accept(provider.calls("SM1", "hello"), provider, ACCOUNT).join();
        provider.tellsIds = false;

        assertThat(step()).isEqualTo(new Found(1, 0, 0, 0));
        assertThat(step()).isEqualTo(new Found(1, 0, 0, 0));

        assertThat(provider.fetched).as("looked at once").containsExactly("SM1");
        assertThat(kinds()).containsExactly("message.received");
    }

    @Test
    void aMessageWhoseCallNeverCameIsTakenInOnce() throws Exception {
        var late = provider.calls("SM1", "There is water in my basement");

        assertThat(step()).isEqualTo(new Found(1, 1, 0, 0));
        assertThat(step()).isEqualTo(new Found(1, 0, 0, 0));
        intake.accept(late, provider, ACCOUNT).join();

        assertThat(record.inbound).hasSize(1);
        assertThat(ready).contains(new Lane("city-sms", CITIZEN));
        assertThat(kinds()).containsExactly("message.received", "message.reconciled", "reconcile.ran");
    }

    @Test
    void theyAreTakenInInTheOrderInWhichTheyCame() throws Exception {
        provider.calls("SM1", "first");
        provider.calls("SM2", "second");

        assertThat(step()).isEqualTo(new Found(2, 2, 0, 0));

        assertThat(record.inbound.values())
                .extracting(accepted -> accepted.inbound.content())
                .containsExactly(new Content.Text("first"), new Content.Text("second"));
    }

    @Test
    void whatIsNoMessageIsLookedAtOnce() throws Exception {
        provider.calls("SM1", "");

        step();
        step();

        assertThat(provider.fetched).containsExactly("SM1");
        assertThat(record.inbound).isEmpty();
        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatTheProviderHasNoMoreIsPassedOver() throws Exception {
        provider.calls("SM1", "deleted at the provider");
        provider.gone = true;

        assertThat(step()).isEqualTo(new Found(1, 0, 0, 0));
    }

    @Test
    void aPartThatGotFurtherThanWeWereToldIsMovedForward() throws Exception {
        sent("SM7");
        provider.sent.add(new ListingChannel.Sent("SM7", Delivery.DELIVERED, Optional.empty()));

        assertThat(step()).isEqualTo(new Found(1, 0, 1, 0));
        assertThat(step()).isEqualTo(new Found(1, 0, 0, 0));

        assertThat(ports.recorded().sent("city-sms", List.of("SM7"))).isEqualTo(Map.of("SM7", Delivery.DELIVERED));
        assertThat(kinds()).endsWith("message.delivery", "reconcile.ran");
    }

    @Test
    void aPartIsNeverMovedBack() throws Exception {
        sent("SM7");
        provider.sent.add(new ListingChannel.Sent("SM7", Delivery.ACCEPTED, Optional.empty()));

        assertThat(step()).isEqualTo(new Found(1, 0, 0, 0));
    }

    @Test
    void whatWasSentInOurNameAndNotByUsIsCountedOnceAndNotGuessedAt() throws Exception {
        provider.sent.add(new ListingChannel.Sent("SM8", Delivery.DELIVERED, Optional.empty()));

        assertThat(step()).isEqualTo(new Found(1, 0, 0, 1));
        assertThat(step()).isEqualTo(new Found(1, 0, 0, 0));
        assertThat(record.parked).isEmpty();
        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatIsYoungIsLookedAtTheNextTime() throws Exception {
        step();

        assertThat(provider.asked)
                .containsExactly(
                        Samples.NOW.minus(Reconcile.WINDOW) + " to " + Samples.NOW.minus(Reconcile.SETTLED_AFTER));
    }

    @Test
    void aProviderThatCannotBeAskedIsAskedAgain() throws Exception {
        provider.calls("SM1", "hello");
        provider.away = true;
        assertThatThrownBy(this::step).isInstanceOf(IOException.class);

        provider.away = false;
        assertThat(step()).isEqualTo(new Found(1, 1, 0, 0));
    }

    @Test
    void nothingIsWrittenWhenThereIsNothingToHeal() throws Exception {
        assertThat(step()).isEqualTo(NOTHING);
        assertThat(kinds()).isEmpty();
    }

    private Found step() throws IOException, InterruptedException {
        return reconcile.step(ACCOUNT, provider);
    }

    private void sent(String providerId) {
        var lane = new Lane("city-sms", CITIZEN);
        ports.store().commit(said(conversation(lane), "hello", 1));
        var due = ports.outbox()
                .claim(Set.of("city-sms"), Samples.NOW, Duration.ofMinutes(1), 9)
                .getFirst();
        ports.outbox().handingOver(due, 0, Samples.NOW);
        ports.outbox()
                .move(due, 0, new Step(Delivery.SENT, Optional.of(providerId), Optional.empty(), "taken"), Samples.NOW);
        ports.outbox().release(due, Optional.empty(), "sent", Samples.NOW);
    }

    private List<String> kinds() {
        return record.entries().stream().map(AuditEntry::kind).toList();
    }

    /// A provider with a list. Its calls say the id and the words, and nothing when they say no words.
    private static final class Provider implements PushAdapter, ListingChannel {

        final List<Sent> sent = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        final List<String> fetched = new ArrayList<>();
        boolean away;
        boolean gone;
        boolean tellsIds = true;
        private final Map<String, WebhookCall> received = new LinkedHashMap<>();

        /// What it would call us with, and lists.
        WebhookCall calls(String id, String words) {
            var call = new WebhookCall("POST", "", "", Map.of(), (id + " " + words).getBytes(UTF_8), Samples.NOW);
            received.put(id, call);
            return call;
        }

        @Override
        public Listing list(ChannelAccount account, Instant from, Instant to) throws IOException {
            if (away) {
                throw new IOException("503");
            }
            asked.add(from + " to " + to);
            return new Listing(
                    received.keySet().stream()
                            .map(id -> new Received(id, tellsIds ? Set.of(id) : Set.of()))
                            .toList(),
                    sent);
        }

        @Override
        public Optional<WebhookCall> fetch(ChannelAccount account, Received message) {
            fetched.add(message.key());
            return gone ? Optional.empty() : Optional.of(received.get(message.key()));
        }

        @Override
        public SendPolicy usualPolicy() {
            return new SendPolicy(1, SendPolicy.WhenUnknown.SEND_AGAIN, Duration.ZERO);
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            var said = new String(call.body(), UTF_8).split(" ", 2);
            return said[1].isEmpty()
                    ? new Receipt.Nothing("no message")
                    : new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                            said[0],
                            CITIZEN,
                            new Content.Text(said[1]),
                            call.receivedAt(),
                            Optional.empty(),
                            Set.of())));
        }

        @Override
        public ChannelKind kind() {
            return Samples.SMS;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(1600, 0);
        }

        @Override
        public ChannelAdapter.AccountForm form() {
            return new ChannelAdapter.AccountForm(Set.of(), Set.of(), Set.of(), Set.of());
        }

        @Override
        public WebhookReply acknowledgement() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Outgoing.Part> render(Outgoing message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
            throw new UnsupportedOperationException();
        }
    }
}
