package io.glassline.app.node;

import io.glassline.app.send.AccountFaults;
import io.glassline.app.send.GuardedSender;
import io.glassline.app.send.OutboxMeters;
import io.glassline.app.work.DeliveryWorker;
import io.glassline.app.work.Loop;
import io.glassline.app.work.WebhookBackpressure;
import io.glassline.channel.Channels;
import io.glassline.channel.SendPolicy;
import io.glassline.console.SendingFaults;
import io.glassline.outbox.BulkResend;
import io.glassline.outbox.BulkRules;
import io.glassline.outbox.Deliverer;
import io.glassline.outbox.RetrySchedule;
import io.glassline.storage.redis.RedisThrottle;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Optional;

/// The outbox and its way to the providers.
record SendingWiring(
        DeliveryWorker delivery, Loop fullMailboxes, Loop metering, AccountFaults faults, BulkResend bulkResend)
        implements Part {

    static SendingWiring open(
            NodeContext node,
            StorageWiring storage,
            ChannelsWiring wired,
            BulkRules bulkRules,
            WebhookBackpressure backpressure) {
        var channels = wired.channels();
        var outbox = storage.outbox();
        var throttle = new RedisThrottle(
                storage.redis(),
                account -> channels.sendPolicy(account)
                        .map(SendPolicy::partsPerSecond)
                        .orElse(SendPolicy.PARTS_PER_SECOND_MAX));
        var sender = new GuardedSender(
                channels,
                wired.publicUrl(),
                throttle,
                account -> node.threads()
                        .execute(() -> outbox.hurry(account, node.clock().instant())),
                node.threads(),
                node.clock(),
                node.meters(),
                node.timing().faultTriedEvery());
        var deliverer = new Deliverer(
                outbox,
                storage.ledger(),
                bulkRules,
                sender,
                throttle,
                RetrySchedule.DEFAULT,
                node.clock(),
                node.random()::nextDouble,
                node.timing().faultTriedEvery());
        var outboxMeters = new OutboxMeters(outbox, storage.board(), node.clock(), node.meters());
        var closing = node.closing();
        var metering = closing.add(new Loop("outbox meters", OutboxMeters.LOOK_EVERY, outboxMeters::step));
        var delivery = closing.add(
                new DeliveryWorker(deliverer, channels::pushAccountIds, node.clock(), node.threads(), backpressure));
        var fullMailboxes = closing.add(
                new Loop("full mailboxes", Deliverer.ROOM_LOOKED_FOR_EVERY, deliverer::hasTriedFullMailboxes));
        var bulkResend = new BulkResend(
                storage.deadLetters(), storage.ledger(), accounts(channels, sender.faults()), node.clock());
        return new SendingWiring(delivery, fullMailboxes, metering, sender.faults(), bulkResend);
    }

    private static BulkResend.Accounts accounts(Channels channels, AccountFaults faults) {
        return new BulkResend.Accounts() {
            @Override
            public boolean isWell(String accountId) {
                return channels.account(accountId).isPresent() && !faults.has(accountId);
            }

            @Override
            public Optional<Duration> replyWindow(String accountId) {
                return channels.account(accountId)
                        .flatMap(account -> channels.adapter(account).replyWindow());
            }
        };
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(BulkResend.class, bulkResend);
        controllers.registerSingleton(
                SendingFaults.class,
                accountId -> Optional.ofNullable(faults.now().get(accountId)).map(AccountFaults.Fault::because));
    }

    void begin() {
        delivery.start();
        fullMailboxes.start();
        metering.start();
    }
}
