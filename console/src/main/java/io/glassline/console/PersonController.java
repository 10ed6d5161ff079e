package io.glassline.console;

import io.glassline.console.ConversationForms.Submission;
import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
import io.glassline.desk.PersonDesk;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;

/// What an agent does about the other addresses of a conversation's citizen.
@Controller("/console/conversations/{id}/person")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonController {

    private final PersonDesk people;
    private final PersonViews views;
    private final ReadingRecorder readings;
    private final ConversationForms forms;

    PersonController(PersonDesk people, PersonViews views, ReadingRecorder readings, ConversationForms forms) {
        this.people = people;
        this.views = views;
        this.readings = readings;
        this.forms = forms;
    }

    @Post("/links")
    @Consumes(MediaType.ALL)
    HttpResponse<?> link(String id, Agent agent, StaffSession session, Form form) {
        return forms.act(
                new Submission(id, agent, session),
                conversation -> people.link(
                        conversation, form.field("account"), form.field("address"), form.field("because"), agent),
                PersonController::person);
    }

    @Post("/unlinking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> unlink(String id, Agent agent, StaffSession session, Form form) {
        return forms.act(
                new Submission(id, agent, session),
                conversation -> WrittenId.of(form.field("link"))
                        .map(link -> people.unlink(conversation, link, form.field("because"), agent))
                        .orElseGet(() -> new Desk.Outcome.Refused("Choose the link.")),
                PersonController::person);
    }

    @Post("/codes")
    @Consumes(MediaType.ALL)
    HttpResponse<?> sendCode(String id, Agent agent, StaffSession session, Form form) {
        return forms.act(
                new Submission(id, agent, session),
                conversation -> people.sendCode(conversation, form.field("account"), form.field("address"), agent),
                PersonController::person);
    }

    /// A reply over another address of the same person. What was not sent is kept in the form.
    @Post("/messages")
    @Consumes(MediaType.ALL)
    HttpResponse<?> reply(String id, Agent agent, StaffSession session, Form form) {
        var text = form.field("text");
        return forms.act(
                new Submission(id, agent, session, form.field("once"), text),
                conversation -> readings.readOn(conversation, agent)
                        .flatMap(transcript -> views.named(transcript.conversation(), form.field("way")))
                        .map(lane -> people.replyOver(conversation, lane, text, agent))
                        .orElseGet(() -> new Desk.Outcome.Gone(
                                "This address is not linked any more, or takes no messages. Nothing was sent.")),
                PersonController::person);
    }

    private static URI person(Conversation.Id id) {
        return ConversationForms.page(id, "#person");
    }
}
