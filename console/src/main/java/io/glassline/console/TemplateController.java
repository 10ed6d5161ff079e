package io.glassline.console;

import io.glassline.console.ConversationForms.Submission;
import io.glassline.desk.Agent;
import io.glassline.desk.TemplateDesk;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.stream.IntStream;

/// A template, filled in and sent where the provider takes no free text any more.
@Controller("/console/conversations/{id}/templates")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TemplateController {

    /// A form has no more places than that.
    private static final int FIELDS_MAX = 20;

    private final TemplateDesk templates;
    private final ConversationForms forms;

    TemplateController(TemplateDesk templates, ConversationForms forms) {
        this.templates = templates;
        this.forms = forms;
    }

    /// The fields come as `field-1`, `field-2`… and how many there are as `fields`.
    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> send(String id, Agent agent, StaffSession session, Form form) {
        var values = IntStream.rangeClosed(1, count(form.field("fields")))
                .mapToObj(n -> form.field("field-" + n))
                .toList();
        return forms.act(
                new Submission(id, agent, session, form.field("once"), ""),
                conversation -> templates.send(conversation, form.field("template"), values, agent),
                done -> ConversationForms.page(done, "#latest"));
    }

    private static int count(String fields) {
        return fields.matches("[0-9]{1,2}") ? Math.min(Integer.parseInt(fields), FIELDS_MAX) : 0;
    }
}
