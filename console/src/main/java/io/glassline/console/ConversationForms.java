package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// What comes of the forms on a conversation's page: each thing that was done is followed by a redirect; one that was
/// not done shows the page again, says why, and keeps what was typed.
@Singleton
final class ConversationForms {

    private final ReadingRecorder readings;
    private final SubmittedForms submissions;
    private final ConversationPages conversations;
    private final Pages pages;

    ConversationForms(
            ReadingRecorder readings, SubmittedForms submissions, ConversationPages conversations, Pages pages) {
        this.readings = readings;
        this.submissions = submissions;
        this.conversations = conversations;
        this.pages = pages;
    }

    /// A form that was sent on the page of the conversation `id`.
    ///
    /// @param once what tells a form that is sent twice; empty where it may be
    /// @param typed words that are not to be lost
    record Submission(String id, Agent agent, StaffSession session, String once, ConversationPage.Typed typed) {

        Submission(String id, Agent agent, StaffSession session) {
            this(id, agent, session, "", ConversationPage.Typed.NOTHING);
        }

        /// Of a reply.
        Submission(String id, Agent agent, StaffSession session, String once, String reply) {
            this(id, agent, session, once, new ConversationPage.Typed(reply, ""));
        }

        Submission noting(String note) {
            return new Submission(id, agent, session, once, new ConversationPage.Typed(typed.reply(), note));
        }
    }

    /// @param after where it leads when it was done, from the conversation as it is then
    HttpResponse<?> act(
            Submission form, Function<Conversation.Id, Desk.Outcome> action, Function<Conversation.Id, URI> after) {
        var conversation = WrittenId.of(form.id).map(Conversation.Id::new);
        if (conversation.isEmpty()) {
            return pages.notFound(form.session);
        }
        if (!submissions.isFirst(form.once)) {
            return HttpResponse.seeOther(page(conversation.get(), "#latest"));
        }
        var outcome = action.apply(conversation.get());
        if (!(outcome instanceof Desk.Outcome.Done)) {
            submissions.forget(form.once);
        }
        return switch (outcome) {
            case Desk.Outcome.Done(var done) -> HttpResponse.seeOther(after.apply(done.id()));
            case Desk.Outcome.Gone(var because) -> notDone(form, HttpStatus.CONFLICT, "This has moved on", because);
            case Desk.Outcome.Refused(var because) ->
                notDone(form, HttpStatus.UNPROCESSABLE_ENTITY, "Not done", because);
            case Desk.Outcome.NoSuchConversation _ -> pages.notFound(form.session);
        };
    }

    private HttpResponse<?> notDone(Submission form, HttpStatus status, String title, String because) {
        return shown(form, status, Optional.of(Notice.notDone(title, because)));
    }

    /// The page, with what was typed on it.
    HttpResponse<?> shown(Submission form, HttpStatus status, Optional<Notice> notice) {
        return WrittenId.of(form.id)
                .flatMap(id -> readings.open(new Conversation.Id(id), form.agent))
                .<HttpResponse<?>>map(transcript -> pages.html(
                        status, "conversation", conversations.page(transcript, form.session, notice, form.typed)))
                .orElseGet(() -> pages.notFound(form.session));
    }

    static URI page(Conversation.Id id, String fragment) {
        return URI.create("/console/conversations/" + id + fragment);
    }
}
