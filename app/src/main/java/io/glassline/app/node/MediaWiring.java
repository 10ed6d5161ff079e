package io.glassline.app.node;

import io.glassline.app.work.AttachmentWorker;
import io.glassline.app.work.WebhookBackpressure;
import io.glassline.files.fetch.GuardedFetcher;
import io.glassline.files.picture.RedrawnPictures;
import io.glassline.files.scan.ClamAv;
import io.glassline.files.store.FolderFiles;
import io.glassline.files.type.ContentType;
import io.glassline.media.AttachmentRetention;
import io.glassline.media.AttachmentWork;
import io.glassline.media.Attachments;
import io.glassline.media.MediaFiles;
import io.glassline.media.MediaScanner;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgAttachments;
import io.glassline.storage.postgres.PgReceivedCalls;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/// What citizens send beside words: fetched, scanned, drawn, kept and deleted.
record MediaWiring(AttachmentWorker worker, Attachments attachments, MediaFiles files) implements Part {

    static MediaWiring open(
            NodeContext node, StorageWiring storage, ChannelsWiring wired, WebhookBackpressure backpressure) {
        var attachments = new PgAttachments(storage.database());
        var files = files(node);
        var work = new AttachmentWork(
                attachments,
                files,
                node.closing().add(new GuardedFetcher()),
                new ContentType(),
                node.deployment()
                        .media()
                        .clamAv()
                        .<MediaScanner>map(ClamAv::new)
                        .orElse(MediaScanner.NONE),
                new RedrawnPictures(),
                new PgReceivedCalls(storage.database()),
                wired.channels(),
                node.clock(),
                node.random()::nextDouble);
        var retention = new AttachmentRetention(attachments, files, wired.channels(), node.clock());
        var worker = node.closing()
                .add(new AttachmentWorker(
                        attachments,
                        work,
                        retention,
                        files::deleteLeftBehind,
                        new ClusterLock(storage.database()),
                        node.clock(),
                        node.threads(),
                        backpressure,
                        node.meters()));
        return new MediaWiring(worker, attachments, files);
    }

    private static FolderFiles files(NodeContext node) {
        var folder = node.deployment().media().folder();
        try {
            return new FolderFiles(folder, node.clock());
        } catch (IOException e) {
            throw new CannotStart("cannot keep files in " + folder + ": " + NodeContext.rootMessage(e)
                    + ". Is GLASSLINE_MEDIA a folder that may be written to?");
        }
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Attachments.class, attachments);
        controllers.registerSingleton(MediaFiles.class, files);
    }

    void begin() {
        worker.start();
    }
}
