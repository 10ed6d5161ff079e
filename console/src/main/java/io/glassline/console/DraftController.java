package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.desk.ReplyDrafts;
import io.glassline.desk.ReplyDrafts.Draft;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// A reply that a model drafts, put into a conversation's composer behind what is typed there. The agent who sends it
/// is on the record as whose words it is.
@Controller("/console/conversations/{id}/draft")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DraftController {

    private final ReadingRecorder readings;
    private final ConversationPages conversations;
    private final ReplyDrafts drafts;
    private final Pages pages;

    DraftController(ReadingRecorder readings, ConversationPages conversations, ReplyDrafts drafts, Pages pages) {
        this.readings = readings;
        this.conversations = conversations;
        this.drafts = drafts;
        this.pages = pages;
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> draft(String id, Agent agent, StaffSession session, Form form) {
        return WrittenId.of(id)
                .flatMap(i -> readings.readOn(new Conversation.Id(i), agent))
                .<HttpResponse<?>>map(transcript -> page(transcript, session, form.field("text")))
                .orElseGet(() -> pages.notFound(session));
    }

    /// Nobody drafts a reply to a conversation that is another's: it is not asked for.
    private HttpResponse<?> page(Board.Transcript transcript, StaffSession session, String typed) {
        if (!ConversationPages.isHeldBy(session, transcript.conversation()) || !drafts.areMade()) {
            return shown(transcript, session, Optional.empty(), new ConversationPage.Typed(typed, ""));
        }
        return switch (drafts.draft(transcript, session.agent())) {
            case Draft.Written(var text, var model, var answers) ->
                shown(
                        transcript,
                        session,
                        Optional.empty(),
                        new ConversationPage.Typed(
                                typed.isBlank() ? text : typed.stripTrailing() + "\n\n" + text,
                                "",
                                Optional.of("Drafted by the language model %s from: %s. Read it and change it; you send"
                                                .formatted(model, String.join(", ", answers))
                                        + " it in your name.")));
            case Draft.None(var because) ->
                shown(
                        transcript,
                        session,
                        Optional.of(Notice.notDone("There is no draft", because)),
                        new ConversationPage.Typed(typed, ""));
        };
    }

    private HttpResponse<?> shown(
            Board.Transcript transcript, StaffSession session, Optional<Notice> notice, ConversationPage.Typed typed) {
        return pages.html(HttpStatus.OK, "conversation", conversations.page(transcript, session, notice, typed));
    }
}
