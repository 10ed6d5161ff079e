package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.OfferDesk;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/// The bar in which an agent says whether they are there, and is offered what waits. A page that is open
/// asks for it again every few seconds, by which it is known that it is open; without scripts each page
/// that is loaded says so.
@Controller("/console/availability")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AvailabilityController {

    private final OfferDesk desk;
    private final AvailabilityViews views;
    private final Pages pages;

    AvailabilityController(OfferDesk desk, AvailabilityViews views, Pages pages) {
        this.desk = desk;
        this.views = views;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> bar(StaffSession session) {
        return session.mayRead() ? pages.html(HttpStatus.OK, "attending", views.of(session)) : HttpResponse.noContent();
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> choose(
            Agent agent, StaffSession session, Form form, @Header(name = "Referer", defaultValue = "") String from) {
        var choice = Arrays.stream(Choice.values())
                .filter(known -> known.word().equals(form.field("choice")))
                .findFirst();
        if (choice.isEmpty() || !session.mayRead()) {
            return pages.notFound(session);
        }
        var refused = desk.choose(choice.get(), form.field("reason"), agent);
        return refused.isPresent()
                ? pages.notice(HttpStatus.BAD_REQUEST, Optional.of(session), "That is too long", refused.get())
                : HttpResponse.seeOther(back(from));
    }

    @Post("/offers/{id}/accept")
    @Consumes(MediaType.ALL)
    HttpResponse<?> accept(String id, Agent agent, StaffSession session) {
        var known = WrittenId.of(id).map(Conversation.Id::new);
        if (known.isEmpty() || !session.mayRead()) {
            return pages.notFound(session);
        }
        return switch (desk.accept(known.get(), agent)) {
            case Desk.Outcome.Done(var conversation) ->
                HttpResponse.seeOther(URI.create("/console/conversations/" + conversation.id() + "#latest"));
            case Desk.Outcome.Gone(var because) -> missed(session, because);
            case Desk.Outcome.Refused(var because) -> missed(session, because);
            case Desk.Outcome.NoSuchConversation _ -> pages.notFound(session);
        };
    }

    private HttpResponse<?> missed(StaffSession session, String because) {
        return pages.notice(HttpStatus.CONFLICT, Optional.of(session), "Somebody else has it", because);
    }

    @Post("/offers/{id}/decline")
    @Consumes(MediaType.ALL)
    HttpResponse<?> decline(
            String id, Agent agent, StaffSession session, @Header(name = "Referer", defaultValue = "") String from) {
        var known = WrittenId.of(id).map(Conversation.Id::new);
        if (known.isEmpty() || !session.mayRead()) {
            return pages.notFound(session);
        }
        desk.decline(known.get(), agent);
        return HttpResponse.seeOther(back(from));
    }

    /// The page it was chosen on, where the browser says which.
    private static URI back(String from) {
        try {
            var page = URI.create(from);
            var query = Optional.ofNullable(page.getRawQuery());
            return ConsoleAuthFilter.next(Optional.ofNullable(page.getRawPath()).orElse("")
                    + query.map(asked -> "?" + asked).orElse(""));
        } catch (IllegalArgumentException e) {
            return ConsoleAuthFilter.next("");
        }
    }
}
