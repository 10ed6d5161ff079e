package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.desk.ReadyTexts.ReadyText;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// Ready texts for a conversation's composer.
///
/// A page without scripts sends the composer with its search, and gets the whole page again with what was typed still
/// in it: behind that, the text that was chosen. A script gets the list and puts the text in by itself.
@Controller("/console/conversations/{id}/texts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReadyTextsController {

    private final ReadingRecorder readings;
    private final ConversationPages conversations;
    private final ReadyTextsViews views;
    private final Pages pages;

    ReadyTextsController(
            ReadingRecorder readings, ConversationPages conversations, ReadyTextsViews views, Pages pages) {
        this.readings = readings;
        this.conversations = conversations;
        this.views = views;
        this.pages = pages;
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> find(
            String id,
            Agent agent,
            StaffSession session,
            Form form,
            @Header(name = "HX-Request", defaultValue = "") String fragment) {
        return WrittenId.of(id)
                .flatMap(i -> readings.readOn(new Conversation.Id(i), agent))
                .<HttpResponse<?>>map(transcript -> fragment.isEmpty()
                        ? page(transcript, session, form)
                        : pages.html(HttpStatus.OK, "readylist", views.found(transcript, session, form.field("words"))))
                .orElseGet(() -> pages.notFound(session));
    }

    private HttpResponse<?> page(Board.Transcript transcript, StaffSession session, Form form) {
        var words = form.field("words");
        var chosen = Optional.of(form.field("put"))
                .filter(value -> !value.isEmpty())
                .flatMap(value -> views.named(transcript, session, words, value));
        var typed = form.field("text");
        return pages.html(
                HttpStatus.OK,
                "conversation",
                conversations.page(
                        transcript,
                        session,
                        new ConversationPage.Typed(
                                chosen.map(text -> behind(typed, text)).orElse(typed), ""),
                        views.found(transcript, session, chosen.isPresent() ? "" : words)));
    }

    private static String behind(String typed, ReadyText text) {
        return typed.isBlank() ? text.text() : typed.stripTrailing() + "\n\n" + text.text();
    }
}
