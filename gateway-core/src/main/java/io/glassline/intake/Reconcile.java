package io.glassline.intake;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.GatewayEvent;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.ChannelEvent.FromCitizen;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.ListingChannel.Received;
import io.glassline.channel.ListingChannel.Sent;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.message.Message;
import io.glassline.outbox.Outbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/// Compares what a provider has with what is on our record, and makes good what is missing here.
///
/// A message whose call never came is taken in by the same way as if it had come, under the same id, so that a call
/// that comes late after all changes nothing. A part that got further than we were told is moved forward. What the
/// provider sent in our name and we know nothing of is counted, and never guessed at.
///
/// It is stepped, by one thread at a time: the worker in `app` calls it in a loop, on one node.
public final class Reconcile {

    /// How far back is looked.
    public static final Duration WINDOW = Duration.ofHours(24);

    /// What is younger may still be on its way to us, and is looked at the next time.
    public static final Duration SETTLED_AFTER = Duration.ofMinutes(2);

    private static final Duration STORE_WAIT_MAX = Duration.ofSeconds(30);

    /// Ids asked for in one question to the record.
    private static final int ASK_MAX = 5_000;

    /// Messages taken in by one step; the next goes on.
    private static final int HEALED_MAX = 500;

    /// Of what was looked at and is none of ours to make good, so many are remembered.
    private static final int REMEMBERED_MAX = 50_000;

    private final RecordedMessages recorded;
    private final Intake intake;
    private final Outbox outbox;
    private final AuditEntries audit;
    private final Consumer<AuditEntry> record;
    private final InstantSource clock;
    private final Set<String> passedOver = remembering();
    private final Set<String> strangers = remembering();

    public Reconcile(
            RecordedMessages recorded,
            Intake intake,
            Outbox outbox,
            AuditEntries audit,
            Consumer<AuditEntry> record,
            InstantSource clock) {
        this.recorded = recorded;
        this.intake = intake;
        this.outbox = outbox;
        this.audit = audit;
        this.record = record;
        this.clock = clock;
    }

    private static Set<String> remembering() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED_MAX;
            }
        });
    }

    /// What one step found: how much the provider listed, the messages taken in, the parts moved forward, and the
    /// sends that we know nothing of and that were not counted before.
    public record Found(int listed, int messages, int deliveries, int unknown) {

        public boolean healed() {
            return messages + deliveries > 0;
        }
    }

    /// Looks at the last day.
    ///
    /// @param adapter the account's, which must be a [ListingChannel] too.
    /// @throws IOException when the provider or the record cannot be asked; what was healed stays healed.
    public <A extends ChannelAdapter & ListingChannel> Found step(ChannelAccount account, A adapter)
            throws IOException, InterruptedException {
        var now = clock.instant();
        return step(account, adapter, now.minus(WINDOW), now.minus(SETTLED_AFTER), Actor.GATEWAY);
    }

    /// Looks at what the provider has between the two times, for whoever asked for it.
    public synchronized <A extends ChannelAdapter & ListingChannel> Found step(
            ChannelAccount account, A adapter, Instant from, Instant to, Actor by)
            throws IOException, InterruptedException {
        var listing = adapter.list(account, from, to);
        var messages = heal(account, adapter, missing(account, listing.received()));
        var deliveries = 0;
        var unknown = 0;
        for (var some : inSlices(listing.sent())) {
            var known = recorded.sent(
                    account.id(), some.stream().map(Sent::providerId).toList());
            for (var sent : some) {
                var before = known.get(sent.providerId());
                if (before == null) {
                    unknown += strangers.add(account.id() + " " + sent.providerId()) ? 1 : 0;
                } else if (before.advancedBy(sent.delivery()) != before) {
                    outbox.report(account.id(), report(sent), clock.instant());
                    deliveries++;
                }
            }
        }
        var found = new Found(listing.received().size() + listing.sent().size(), messages, deliveries, unknown);
        if (found.healed()) {
            record.accept(audit.of(
                    new GatewayEvent.ReconcileRun(account, messages, deliveries, unknown, by, clock.instant())));
        }
        return found;
    }

    private DeliveryReported report(Sent sent) {
        return new DeliveryReported(
                Optional.of(sent.providerId()), Optional.empty(), sent.delivery(), sent.code(), clock.instant());
    }

    /// Those of which no id is on the record, the oldest first.
    private List<Received> missing(ChannelAccount account, List<Received> listed) {
        return inSlices(listed).stream()
                .flatMap(some -> {
                    var known = recorded.received(some.stream()
                            .flatMap(received -> ids(account, received.providerIds()).stream())
                            .toList());
                    return some.stream()
                            .filter(received -> Collections.disjoint(ids(account, received.providerIds()), known));
                })
                .filter(received -> !passedOver.contains(account.id() + " " + received.key()))
                .limit(HEALED_MAX)
                .toList();
    }

    private <A extends ChannelAdapter & ListingChannel> int heal(
            ChannelAccount account, A adapter, List<Received> missing) throws IOException, InterruptedException {
        var healed = 0;
        for (var received : missing) {
            var call = adapter.fetch(account, received);
            var ids = call.map(c -> messages(account, adapter, c)).orElse(Set.of());
            if (ids.isEmpty() || !recorded.received(ids).isEmpty()) {
                passedOver.add(account.id() + " " + received.key());
                continue;
            }
            takeIn(account, adapter, call.orElseThrow());
            ids.forEach(id -> record.accept(audit.of(new MessageEvent.Reconciliation(id, account, clock.instant()))));
            healed += ids.size();
        }
        return healed;
    }

    /// The messages and signals in it; a report of a delivery or an opt-out is none, and was heard when it
    /// came.
    private static Set<Message.Id> messages(ChannelAccount account, ChannelAdapter adapter, WebhookCall call) {
        return NextSecrets.receive(call, adapter, account) instanceof Receipt.Events events
                ? ids(
                        account,
                        events.fromCitizens().stream()
                                .map(FromCitizen::providerId)
                                .toList())
                : Set.of();
    }

    private static Set<Message.Id> ids(ChannelAccount account, Collection<String> providerIds) {
        return providerIds.stream()
                .map(id -> Message.Id.received(account.id(), id))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void takeIn(ChannelAccount account, ChannelAdapter adapter, WebhookCall call)
            throws IOException, InterruptedException {
        try {
            intake.accept(call, adapter, account).get(STORE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a message that the provider has could not be stored: " + e.getMessage(), e);
        }
    }

    private static <T> List<List<T>> inSlices(List<T> all) {
        return all.stream().gather(Gatherers.windowFixed(ASK_MAX)).toList();
    }
}
