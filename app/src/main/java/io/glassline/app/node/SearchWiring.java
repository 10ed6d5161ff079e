package io.glassline.app.node;

import io.glassline.app.work.LockedWorker;
import io.glassline.desk.ConversationSearch;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgConversationSearch;
import io.glassline.storage.postgres.SearchIndex;
import io.micronaut.context.ApplicationContext;

/// What the desk finds conversations by, and what keeps it up to the record.
record SearchWiring(LockedWorker worker, ConversationSearch search) implements Part {

    static SearchWiring open(NodeContext node, StorageWiring storage) {
        var database = storage.database();
        var worker = new LockedWorker("search", new SearchIndex(database)::step, new ClusterLock(database));
        return new SearchWiring(node.closing().add(worker), new PgConversationSearch(database));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(ConversationSearch.class, search);
    }
}
