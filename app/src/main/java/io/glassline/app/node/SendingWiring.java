package io.glassline.app.node;

import io.glassline.app.send.AccountFaults;
import io.glassline.app.send.GuardedSender;
import io.glassline.app.send.OutboxMeters;
import io.glassline.app.work.DeliveryWorker;
import io.glassline.app.work.Loop;
import io.glassline.app.work.WebhookBackpressure;
import io.glassline.channel.SendPolicy;
import io.glassline.outbox.Deliverer;
import io.glassline.outbox.RetrySchedule;
import io.glassline.storage.redis.RedisThrottle;

/// The outbox and its way to the providers.
record SendingWiring(DeliveryWorker delivery, Loop fullMailboxes, Loop metering, AccountFaults faults) {

    static SendingWiring open(
            NodeContext node, StorageWiring storage, ChannelsWiring wired, WebhookBackpressure backpressure) {
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
                new DeliveryWorker(deliverer, channels.pushAccountIds(), node.clock(), node.threads(), backpressure));
        var fullMailboxes = closing.add(
                new Loop("full mailboxes", Deliverer.ROOM_LOOKED_FOR_EVERY, deliverer::hasTriedFullMailboxes));
        return new SendingWiring(delivery, fullMailboxes, metering, sender.faults());
    }

    void begin() {
        delivery.start();
        fullMailboxes.start();
        metering.start();
    }
}
