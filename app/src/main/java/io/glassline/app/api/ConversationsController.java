package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.console.WrittenId;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import io.glassline.desk.ReadingLog;
import io.glassline.desk.TemplateDesk;
import io.glassline.request.Requests;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Conversations: found, read, and worked on as the console does.
@Controller("/api/conversations")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.AGENT)
final class ConversationsController {

    private static final int PAGE_MAX = 100;

    private final Desk desk;
    private final Board board;
    private final Requests requests;
    private final ReadingLog readings;
    private final TemplateDesk templates;

    ConversationsController(Desk desk, Board board, Requests requests, ReadingLog readings, TemplateDesk templates) {
        this.desk = desk;
        this.board = board;
        this.requests = requests;
        this.readings = readings;
        this.templates = templates;
    }

    @Get
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> list(
            @QueryValue @Nullable String address,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String queue,
            @QueryValue @Nullable String agent,
            @QueryValue @Nullable String cursor,
            ApiCaller caller) {
        var filter = new Board.Filter(
                Optional.ofNullable(address),
                Optional.ofNullable(state),
                Optional.ofNullable(queue).map(QueueId::new),
                Optional.ofNullable(agent));
        try {
            var listing = board.conversations(filter, Optional.ofNullable(cursor), PAGE_MAX);
            if (address == null) {
                readings.listRead("conversations", caller.actor());
            } else {
                readings.searchMade("conversations", address, caller.actor());
            }
            return HttpResponse.ok(ConversationBody.Page.of(listing));
        } catch (IllegalArgumentException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The cursor or a filter is not one of ours: " + e.getMessage());
        }
    }

    @Get("/{id}")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> read(@PathVariable String id, ApiCaller caller) {
        return conversationId(id)
                .flatMap(known -> desk.open(known, caller.agent()))
                .<HttpResponse<?>>map(transcript -> HttpResponse.ok(ConversationBody.Transcript.of(transcript)))
                .orElseGet(ConversationsController::noSuchConversation);
    }

    /// It says what the citizen said, so it is on the record as reading the conversation is.
    @Get("/{id}/requests")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> requests(@PathVariable String id, ApiCaller caller) {
        return conversationId(id)
                .flatMap(known -> desk.open(known, caller.agent()))
                .map(transcript -> requests.of(transcript.conversation().id()))
                .<HttpResponse<?>>map(asked -> HttpResponse.ok(RequestBody.Listed.of(asked)))
                .orElseGet(ConversationsController::noSuchConversation);
    }

    @Post("/{id}/taking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> take(@PathVariable String id, ApiCaller caller) {
        return act(id, known -> desk.take(known, caller.agent()));
    }

    @Delete("/{id}/taking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> putBack(@PathVariable String id, ApiCaller caller) {
        return act(id, known -> desk.putBack(known, "", caller.agent()));
    }

    /// Both as they came, for a number is not taken for words. `pace` is `live`, which is also meant where it is
    /// missing, or `bulk`.
    record Reply(
            @Nullable Object text,
            @Nullable Object pace,
            @Nullable Object template) {}

    @Post("/{id}/messages")
    HttpResponse<?> reply(@PathVariable String id, @Body Reply reply, ApiCaller caller) {
        if (reply.template() != null) {
            return template(id, reply, caller);
        }
        var pace = pace(reply.pace() == null ? "live" : reply.pace());
        if (pace.isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The pace is \"live\" or \"bulk\".");
        }
        return reply.text() instanceof String text
                ? act(id, known -> desk.reply(known, text, pace.get(), caller.agent()))
                : Problems.of(HttpStatus.BAD_REQUEST, "Send the words as {\"text\": \"…\"}.");
    }

    /// `{"template": {"name": "…", "values": ["…"]}}`, with a value for each field, in their order.
    private HttpResponse<?> template(String id, Reply reply, ApiCaller caller) {
        return reply.text() == null
                        && reply.pace() == null
                        && reply.template() instanceof Map<?, ?> template
                        && template.get("name") instanceof String name
                        && template.get("values") instanceof List<?> values
                        && values.stream().allMatch(String.class::isInstance)
                ? act(
                        id,
                        known -> templates.send(
                                known,
                                name,
                                values.stream().map(String.class::cast).toList(),
                                caller.agent()))
                : Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "Send a template alone, as {\"template\": {\"name\": \"…\", \"values\": [\"…\"]}}.");
    }

    private static Optional<Pace> pace(Object word) {
        return Arrays.stream(Pace.values())
                .filter(pace -> pace.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    @Post("/{id}/closure")
    @Consumes(MediaType.ALL)
    HttpResponse<?> close(@PathVariable String id, ApiCaller caller) {
        return act(id, known -> desk.close(known, "resolved", caller.agent()));
    }

    /// `note` is for whoever takes it; none where it is missing.
    record Transfer(@Nullable Object queue, @Nullable Object note) {}

    @Post("/{id}/transfer")
    HttpResponse<?> transfer(@PathVariable String id, @Body Transfer transfer, ApiCaller caller) {
        return transfer.queue() instanceof String queue
                        && (transfer.note() == null ? "" : transfer.note()) instanceof String note
                ? act(id, known -> desk.transfer(known, new QueueId(queue), note, caller.agent()))
                : Problems.of(HttpStatus.BAD_REQUEST, "Send the queue as {\"queue\": \"…\", \"note\": \"…\"}.");
    }

    record Assignment(@Nullable Object agent, @Nullable Object note) {}

    /// `agent` is a colleague's sign-in name.
    @Post("/{id}/assignment")
    HttpResponse<?> assign(@PathVariable String id, @Body Assignment assignment, ApiCaller caller) {
        return assignment.agent() instanceof String to
                        && (assignment.note() == null ? "" : assignment.note()) instanceof String note
                ? act(id, known -> desk.assign(known, to, note, caller.agent()))
                : Problems.of(HttpStatus.BAD_REQUEST, "Send the colleague as {\"agent\": \"…\", \"note\": \"…\"}.");
    }

    record PutOff(@Nullable Object until) {}

    @Post("/{id}/snooze")
    HttpResponse<?> snooze(@PathVariable String id, @Body PutOff putOff, ApiCaller caller) {
        return time(putOff.until())
                .<HttpResponse<?>>map(until -> act(id, known -> desk.snooze(known, until, caller.agent())))
                .orElseGet(() ->
                        Problems.of(HttpStatus.BAD_REQUEST, "Send the time as {\"until\": \"2026-11-29T15:00:00Z\"}."));
    }

    private static Optional<Instant> time(@Nullable Object written) {
        try {
            return written instanceof String text
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Delete("/{id}/snooze")
    @Consumes(MediaType.ALL)
    HttpResponse<?> wake(@PathVariable String id, ApiCaller caller) {
        return act(id, known -> desk.wake(known, caller.agent()));
    }

    @Post("/{id}/reopening")
    @Consumes(MediaType.ALL)
    HttpResponse<?> reopen(@PathVariable String id, ApiCaller caller) {
        return act(id, known -> desk.reopen(known, caller.agent()));
    }

    record Noted(@Nullable Object text) {}

    /// For colleagues only: nothing is sent.
    @Post("/{id}/notes")
    HttpResponse<?> note(@PathVariable String id, @Body Noted note, ApiCaller caller) {
        return note.text() instanceof String text
                ? act(id, known -> desk.note(known, text, caller.agent()))
                : Problems.of(HttpStatus.BAD_REQUEST, "Send the note as {\"text\": \"…\"}.");
    }

    private static HttpResponse<?> act(String id, Function<Conversation.Id, Desk.Outcome> act) {
        return conversationId(id)
                .map(act)
                .<HttpResponse<?>>map(ConversationsController::answer)
                .orElseGet(ConversationsController::noSuchConversation);
    }

    private static HttpResponse<?> answer(Desk.Outcome outcome) {
        return switch (outcome) {
            case Desk.Outcome.Done(var conversation) -> HttpResponse.ok(ConversationBody.of(conversation));
            case Desk.Outcome.Gone(var because) -> Problems.of(HttpStatus.CONFLICT, because);
            case Desk.Outcome.Refused(var because) -> Problems.of(HttpStatus.UNPROCESSABLE_ENTITY, because);
            case Desk.Outcome.NoSuchConversation _ -> noSuchConversation();
        };
    }

    private static HttpResponse<?> noSuchConversation() {
        return Problems.notFound("There is no such conversation.");
    }

    static Optional<Conversation.Id> conversationId(String id) {
        return WrittenId.of(id).map(Conversation.Id::new);
    }
}
