package io.glassline.app.node;

import io.glassline.app.open311.ServedServices;
import io.glassline.app.work.RequestWorker;
import io.glassline.request.RequestPhotos;
import io.glassline.request.RequestWork;
import io.glassline.request.Requests;
import io.glassline.request.Telling;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgRequests;
import io.micronaut.context.ApplicationContext;

/// What citizens asked the city's systems to do: handed over, watched, told of, and shown to the public.
record RequestsWiring(RequestWorker worker, Requests requests, RequestPhotos photos, ServedServices served)
        implements Part {

    static RequestsWiring open(
            NodeContext node,
            StorageWiring storage,
            ChannelsWiring channels,
            ConfigurationWiring configured,
            MediaWiring media) {
        var live = configured.live();
        var requests = new PgRequests(storage.database());
        var photos = new RequestPhotos(
                requests,
                media.attachments(),
                media.files(),
                () -> chance(node),
                channels.publicUrl().base());
        var telling = new Telling(
                storage.store(),
                storage.sessions(),
                channels.channels(),
                storage.ledger(),
                storage.audit(),
                node.clock(),
                () -> live.now().router().botVersion());
        var work = new RequestWork(
                requests,
                configured.systems(),
                photos,
                name -> live.now().city().services().find(name),
                telling,
                storage.audit(),
                node.clock(),
                node.random()::nextDouble);
        live.follow(
                version -> configured.systems().keep(version.city().services().systems()));
        var worker = node.closing()
                .add(new RequestWorker(
                        requests,
                        work,
                        new ClusterLock(storage.database()),
                        node.clock(),
                        node.threads(),
                        node.meters()));
        return new RequestsWiring(worker, requests, photos, () -> live.now().city());
    }

    private static byte[] chance(NodeContext node) {
        var chance = new byte[RequestPhotos.TOKEN_BYTES];
        node.random().nextBytes(chance);
        return chance;
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Requests.class, requests);
        controllers.registerSingleton(RequestPhotos.class, photos);
        controllers.registerSingleton(ServedServices.class, served);
    }
}
