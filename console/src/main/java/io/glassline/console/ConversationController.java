package io.glassline.console;

import io.glassline.console.ConversationForms.Submission;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Optional;

/// One conversation, and what an agent does with it. Each action is a noun that a form posts to.
@Controller("/console/conversations/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConversationController {

    private final Desk desk;
    private final ReadingRecorder readings;
    private final ConversationForms forms;
    private final NextConversation next;
    private final ConversationPages conversations;
    private final Pages pages;

    ConversationController(
            Desk desk,
            ReadingRecorder readings,
            ConversationForms forms,
            NextConversation next,
            ConversationPages conversations,
            Pages pages) {
        this.desk = desk;
        this.readings = readings;
        this.forms = forms;
        this.next = next;
        this.conversations = conversations;
        this.pages = pages;
    }

    /// The page; for a page that is open already, only the part of it that changes.
    @Get
    HttpResponse<?> show(
            String id,
            Agent agent,
            StaffSession session,
            @QueryValue(defaultValue = "") String seen,
            @Header(name = "HX-Request", defaultValue = "") String fragment) {
        if (fragment.isEmpty()) {
            return forms.shown(new Submission(id, agent, session), HttpStatus.OK, Optional.empty());
        }
        return WrittenId.of(id)
                .flatMap(i -> readings.readOn(new Conversation.Id(i), agent))
                .<HttpResponse<?>>map(transcript ->
                        pages.html(HttpStatus.OK, "following", conversations.page(transcript, session, seen)))
                .orElseGet(() -> pages.notFound(session));
    }

    @Post("/taking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> take(String id, Agent agent, StaffSession session) {
        return forms.act(
                new Submission(id, agent, session),
                conversation -> desk.take(conversation, agent),
                done -> ConversationForms.page(done, "#latest"));
    }

    @Post("/putting-back")
    @Consumes(MediaType.ALL)
    HttpResponse<?> putBack(String id, Agent agent, StaffSession session, Form form) {
        var note = form.field("note");
        return forms.act(
                new Submission(id, agent, session).noting(note),
                conversation -> desk.putBack(conversation, note, agent),
                _ -> desk("put-back"));
    }

    @Post("/notes")
    @Consumes(MediaType.ALL)
    HttpResponse<?> note(String id, Agent agent, StaffSession session, Form form) {
        var note = NoteViews.addressed(form.field("note"), form.field("colleague"));
        return forms.act(
                new Submission(id, agent, session, form.field("once"), "").noting(note),
                conversation -> desk.note(conversation, note, agent),
                done -> ConversationForms.page(done, "#latest"));
    }

    @Post("/messages")
    @Consumes(MediaType.ALL)
    HttpResponse<?> reply(String id, Agent agent, StaffSession session, Form form) {
        var text = form.field("text");
        var thenNext = isNextWanted(form);
        return forms.act(
                new Submission(id, agent, session, form.field("once"), text),
                conversation ->
                        thenNext ? replyAndClose(conversation, text, agent) : desk.reply(conversation, text, agent),
                done -> thenNext ? next(agent, form) : ConversationForms.page(done, "#latest"));
    }

    private static boolean isNextWanted(Form form) {
        return form.field("then").equals("next");
    }

    private Desk.Outcome replyAndClose(Conversation.Id id, String text, Agent agent) {
        var replied = desk.reply(id, text, agent);
        return replied instanceof Desk.Outcome.Done ? desk.close(id, ClosingOutcome.RESOLVED.word(), agent) : replied;
    }

    @Post("/receipt")
    @Consumes(MediaType.ALL)
    HttpResponse<?> sendReceipt(String id, Agent agent, StaffSession session, Form form) {
        return forms.act(
                new Submission(id, agent, session, form.field("once"), ""),
                conversation -> desk.sendReceipt(conversation, agent),
                done -> ConversationForms.page(done, "#latest"));
    }

    @Post("/priority")
    @Consumes(MediaType.ALL)
    HttpResponse<?> rank(String id, Agent agent, StaffSession session, Form form) {
        var priority = PriorityTitles.priority(form.field("priority"));
        return forms.act(
                new Submission(id, agent, session),
                conversation -> priority.<Desk.Outcome>map(p -> desk.rank(conversation, p, form.field("reason"), agent))
                        .orElseGet(() -> new Desk.Outcome.Refused("Choose how urgent it is.")),
                done -> ConversationForms.page(done, ""));
    }

    @Post("/transfer")
    @Consumes(MediaType.ALL)
    HttpResponse<?> transfer(String id, Agent agent, StaffSession session, Form form) {
        var queue = form.field("queue");
        var note = form.field("note");
        return forms.act(
                new Submission(id, agent, session).noting(note),
                conversation -> queue.isEmpty()
                        ? new Desk.Outcome.Refused("Choose the queue that it is to go to.")
                        : desk.transfer(conversation, new QueueId(queue), note, agent),
                _ -> desk("transferred"));
    }

    @Post("/closure")
    @Consumes(MediaType.ALL)
    HttpResponse<?> close(String id, Agent agent, StaffSession session, Form form) {
        var outcome = ClosingOutcome.of(form.field("outcome"));
        return forms.act(
                new Submission(id, agent, session),
                conversation -> outcome.<Desk.Outcome>map(o -> desk.close(conversation, o.word(), agent))
                        .orElseGet(() -> new Desk.Outcome.Refused("Choose what the conversation came to.")),
                _ -> isNextWanted(form) ? next(agent, form) : desk("closed"));
    }

    /// To the conversation that the agent has next.
    private URI next(Agent agent, Form form) {
        return next.take(
                        agent,
                        Optional.of(form.field("worked-in"))
                                .filter(name -> !name.isEmpty())
                                .map(QueueId::new))
                .map(found -> ConversationForms.page(found, "#latest"))
                .orElseGet(() -> desk("nobody-next"));
    }

    private static URI desk(String done) {
        return URI.create("/console?done=" + done);
    }
}
