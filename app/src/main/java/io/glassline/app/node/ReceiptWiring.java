package io.glassline.app.node;

import io.glassline.app.receipt.ReceiptCity;
import io.glassline.conversation.QueueId;
import io.glassline.receipt.ReceiptLinks;
import io.glassline.receipt.ReceiptToken;
import io.glassline.receipt.Receipts;
import io.glassline.receipt.RecordLinks;
import io.glassline.router.city.CityConfig;
import io.glassline.router.trial.CitizenWords;
import io.glassline.routing.RoutingDecision;
import io.glassline.storage.postgres.PgReceipts;
import io.glassline.storage.postgres.PgRecordLinks;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// Links to receipts, and what they show.
record ReceiptWiring(ReceiptLinks links, Receipts receipts, RecordLinks records, ReceiptCity city) implements Part {

    static ReceiptWiring open(NodeContext node, StorageWiring storage, ChannelsWiring channels, LiveCity live) {
        return new ReceiptWiring(
                new ReceiptLinks(() -> chance(node), channels.publicUrl().base()),
                new PgReceipts(storage.database(), storage.audit()),
                new PgRecordLinks(storage.database()),
                new OfLive(live, node.city().name(), node.city().zone()));
    }

    private static byte[] chance(NodeContext node) {
        var chance = new byte[ReceiptToken.BYTES];
        node.random().nextBytes(chance);
        return chance;
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Receipts.class, receipts);
        controllers.registerSingleton(RecordLinks.class, records);
        controllers.registerSingleton(ReceiptCity.class, city);
    }

    /// @param name as on all pages, from when the node started; the zone, too
    private record OfLive(LiveCity live, String name, ZoneId zone) implements ReceiptCity {

        private CityConfig now() {
            return live.now().city();
        }

        @Override
        public String why(RoutingDecision decision, Locale language) {
            return CitizenWords.why(now(), decision, language);
        }

        @Override
        public Optional<String> office(QueueId queue, Locale language) {
            return now().queues().find(queue).map(known -> known.title().in(language));
        }

        @Override
        public Optional<String> opens(QueueId queue, Instant at, Locale language) {
            var cityTime = at.atZone(now().zone());
            return now().queues()
                    .closedUntil(queue, cityTime)
                    .map(opens -> now().phrases().opens(opens, cityTime, language));
        }
    }
}
