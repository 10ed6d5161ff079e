package io.glassline.console;

import io.glassline.console.ConversationForms.Submission;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;

/// Who has a conversation, and when: given to a colleague, put off, taken up again.
@Controller("/console/conversations/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HandingOnController {

    private final Desk desk;
    private final ConversationForms forms;
    private final CityTime time;

    HandingOnController(Desk desk, ConversationForms forms, CityTime time) {
        this.desk = desk;
        this.forms = forms;
        this.time = time;
    }

    @Post("/assignment")
    @Consumes(MediaType.ALL)
    HttpResponse<?> assign(String id, Agent agent, StaffSession session, Form form) {
        var note = form.field("note");
        return forms.act(
                new Submission(id, agent, session).noting(note),
                conversation -> form.field("colleague").isEmpty()
                        ? new Desk.Outcome.Refused("Choose the colleague who is to have it.")
                        : desk.assign(conversation, form.field("colleague"), note, agent),
                _ -> URI.create("/console?done=assigned"));
    }

    @Post("/snooze")
    @Consumes(MediaType.ALL)
    HttpResponse<?> snooze(String id, Agent agent, StaffSession session, Form form) {
        return forms.act(
                new Submission(id, agent, session),
                conversation -> SnoozeTime.of(form.field("for"), form.field("until"), time)
                        .map(until -> desk.snooze(conversation, until, agent))
                        .orElseGet(() -> new Desk.Outcome.Refused("Choose until when.")),
                _ -> URI.create("/console?done=snoozed"));
    }

    @Post("/waking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> wake(String id, Agent agent, StaffSession session) {
        return forms.act(
                new Submission(id, agent, session),
                conversation -> desk.wake(conversation, agent),
                done -> ConversationForms.page(done, ""));
    }

    @Post("/reopening")
    @Consumes(MediaType.ALL)
    HttpResponse<?> reopen(String id, Agent agent, StaffSession session) {
        return forms.act(
                new Submission(id, agent, session),
                conversation -> desk.reopen(conversation, agent),
                done -> ConversationForms.page(done, "#latest"));
    }
}
