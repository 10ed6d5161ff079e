package io.glassline.intake;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.SMS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.audit.Actor;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Line;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.consent.Consent;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.intake.Redrive.Outcome;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What becomes of a delivery that could not be read, from its coming to its being read by a better adapter.
class RedriveTest {

    private static final Actor ADA = Actor.atConsole("ada");

    private static final ChannelAccount ACCOUNT = new ChannelAccount("city-sms", SMS, "+15550100", Map.of(), Map.of());
    private static final Address CITIZEN = new Address(SMS, "+15550199");

    private final InMemoryRecord record = new InMemoryRecord();
    private final InMemoryQuarantine quarantine =
            new InMemoryQuarantine(Samples.AUDIT, entry -> record.entries.add(entry));
    private final Changeable adapter = new Changeable();
    private final List<Lane> ready = new ArrayList<>();
    private final Intake intake = intake(new InMemoryInboundLog(record), quarantine);
    private final Redrive redrive =
            new Redrive(intake, quarantine, new Channels(List.of(ACCOUNT), List.of(adapter)), () -> NOW);

    private Intake intake(InboundLog inbound, Quarantine quarantine) {
        var ports = InMemoryPorts.over(record);
        return new Intake(
                new Channels(List.of(ACCOUNT), List.of(adapter)),
                inbound,
                quarantine,
                ports.outbox(),
                ports.ledger(),
                Samples.AUDIT,
                ready::add,
                Runnable::run);
    }

    @Test
    void whatTheProviderSentAndNobodyCanReadIsKeptAndSaidToBeMalformed() {
        adapter.reads = _ -> new Receipt.Refused(Fault.MALFORMED, "a message without MessageSid");

        var receipt = comes("Body=hello");

        assertThat(receipt).isEqualTo(new Receipt.Refused(Fault.MALFORMED, "a message without MessageSid"));
        assertThat(waiting()).containsExactly("a message without MessageSid");
    }

    @Test
    void whatIsNotProvenIsNotKept() {
        for (var fault : List.of(Fault.NOT_AUTHENTIC, Fault.NOT_PROVABLE)) {
            adapter.reads = _ -> new Receipt.Refused(fault, "who knows");
            comes("Body=hello");
        }

        assertThat(waiting()).isEmpty();
    }

    @Test
    void anAdapterThatFailsLosesNothingAndItsFailureTellsNoWord() {
        adapter.reads = call -> {
            throw new IllegalStateException("cannot read " + new String(call.body(), UTF_8));
        };

        assertThat(comes("Body=hello")).isInstanceOf(Receipt.Quarantined.class);

        assertThat(waiting()).singleElement().asString().startsWith("the adapter failed: IllegalStateException at ");
        assertThat(waiting().getFirst()).doesNotContain("hello");
    }

    @Test
    void whatNoStoreCanHoldIsKeptAsItCame() {
        adapter.reads = call -> message("1", call);
        InboundLog refusing = _ -> java.util.concurrent.CompletableFuture.failedFuture(
                new IllegalArgumentException("the store cannot keep this delivery: SQLSTATE 22021"));

        var receipt = intake(refusing, quarantine)
                .accept(call("Body=hello"), adapter, ACCOUNT)
                .join();

        assertThat(receipt)
                .isInstanceOfSatisfying(
                        Receipt.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(Fault.MALFORMED));
        assertThat(waiting()).containsExactly("the store cannot keep this delivery: SQLSTATE 22021");
    }

    @Test
    void nothingIsAcknowledgedThatCouldNotBeQuarantined() {
        adapter.reads = _ -> {
            throw new IllegalStateException();
        };
        var away = new InMemoryQuarantine(Samples.AUDIT, _ -> {
            throw new IllegalStateException("the record is away");
        });

        var accepted = intake(new InMemoryInboundLog(record), away).accept(call("Body=hello"), adapter, ACCOUNT);

        assertThatThrownBy(accepted::join).hasCauseInstanceOf(InboundLog.Away.class);
    }

    @Test
    void aBetterAdapterReadsItAndItsTurnBegins() {
        adapter.reads = _ -> new Receipt.Refused(Fault.MALFORMED, "broken");
        comes("Body=hello");
        var number = quarantine.waiting(1).getFirst().number();

        assertThat(redrive.readAgain(number, ADA)).isEqualTo(new Outcome.NotYet("broken"));
        adapter.reads = call -> message("1", call);
        assertThat(redrive.readAgain(number, ADA)).isEqualTo(new Outcome.Done("one event"));

        assertThat(waiting()).isEmpty();
        assertThat(ready).containsExactly(new Lane("city-sms", CITIZEN));
        assertThat(record.inbound).hasSize(1);
        assertThat(record.entries)
                .extracting(entry -> entry.kind())
                .containsExactly("message.quarantined", "message.received", "message.redriven");
        assertThat(redrive.readAgain(number, ADA)).as("once more").isEqualTo(new Outcome.Done("one event"));
        assertThat(record.inbound).hasSize(1);
    }

    @Test
    void aChangedSecretIsToldAsSuch() {
        adapter.reads = _ -> new Receipt.Refused(Fault.MALFORMED, "broken");
        comes("Body=hello");
        adapter.reads = _ -> new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature wrong");

        var outcome = redrive.readAgain(quarantine.waiting(1).getFirst().number(), ADA);

        assertThat(outcome).asString().contains("not proven any more").contains("secret changed");
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void whatIsSetAsideWaitsNoMore() {
        adapter.reads = _ -> new Receipt.Refused(Fault.MALFORMED, "broken");
        comes("Body=hello");
        var number = quarantine.waiting(1).getFirst().number();

        assertThat(redrive.setAside(number, ADA)).isTrue();
        assertThat(redrive.setAside(number, ADA)).isFalse();
        assertThat(waiting()).isEmpty();
        assertThat(redrive.readAgain(99, ADA)).isEqualTo(new Outcome.NoSuchDelivery());
    }

    @Test
    void aNodeThatIsStoppedMeanwhileLeavesTheDeliveryWhereItIs() {
        adapter.reads = _ -> new Receipt.Refused(Fault.MALFORMED, "broken");
        comes("Body=hello");
        adapter.reads = call -> message("1", call);
        var stopped = new Redrive(
                intake(_ -> new CompletableFuture<>(), quarantine),
                quarantine,
                new Channels(List.of(ACCOUNT), List.of(adapter)),
                () -> NOW);

        Thread.currentThread().interrupt();
        var outcome = stopped.readAgain(quarantine.waiting(1).getFirst().number(), ADA);

        assertThat(Thread.interrupted()).as("for whoever waits next").isTrue();
        assertThat(outcome).isEqualTo(new Outcome.NotYet("interrupted"));
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void whatNeedsNoStoringIsOnlyTold() {
        for (var receipt :
                List.of(new Receipt.Nothing("a typing notice"), new Receipt.Handshake(WebhookReply.status(200)))) {
            adapter.reads = _ -> receipt;
            assertThat(comes("Body=hello")).isEqualTo(receipt);
        }

        assertThat(waiting()).isEmpty();
        assertThat(record.entries).isEmpty();
    }

    @Test
    void aMessageThatIsKnownStartsNoTurn() {
        adapter.reads = call -> message("1", call);
        comes("Body=hello");
        comes("Body=hello");

        assertThat(ready).hasSize(1);
    }

    /// The provider's own STOP is written into the ledger, beside a message in the same call.
    @Test
    void whatComesBesideMessagesIsOnTheRecordWhenTheCallIsAcknowledged() {
        adapter.reads = call -> new Receipt.Events(
                List.of(event("1", "bye", call), new ChannelEvent.OptedOut(CITIZEN, "blocked", call.receivedAt())));

        comes("Body=bye");

        assertThat(record.inbound).hasSize(1);
        assertThat(record.consents)
                .containsExactly(new ConsentChange(
                        new Lane("city-sms", CITIZEN),
                        ConsentChange.ALL,
                        ConsentChange.Standing.OPTED_OUT,
                        "provider",
                        "blocked",
                        NOW));
    }

    /// A turn that begins with the message must know already whose it is, and that they want no answers.
    @Test
    void whoSomebodyIsAndWhatTheyWantIsKnownBeforeTheirMessageIs() {
        var id = new Address(CITIZEN.channel(), "US.1349");
        var known = new ArrayList<Integer>();
        adapter.reads = call -> new Receipt.Events(List.of(
                event("1", "bye", call),
                new ChannelEvent.SameCitizen(id, CITIZEN, ChannelEvent.Joint.ID_AND_NUMBER),
                new ChannelEvent.OptedOut(id, ChannelEvent.Scope.BULK, "stop", call.receivedAt())));
        var inbound = new InMemoryInboundLog(record);
        InboundLog watching = arrival -> {
            known.add(record.consents.size());
            return inbound.accept(arrival);
        };

        intake(watching, quarantine).accept(call("Body=bye"), adapter, ACCOUNT).join();

        assertThat(known).containsExactly(1);
        assertThat(record.consents).extracting(ConsentChange::programme).containsExactly(ConsentChange.BULK);
    }

    @Test
    void aLineThatStandsOpenChangesNothing() {
        adapter.reads = _ ->
                new Receipt.Events(List.of(new ChannelEvent.LineOpen(new Line("CA1", CITIZEN, 1, 0, Line.State.NEW))));

        assertThat(comes("CallStatus=ringing")).isInstanceOf(Receipt.Events.class);
        assertThat(record.entries).isEmpty();
    }

    /// What the ledger refuses to take is kept; where it cannot be reached, the provider is to come again.
    @Test
    void anOptOutThatCannotBeWrittenIsNotAcknowledged() {
        adapter.reads =
                call -> new Receipt.Events(List.of(new ChannelEvent.OptedOut(CITIZEN, "blocked", call.receivedAt())));

        assertThatThrownBy(() -> accept(new IllegalStateException("away")).join())
                .hasCauseInstanceOf(InboundLog.Away.class);
        assertThat(accept(new IllegalArgumentException("a zero byte")).join())
                .isEqualTo(new Receipt.Refused(Fault.MALFORMED, "a zero byte"));
        assertThat(waiting()).containsExactly("a zero byte");
    }

    private CompletableFuture<Receipt> accept(RuntimeException ledgerFails) {
        var ledger = new ConsentLedger() {
            @Override
            public Consent consent(Lane lane, String programme) {
                throw ledgerFails;
            }

            @Override
            public void join(Lane lane, Address also, ChannelEvent.Joint how) {
                throw ledgerFails;
            }

            @Override
            public void write(ConsentChange change) {
                throw ledgerFails;
            }
        };
        return new Intake(
                        new Channels(List.of(ACCOUNT), List.of(adapter)),
                        new InMemoryInboundLog(record),
                        quarantine,
                        InMemoryPorts.over(record).outbox(),
                        ledger,
                        Samples.AUDIT,
                        ready::add,
                        Runnable::run)
                .accept(call("Body=bye"), adapter, ACCOUNT);
    }

    /// An adapter that overlooked half of what came is mended, and the calls of that time are read again.
    @Test
    void whatAnAdapterOverlookedIsFoundInTheEnvelopesAndTakenInLate() {
        var envelopes = new InMemoryEnvelopes(record);
        var inbound = new InMemoryInboundLog(record);
        InboundLog keeping = arrival -> {
            envelopes.keep(arrival);
            return inbound.accept(arrival);
        };
        var rereading = new Rereading(envelopes, intake(inbound, quarantine));
        adapter.reads = call -> message("1", call);
        intake(keeping, quarantine).accept(call("Body=hello"), adapter, ACCOUNT).join();

        assertThat(reread(rereading, false)).isEqualTo(new Rereading.Report(1, 0, 1, 0, 0, 0));
        adapter.reads = _ -> {
            throw new IllegalStateException("a new mistake");
        };
        assertThat(reread(rereading, true)).isEqualTo(new Rereading.Report(1, 1, 0, 0, 0, 0));
        adapter.reads = call -> new Receipt.Events(List.of(event("1", "other words", call), event("2", "more", call)));
        assertThat(reread(rereading, false)).isEqualTo(new Rereading.Report(1, 0, 0, 1, 1, 0));
        assertThat(record.inbound).hasSize(1);
        assertThat(reread(rereading, true)).isEqualTo(new Rereading.Report(1, 0, 0, 1, 1, 1));
        assertThat(reread(rereading, true)).isEqualTo(new Rereading.Report(1, 0, 1, 1, 0, 0));

        assertThat(record.inbound.values())
                .extracting(accepted -> accepted.inbound.content().words())
                .containsExactly("Body=hello", "more");
    }

    private Rereading.Report reread(Rereading rereading, boolean take) {
        return rereading.reread(ACCOUNT, adapter, NOW, NOW.plusSeconds(1), take);
    }

    private Receipt comes(String body) {
        return intake.accept(call(body), adapter, ACCOUNT).join();
    }

    private List<String> waiting() {
        return quarantine.waiting(9).stream().map(Quarantine.Line::because).toList();
    }

    private static WebhookCall call(String body) {
        return new WebhookCall(
                "POST", "", "https://city.example/channels/city-sms", Map.of(), body.getBytes(UTF_8), NOW);
    }

    private static Receipt message(String id, WebhookCall call) {
        return new Receipt.Events(List.of(event(id, new String(call.body(), UTF_8), call)));
    }

    private static ChannelEvent event(String id, String words, WebhookCall call) {
        return new ChannelEvent.MessageReceived(
                id, CITIZEN, new Content.Text(words), call.receivedAt(), Optional.empty(), Set.of());
    }

    /// An adapter that is mended while the test goes on.
    private static final class Changeable implements PushAdapter {

        private Function<WebhookCall, Receipt> reads = _ -> new Receipt.Nothing("");

        @Override
        public ChannelKind kind() {
            return SMS;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(160, 0);
        }

        @Override
        public AccountForm form() {
            return new AccountForm(Set.of(), Set.of(), Set.of(), Set.of());
        }

        @Override
        public SendPolicy usualPolicy() {
            return new SendPolicy(1, SendPolicy.WhenUnknown.SEND_AGAIN, Duration.ZERO);
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            return reads.apply(call);
        }

        @Override
        public WebhookReply acknowledgement() {
            return WebhookReply.status(200);
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
