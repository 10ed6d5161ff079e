package io.glassline.console;

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
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// One conversation, and what an agent does with it.
///
/// Each action is a noun that a form posts to, and each that was done is followed by a redirect. One that was not
/// done shows the page again, says why, and keeps what was typed.
@Controller("/console/conversations/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConversationController {

    private final Desk desk;
    private final ReadingRecorder readings;
    private final SubmittedForms submissions;
    private final NextConversation next;
    private final ConversationPages conversations;
    private final Pages pages;

    ConversationController(
            Desk desk,
            ReadingRecorder readings,
            SubmittedForms submissions,
            NextConversation next,
            ConversationPages conversations,
            Pages pages) {
        this.desk = desk;
        this.readings = readings;
        this.submissions = submissions;
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
            return shown(id, agent, session, HttpStatus.OK, Optional.empty(), "");
        }
        return id(id).flatMap(i -> readings.readOn(i, agent))
                .<HttpResponse<?>>map(transcript ->
                        pages.html(HttpStatus.OK, "following", conversations.page(transcript, session, seen)))
                .orElseGet(() -> pages.notFound(session));
    }

    @Post("/taking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> take(String id, Agent agent, StaffSession session) {
        return act(
                id, agent, session, "", "", conversation -> desk.take(conversation, agent), () -> page(id, "#latest"));
    }

    @Post("/putting-back")
    @Consumes(MediaType.ALL)
    HttpResponse<?> putBack(String id, Agent agent, StaffSession session) {
        return act(
                id, agent, session, "", "", conversation -> desk.putBack(conversation, agent), () -> done("put-back"));
    }

    @Post("/messages")
    @Consumes(MediaType.ALL)
    HttpResponse<?> reply(String id, Agent agent, StaffSession session, Form form) {
        var text = form.field("text");
        var thenNext = isNextWanted(form);
        return act(
                id,
                agent,
                session,
                form.field("once"),
                text,
                conversation ->
                        thenNext ? replyAndClose(conversation, text, agent) : desk.reply(conversation, text, agent),
                () -> thenNext ? next(agent, form) : page(id, "#latest"));
    }

    private static boolean isNextWanted(Form form) {
        return form.field("then").equals("next");
    }

    private Desk.Outcome replyAndClose(Conversation.Id id, String text, Agent agent) {
        var replied = desk.reply(id, text, agent);
        return replied instanceof Desk.Outcome.Done ? desk.close(id, ClosingOutcome.RESOLVED.word(), agent) : replied;
    }

    @Post("/priority")
    @Consumes(MediaType.ALL)
    HttpResponse<?> rank(String id, Agent agent, StaffSession session, Form form) {
        var priority = PriorityTitles.priority(form.field("priority"));
        return act(
                id,
                agent,
                session,
                "",
                "",
                conversation -> priority.<Desk.Outcome>map(p -> desk.rank(conversation, p, form.field("reason"), agent))
                        .orElseGet(() -> new Desk.Outcome.Refused("Choose how urgent it is.")),
                () -> page(id, ""));
    }

    @Post("/transfer")
    @Consumes(MediaType.ALL)
    HttpResponse<?> transfer(String id, Agent agent, StaffSession session, Form form) {
        var queue = new QueueId(form.field("queue"));
        return act(
                id,
                agent,
                session,
                "",
                "",
                conversation -> desk.transfer(conversation, queue, agent),
                () -> done("transferred"));
    }

    @Post("/closure")
    @Consumes(MediaType.ALL)
    HttpResponse<?> close(String id, Agent agent, StaffSession session, Form form) {
        var outcome = ClosingOutcome.of(form.field("outcome"));
        return act(
                id,
                agent,
                session,
                "",
                "",
                conversation -> outcome.<Desk.Outcome>map(o -> desk.close(conversation, o.word(), agent))
                        .orElseGet(() -> new Desk.Outcome.Refused("Choose what the conversation came to.")),
                () -> isNextWanted(form) ? next(agent, form) : done("closed"));
    }

    /// To the conversation that the agent has next.
    private URI next(Agent agent, Form form) {
        return next.take(
                        agent,
                        Optional.of(form.field("worked-in"))
                                .filter(name -> !name.isEmpty())
                                .map(QueueId::new))
                .map(found -> page(found.toString(), "#latest"))
                .orElseGet(() -> done("nobody-next"));
    }

    private HttpResponse<?> act(
            String id,
            Agent agent,
            StaffSession session,
            String once,
            String typed,
            Function<Conversation.Id, Desk.Outcome> action,
            Supplier<URI> after) {
        var conversation = id(id);
        if (conversation.isEmpty()) {
            return pages.notFound(session);
        }
        if (!submissions.isFirst(once)) {
            return HttpResponse.seeOther(page(id, "#latest"));
        }
        var outcome = action.apply(conversation.get());
        if (!(outcome instanceof Desk.Outcome.Done)) {
            submissions.forget(once);
        }
        return switch (outcome) {
            case Desk.Outcome.Done _ -> HttpResponse.seeOther(after.get());
            case Desk.Outcome.Gone(var because) ->
                shown(id, agent, session, HttpStatus.CONFLICT, notDone("This has moved on", because), typed);
            case Desk.Outcome.Refused(var because) ->
                shown(id, agent, session, HttpStatus.UNPROCESSABLE_ENTITY, notDone("Not done", because), typed);
            case Desk.Outcome.NoSuchConversation _ -> pages.notFound(session);
        };
    }

    private HttpResponse<?> shown(
            String id, Agent agent, StaffSession session, HttpStatus status, Optional<Notice> notice, String typed) {
        return id(id).flatMap(i -> readings.open(i, agent))
                .<HttpResponse<?>>map(transcript ->
                        pages.html(status, "conversation", conversations.page(transcript, session, notice, typed)))
                .orElseGet(() -> pages.notFound(session));
    }

    private static Optional<Notice> notDone(String title, String because) {
        return Optional.of(Notice.notDone(title, because));
    }

    private static URI page(String id, String fragment) {
        return id(id).map(i -> URI.create("/console/conversations/" + i + fragment))
                .orElse(URI.create("/console"));
    }

    private static URI done(String what) {
        return URI.create("/console?done=" + what);
    }

    private static Optional<Conversation.Id> id(String id) {
        try {
            return Optional.of(new Conversation.Id(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
