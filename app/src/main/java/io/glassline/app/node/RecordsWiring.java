package io.glassline.app.node;

import io.glassline.app.records.RecordsExport;
import io.glassline.console.RecordsArchive;
import io.glassline.desk.ReadingLog;
import io.glassline.records.RecordsDesk;
import io.glassline.router.knowledge.Answer;
import io.glassline.storage.postgres.PgRecordsRequests;
import io.micronaut.context.ApplicationContext;
import java.util.UUID;

/// Requests for public records: kept, reviewed and given out.
record RecordsWiring(RecordsDesk desk, RecordsArchive archive) implements Part {

    static RecordsWiring open(
            NodeContext node, StorageWiring storage, LogWiring log, MediaWiring media, LiveCity live) {
        var topics = FiguresWiring.topics(live);
        var desk = new RecordsDesk(
                new PgRecordsRequests(storage.database(), storage.audit(), () -> topics),
                () -> live.now().city().records(),
                () -> live.now().city().knowledge().answers().stream()
                        .map(Answer::topic)
                        .toList(),
                words -> live.now().city().publishes(words),
                new ReadingLog(storage.audit(), storage.record()::write, node.clock()),
                node.clock(),
                UUID::randomUUID);
        return new RecordsWiring(
                desk,
                new RecordsExport(
                        desk,
                        log.files(),
                        media.files(),
                        () -> {
                            var city = live.now().city();
                            return new RecordsExport.City(city.name(), city.zone());
                        },
                        node.clock()));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(RecordsDesk.class, desk);
        controllers.registerSingleton(RecordsArchive.class, archive);
    }
}
