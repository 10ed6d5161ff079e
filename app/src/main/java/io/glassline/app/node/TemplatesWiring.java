package io.glassline.app.node;

import io.glassline.app.work.TemplateWorker;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgTemplateStates;
import io.glassline.template.Templates;
import io.micronaut.context.ApplicationContext;

/// Texts that providers have approved, and how they stand.
record TemplatesWiring(Templates templates, TemplateWorker worker) implements Part {

    static TemplatesWiring open(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, ConfigurationWiring configured) {
        var states = new PgTemplateStates(storage.database());
        var worker = node.closing()
                .add(new TemplateWorker(
                        channels.channels(), states, node.clock(), new ClusterLock(storage.database())));
        var live = configured.live();
        return new TemplatesWiring(
                new Templates(() -> live.now().city().templates().all(), states), worker);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Templates.class, templates);
    }
}
