package io.glassline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.media.Attachment;
import io.glassline.media.Attachments;
import io.glassline.media.MediaKind;
import io.glassline.media.StoredFile;
import io.glassline.message.Message;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URLEncoder;
import java.util.Optional;

/// What a citizen sent beside words: a small picture, a large one, a sound to play, or the file as it came.
///
/// Only what was drawn here, and sounds and films of kinds that hold no program, are shown in the
/// browser. The file as it came is a download, whatever it is, and each one is on the record. To look at
/// the rest is to read the conversation, and is on the record as that is.
@Controller("/console/conversations/{id}/messages/{message}/attachment")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AttachmentController {

    private final Attachments attachments;
    private final AttachmentFiles files;
    private final ReadingRecorder readings;
    private final Pages pages;

    AttachmentController(Attachments attachments, AttachmentFiles files, ReadingRecorder readings, Pages pages) {
        this.attachments = attachments;
        this.files = files;
        this.readings = readings;
        this.pages = pages;
    }

    @Get("/thumbnail")
    HttpResponse<?> thumbnail(String id, String message, Agent agent, StaffSession session) {
        return shown(id, message, agent, session, found -> found.thumbnail());
    }

    @Get("/picture")
    HttpResponse<?> picture(String id, String message, Agent agent, StaffSession session) {
        return shown(id, message, agent, session, found -> found.shown());
    }

    @Get("/sound")
    HttpResponse<?> sound(String id, String message, Agent agent, StaffSession session) {
        return shown(
                id, message, agent, session, found -> found.original().filter(file -> MediaKind.isPlayed(file.type())));
    }

    @Get("/original")
    HttpResponse<?> original(String id, String message, Agent agent, StaffSession session) {
        var found = seen(id, message, agent);
        var file = found.flatMap(Attachment::original);
        if (file.isEmpty()) {
            return pages.notFound(session);
        }
        readings.attachmentSaved(found.get().message(), agent.actor());
        var type = MediaKind.isRunByBrowsers(file.get().type())
                ? MediaType.APPLICATION_OCTET_STREAM
                : file.get().type();
        return files.given(found.get(), file.get(), type, "attachment; filename*=UTF-8''" + name(found.get()), session);
    }

    private interface Choice {
        Optional<StoredFile> of(Attachment attachment);
    }

    private HttpResponse<?> shown(String id, String message, Agent agent, StaffSession session, Choice choice) {
        var found = seen(id, message, agent);
        var file = found.flatMap(choice::of);
        return file.isEmpty()
                ? pages.notFound(session)
                : files.given(found.get(), file.get(), file.get().type(), "inline", session);
    }

    /// The attachment, if this reader may see it.
    private Optional<Attachment> seen(String id, String message, Agent agent) {
        var conversation = WrittenId.of(id).map(Conversation.Id::new);
        return conversation
                .filter(read -> readings.isReading(read, agent))
                .flatMap(read -> WrittenId.of(message).map(Message.Id::new).flatMap(of -> attachments.find(read, of)))
                .filter(Attachment::mayBeSeen);
    }

    /// As the citizen called it, percent-encoded (RFC 8187).
    private static String name(Attachment attachment) {
        var name = attachment
                .fileName()
                .orElse("attachment-" + attachment.message().toString().substring(0, 8));
        return URLEncoder.encode(name.replaceAll("[\\\\/\\p{Cntrl}]", "_"), UTF_8)
                .replace("+", "%20");
    }
}
