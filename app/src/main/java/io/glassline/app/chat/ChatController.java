package io.glassline.app.chat;

import io.glassline.app.chat.ChatDoor.Opening;
import io.glassline.app.chat.ChatDoor.Outcome;
import io.glassline.app.chat.ChatDoor.Solution;
import io.glassline.app.connection.ClientKey;
import io.glassline.app.http.Problems;
import io.glassline.app.http.PublicUrl;
import io.glassline.channel.ChannelAccount;
import io.glassline.console.ClientAddress;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the widget calls, from the city's website or from our own page. A session, a message and marks are
/// taken on the event loop; only reading a talk blocks, on threads of its own.
@Controller("/chat/{account}")
final class ChatController {

    private static final String PREFLIGHT_SECONDS = "600";

    private final ChatDoor door;
    private final VisitorSessions sessions;
    private final TalkStreams streams;
    private final ChatOrigins origins;
    private final ClientAddress clientAddress;
    private final JsonMapper json;

    ChatController(
            ChatDoor door,
            VisitorSessions sessions,
            TalkStreams streams,
            PublicUrl publicUrl,
            ClientAddress clientAddress,
            JsonMapper json) {
        this.door = door;
        this.sessions = sessions;
        this.streams = streams;
        this.origins = new ChatOrigins(publicUrl.base());
        this.clientAddress = clientAddress;
        this.json = json;
    }

    /// What a browser asks before it calls from another website.
    @Options("/{call}")
    HttpResponse<?> preflight(String account, String call, HttpRequest<?> request) {
        return refusal(account, request, false)
                .orElseGet(() -> withCors(request, HttpResponse.noContent())
                        .header("Access-Control-Allow-Methods", "GET, POST")
                        .header("Access-Control-Allow-Headers", "authorization, content-type, last-event-id")
                        .header("Access-Control-Max-Age", PREFLIGHT_SECONDS));
    }

    /// A new session; or the one that is shown, for longer.
    @Post("/session")
    @Consumes(MediaType.ALL)
    HttpResponse<?> session(String account, @Body byte @Nullable [] body, HttpRequest<?> request) {
        var refusal = refusal(account, request, false);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var chat = door.account(account).orElseThrow();
        var known = session(chat, request).or(() -> onOwnPage(chat, request));
        return withCors(
                request,
                known.isPresent()
                        ? opened(sessions.renewed(chat, known.get()), chat, request)
                        : begun(door.open(chat, ClientKey.of(request, clientAddress), solution(body)), chat, request));
    }

    /// A second page that was opened before the first one had a session goes on with the same.
    private Optional<VisitorSession> onOwnPage(ChannelAccount chat, HttpRequest<?> request) {
        return isOwnPage(request)
                ? ChatCookie.token(request).flatMap(token -> sessions.read(chat, token))
                : Optional.empty();
    }

    private boolean isOwnPage(HttpRequest<?> request) {
        return ChatRequest.origin(request).filter(origins::isOwn).isPresent();
    }

    private MutableHttpResponse<?> begun(Opening opening, ChannelAccount chat, HttpRequest<?> request) {
        return switch (opening) {
            case Opening.Session(var session) -> opened(session, chat, request);
            case Opening.Puzzle(var puzzle, var bits, var orWait) ->
                wait(
                        HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS)
                                .contentType(MediaType.APPLICATION_JSON_TYPE)
                                .body(Map.of("puzzle", puzzle, "bits", bits)),
                        orWait);
            case Opening.TooMany(var orWait) -> tooFast(orWait);
        };
    }

    /// On our own page the session is a cookie, so that the page works without a script, too.
    private MutableHttpResponse<?> opened(VisitorSession session, ChannelAccount chat, HttpRequest<?> request) {
        var response = HttpResponse.ok(
                Map.of("token", session.token(), "expires", session.expiresAt().getEpochSecond()));
        return isOwnPage(request) ? response.cookie(ChatCookie.of(chat, session, origins.isOverTls())) : response;
    }

    private Optional<Solution> solution(byte @Nullable [] body) {
        if (body == null || body.length == 0 || body.length > ChatDoor.BODY_MAX_BYTES) {
            return Optional.empty();
        }
        try {
            var read = json.readValue(body, Argument.mapOf(String.class, Object.class));
            return read != null
                            && read.get("puzzle") instanceof String puzzle
                            && read.get("answer") instanceof String answer
                    ? Optional.of(new Solution(puzzle, answer))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Post("/messages")
    @Consumes(MediaType.ALL)
    CompletableFuture<HttpResponse<?>> message(String account, @Body byte @Nullable [] body, HttpRequest<?> request) {
        return said(
                account,
                request,
                (chat, session) -> door.say(
                        chat, session, ClientKey.of(request, clientAddress), body == null ? new byte[0] : body));
    }

    @Post("/marks")
    @Consumes(MediaType.ALL)
    CompletableFuture<HttpResponse<?>> marks(String account, @Body byte @Nullable [] body, HttpRequest<?> request) {
        return said(account, request, (chat, session) -> door.mark(chat, session, body == null ? new byte[0] : body));
    }

    private CompletableFuture<HttpResponse<?>> said(String account, HttpRequest<?> request, Call call) {
        return switch (enter(account, request, false)) {
            case Entry.Refused(var response) -> CompletableFuture.completedFuture(response);
            case Entry.Visitor(var chat, var session) ->
                call.by(chat, session).thenApply(came -> withCors(request, answer(came)));
        };
    }

    @FunctionalInterface
    private interface Call {

        CompletableFuture<Outcome> by(ChannelAccount chat, VisitorSession session);
    }

    private static MutableHttpResponse<?> answer(Outcome came) {
        return switch (came) {
            case Outcome.Kept _ -> HttpResponse.noContent();
            case Outcome.TooFast(var orWait) -> tooFast(orWait);
            case Outcome.TooLong _ ->
                problem(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The message is longer than is taken here.");
            case Outcome.Unreadable _ -> problem(HttpStatus.BAD_REQUEST, "This message could not be read.");
            case Outcome.NotNow(var orWait) ->
                wait(problem(HttpStatus.SERVICE_UNAVAILABLE, "It could not be kept just now. Send it again."), orWait);
        };
    }

    /// For who has no stream: what is new since `after`, which is a cursor as it was given.
    @Get("/talk")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> talk(String account, @QueryValue @Nullable String after, HttpRequest<?> request) {
        return shown(account, request, (chat, session) -> {
            var orWait = door.look(session);
            if (!orWait.isZero()) {
                return tooFast(orWait);
            }
            var talk = streams.reader().talk(ChatDoor.lane(chat, session));
            return HttpResponse.ok(
                    TalkUpdate.since(talk, Optional.ofNullable(after)).json(session.visitor()));
        });
    }

    /// What is new since the last event that was seen, and all that comes, as it comes.
    @Get(uri = "/events", produces = MediaType.TEXT_EVENT_STREAM)
    HttpResponse<?> events(
            String account, @Header("Last-Event-ID") @Nullable String lastEventId, HttpRequest<?> request) {
        return shown(account, request, (chat, session) -> {
            var lane = ChatDoor.lane(chat, session);
            var orWait = door.look(session);
            if (!orWait.isZero() || !streams.hasRoomFor(lane)) {
                return tooFast(orWait.isZero() ? TalkStreams.HEARTBEAT_EVERY : orWait);
            }
            return HttpResponse.ok(streams.follow(
                            lane, Optional.ofNullable(lastEventId), update -> written(update.json(session.visitor()))))
                    .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                    .header("X-Accel-Buffering", "no");
        });
    }

    private String written(Map<String, Object> update) {
        try {
            return json.writeValueAsString(update);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<VisitorSession> session(ChannelAccount chat, HttpRequest<?> request) {
        return ChatRequest.token(request).flatMap(token -> sessions.read(chat, token));
    }

    private HttpResponse<?> shown(String account, HttpRequest<?> request, Answer answer) {
        return switch (enter(account, request, true)) {
            case Entry.Refused(var response) -> response;
            case Entry.Visitor(var chat, var session) -> withCors(request, answer.to(chat, session));
        };
    }

    @FunctionalInterface
    private interface Answer {

        MutableHttpResponse<?> to(ChannelAccount chat, VisitorSession session);
    }

    private sealed interface Entry {

        record Refused(MutableHttpResponse<?> response) implements Entry {}

        record Visitor(ChannelAccount chat, VisitorSession session) implements Entry {}
    }

    private Entry enter(String account, HttpRequest<?> request, boolean reads) {
        var refusal = refusal(account, request, reads);
        if (refusal.isPresent()) {
            return new Entry.Refused(refusal.get());
        }
        var chat = door.account(account).orElseThrow();
        return session(chat, request)
                .<Entry>map(session -> new Entry.Visitor(chat, session))
                .orElseGet(() -> new Entry.Refused(
                        withCors(request, problem(HttpStatus.UNAUTHORIZED, "The chat is over. Begin another one."))));
    }

    /// A website that may not show the chat is told so, without leave to read it.
    private Optional<MutableHttpResponse<?>> refusal(String account, HttpRequest<?> request, boolean reads) {
        var chat = door.account(account);
        if (chat.isEmpty()) {
            return Optional.of(problem(HttpStatus.NOT_FOUND, "There is no such chat."));
        }
        return origins.allows(chat.get(), ChatRequest.origin(request), reads)
                ? Optional.empty()
                : Optional.of(problem(HttpStatus.FORBIDDEN, "This website may not show the chat."));
    }

    private static MutableHttpResponse<?> withCors(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header("Vary", "Origin")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff");
        ChatRequest.origin(request)
                .ifPresent(origin -> response.header("Access-Control-Allow-Origin", origin)
                        .header("Access-Control-Expose-Headers", "Retry-After"));
        return response;
    }

    private static MutableHttpResponse<?> tooFast(Duration orWait) {
        return wait(problem(HttpStatus.TOO_MANY_REQUESTS, "That was very quick. Wait a moment."), orWait);
    }

    private static MutableHttpResponse<?> wait(MutableHttpResponse<?> response, Duration orWait) {
        return response.header(
                "Retry-After", Long.toString(Math.max(1, orWait.plusMillis(999).toSeconds())));
    }

    private static MutableHttpResponse<?> problem(HttpStatus status, String detail) {
        return Problems.of(status, detail).toMutableResponse();
    }
}
