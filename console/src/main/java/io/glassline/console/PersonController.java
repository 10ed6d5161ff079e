package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
import io.glassline.desk.PersonDesk;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What an agent does about the other addresses of a conversation's citizen.
@Controller("/console/conversations/{id}/person")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonController {

    private final PersonDesk people;
    private final PersonViews views;
    private final ReadingRecorder readings;
    private final ConversationPages conversations;
    private final SubmittedForms submissions;
    private final Pages pages;

    PersonController(
            PersonDesk people,
            PersonViews views,
            ReadingRecorder readings,
            ConversationPages conversations,
            SubmittedForms submissions,
            Pages pages) {
        this.people = people;
        this.views = views;
        this.readings = readings;
        this.conversations = conversations;
        this.submissions = submissions;
        this.pages = pages;
    }

    @Post("/links")
    @Consumes(MediaType.ALL)
    HttpResponse<?> link(String id, Agent agent, StaffSession session, Form form) {
        return act(
                id,
                agent,
                session,
                "",
                conversation -> people.link(
                        conversation, form.field("account"), form.field("address"), form.field("because"), agent));
    }

    @Post("/unlinking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> unlink(String id, Agent agent, StaffSession session, Form form) {
        return act(
                id,
                agent,
                session,
                "",
                conversation -> uuid(form.field("link"))
                        .map(link -> people.unlink(conversation, link, form.field("because"), agent))
                        .orElseGet(() -> new Desk.Outcome.Refused("Choose the link.")));
    }

    @Post("/codes")
    @Consumes(MediaType.ALL)
    HttpResponse<?> sendCode(String id, Agent agent, StaffSession session, Form form) {
        return act(
                id,
                agent,
                session,
                "",
                conversation -> people.sendCode(conversation, form.field("account"), form.field("address"), agent));
    }

    /// A reply over another address of the same person. What was not sent is kept in the form.
    @Post("/messages")
    @Consumes(MediaType.ALL)
    HttpResponse<?> reply(String id, Agent agent, StaffSession session, Form form) {
        var text = form.field("text");
        if (!submissions.isFirst(form.field("once"))) {
            return HttpResponse.seeOther(URI.create("/console"));
        }
        return act(id, agent, session, text, conversation -> {
            var outcome = readings.readOn(conversation, agent)
                    .flatMap(transcript -> views.named(transcript.conversation(), form.field("way")))
                    .map(lane -> people.replyOver(conversation, lane, text, agent))
                    .orElseGet(() -> new Desk.Outcome.Gone(
                            "This address is not linked any more, or takes no messages. Nothing was sent."));
            if (!(outcome instanceof Desk.Outcome.Done)) {
                submissions.forget(form.field("once"));
            }
            return outcome;
        });
    }

    private HttpResponse<?> act(
            String id,
            Agent agent,
            StaffSession session,
            String typed,
            Function<Conversation.Id, Desk.Outcome> action) {
        var conversation = uuid(id).map(Conversation.Id::new);
        if (conversation.isEmpty()) {
            return pages.notFound(session);
        }
        return switch (action.apply(conversation.get())) {
            case Desk.Outcome.Done(var after) ->
                HttpResponse.seeOther(URI.create("/console/conversations/" + after.id() + "#person"));
            case Desk.Outcome.Gone(var because) ->
                shown(conversation.get(), agent, session, HttpStatus.CONFLICT, "This has moved on", because, typed);
            case Desk.Outcome.Refused(var because) ->
                shown(conversation.get(), agent, session, HttpStatus.UNPROCESSABLE_ENTITY, "Not done", because, typed);
            case Desk.Outcome.NoSuchConversation _ -> pages.notFound(session);
        };
    }

    private HttpResponse<?> shown(
            Conversation.Id id,
            Agent agent,
            StaffSession session,
            HttpStatus status,
            String title,
            String because,
            String typed) {
        return readings.open(id, agent)
                .<HttpResponse<?>>map(transcript -> pages.html(
                        status,
                        "conversation",
                        conversations.page(transcript, session, Optional.of(Notice.notDone(title, because)), typed)))
                .orElseGet(() -> pages.notFound(session));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
