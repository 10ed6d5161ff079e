package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Presence;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// A page that stays open says so every few seconds, whether its agent writes, and hears who else has it open.
@Controller("/console/conversations/{id}/presence")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PresenceController {

    private final Presence presence;
    private final PresenceViews views;
    private final Pages pages;

    PresenceController(Presence presence, PresenceViews views, Pages pages) {
        this.presence = presence;
        this.views = views;
        this.pages = pages;
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> isHere(String id, Agent agent, StaffSession session, Form form) {
        var known = WrittenId.of(id).map(Conversation.Id::new);
        if (known.isEmpty() || !session.mayRead()) {
            return pages.notFound(session);
        }
        if (form.field("left").equals("yes")) {
            presence.gone(known.get(), agent.id());
            return HttpResponse.noContent();
        }
        presence.here(known.get(), agent.id(), form.field("writing").equals("yes"));
        return pages.html(HttpStatus.OK, "presence", views.of(known.get(), agent));
    }
}
