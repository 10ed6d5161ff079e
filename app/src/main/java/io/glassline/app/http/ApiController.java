package io.glassline.app.http;

import io.glassline.audit.Actor;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import io.glassline.intake.Quarantine;
import io.glassline.intake.Redrive;
import io.glassline.intake.Rereading;
import io.glassline.message.Message;
import io.glassline.outbox.DeadLetters;
import io.glassline.store.Change;
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
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reactivestreams.Publisher;

/// The desk and the record, for programs. Shapes are those of `/api/openapi.yml`.
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ApiController {

    private static final int PAGE_MAX = 100;
    private static final int AUDIT_PAGE_MAX = 1_000;

    /// Programs act under this name, or under the one they give.
    private static final String API_AGENT = "api";

    private final Desk desk;
    private final Board board;
    private final DeadLetters deadLetters;
    private final Reconciling reconciling;
    private final InstantSource clock;
    private final AuditFeed feed;
    private final Quarantine quarantine;
    private final Redrive redrive;
    private final Rereading rereading;
    private final Channels channels;

    ApiController(
            Desk desk,
            Board board,
            DeadLetters deadLetters,
            Reconciling reconciling,
            InstantSource clock,
            AuditFeed feed,
            Quarantine quarantine,
            Redrive redrive,
            Rereading rereading,
            Channels channels) {
        this.desk = desk;
        this.board = board;
        this.deadLetters = deadLetters;
        this.reconciling = reconciling;
        this.clock = clock;
        this.feed = feed;
        this.quarantine = quarantine;
        this.redrive = redrive;
        this.rereading = rereading;
        this.channels = channels;
    }

    @Get("/conversations")
    HttpResponse<?> conversations(
            @QueryValue @Nullable String address,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String queue,
            @QueryValue @Nullable String agent,
            @QueryValue @Nullable String cursor) {
        var filter = new Board.Filter(
                Optional.ofNullable(address),
                Optional.ofNullable(state),
                Optional.ofNullable(queue).map(QueueId::new),
                Optional.ofNullable(agent));
        try {
            var listing = board.conversations(filter, Optional.ofNullable(cursor), PAGE_MAX);
            var body = new LinkedHashMap<String, Object>();
            body.put(
                    "conversations",
                    listing.lines().stream()
                            .map(line -> {
                                var fields = conversation(line.conversation());
                                fields.put("lastWords", line.lastWords());
                                fields.put("lastAuthor", line.lastAuthor());
                                return fields;
                            })
                            .toList());
            listing.nextCursor().ifPresent(next -> body.put("cursor", next));
            return HttpResponse.ok(body);
        } catch (IllegalArgumentException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The cursor or a filter is not one of ours: " + e.getMessage());
        }
    }

    @Get("/conversations/{id}")
    HttpResponse<?> conversation(@PathVariable String id) {
        return uuid(id).flatMap(uuid -> desk.open(uuid, agent(null)))
                .<HttpResponse<?>>map(transcript -> HttpResponse.ok(transcript(transcript)))
                .orElseGet(ApiController::noSuchConversation);
    }

    @Post("/conversations/{id}/taking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> take(@PathVariable String id, @QueryValue @Nullable String agent) {
        return act(id, uuid -> desk.take(uuid, agent(agent)));
    }

    @Delete("/conversations/{id}/taking")
    @Consumes(MediaType.ALL)
    HttpResponse<?> putBack(@PathVariable String id, @QueryValue @Nullable String agent) {
        return act(id, uuid -> desk.putBack(uuid, agent(agent)));
    }

    @Post("/conversations/{id}/messages")
    HttpResponse<?> reply(@PathVariable String id, @QueryValue @Nullable String agent, @Body Map<String, Object> body) {
        var pace = pace(body.getOrDefault("pace", "live"));
        if (pace.isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The pace is \"live\" or \"bulk\".");
        }
        return body.get("text") instanceof String text
                ? act(id, uuid -> desk.reply(uuid, text, pace.get(), agent(agent)))
                : Problems.of(HttpStatus.BAD_REQUEST, "Send the words as {\"text\": \"…\"}.");
    }

    private static Optional<Pace> pace(Object word) {
        return Arrays.stream(Pace.values())
                .filter(pace -> pace.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    @Post("/conversations/{id}/closure")
    @Consumes(MediaType.ALL)
    HttpResponse<?> close(@PathVariable String id, @QueryValue @Nullable String agent) {
        return act(id, uuid -> desk.close(uuid, "resolved", agent(agent)));
    }

    @Post("/conversations/{id}/transfer")
    HttpResponse<?> transfer(
            @PathVariable String id, @QueryValue @Nullable String agent, @Body Map<String, Object> body) {
        return body.get("queue") instanceof String queue
                ? act(id, uuid -> desk.transfer(uuid, new QueueId(queue), agent(agent)))
                : Problems.of(HttpStatus.BAD_REQUEST, "Send the queue as {\"queue\": \"…\"}.");
    }

    @Get("/queues")
    List<Map<String, Object>> queues() {
        return board.queues().stream()
                .map(line -> {
                    var fields = new LinkedHashMap<String, Object>();
                    fields.put("queue", line.queue().name());
                    fields.put("waiting", line.waiting());
                    fields.put("withAgents", line.withAgents());
                    line.oldestWaitingSince().ifPresent(since -> fields.put("oldestWaitingSince", since.toString()));
                    return (Map<String, Object>) fields;
                })
                .toList();
    }

    @Get("/dead-letters")
    HttpResponse<?> deadLetters(@QueryValue @Nullable String cursor) {
        try {
            var listing = deadLetters.list(Optional.ofNullable(cursor), PAGE_MAX);
            var body = new LinkedHashMap<String, Object>();
            body.put(
                    "deadLetters",
                    listing.letters().stream().map(ApiController::deadLetter).toList());
            listing.nextCursor().ifPresent(next -> body.put("cursor", next));
            return HttpResponse.ok(body);
        } catch (IllegalArgumentException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The cursor is not one of ours: " + e.getMessage());
        }
    }

    @Post("/dead-letters/{messageId}/resend")
    @Consumes(MediaType.ALL)
    HttpResponse<?> sendAgain(@PathVariable String messageId, @QueryValue @Nullable String agent) {
        return uuid(messageId)
                .map(id -> new Message.Id(id.value()))
                .filter(id -> deadLetters.sendAgain(id, agent(agent).actor(), clock.instant()))
                .<HttpResponse<?>>map(_ -> HttpResponse.accepted())
                .orElseGet(() -> Problems.notFound(
                        "There is no such dead letter: it was sent again already, or delivered after all."));
    }

    /// @param from ISO-8601, such as `2026-03-02T08:00:00Z`.
    /// @param to without it, now.
    @Post("/accounts/{account}/reconciliation")
    @Consumes(MediaType.ALL)
    HttpResponse<?> reconcile(@PathVariable String account, @QueryValue String from, @QueryValue @Nullable String to)
            throws InterruptedException {
        try {
            return reconciling
                    .between(
                            account,
                            Instant.parse(from),
                            to == null ? clock.instant() : Instant.parse(to),
                            agent(null).actor())
                    .<HttpResponse<?>>map(found -> HttpResponse.ok(Map.of(
                            "listed", found.listed(),
                            "messages", found.messages(),
                            "deliveries", found.deliveries(),
                            "unknown", found.unknown())))
                    .orElseGet(() -> Problems.notFound(
                            "There is no such account, or its provider has no list to compare with."));
        } catch (DateTimeParseException e) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST, "Write times like 2026-03-02T08:00:00Z, not " + e.getParsedString() + ".");
        } catch (IOException e) {
            return Problems.of(HttpStatus.BAD_GATEWAY, e.getMessage() + ". What was healed stays healed; ask again.");
        }
    }

    @Get("/audit")
    Map<String, Object> audit(@QueryValue(defaultValue = "-1") long after) {
        return Map.of(
                "size",
                board.auditSize(),
                "entries",
                board.audit(after, AUDIT_PAGE_MAX).stream()
                        .map(AuditFeed::fields)
                        .toList());
    }

    @Get(value = "/feed", produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> feed(@QueryValue @Nullable Long after) {
        return feed.after(after == null ? board.auditSize() - 1 : after);
    }

    @Get("/metrics/summary")
    Map<String, Object> summary(@QueryValue(defaultValue = "24") int hours) {
        var summary = board.summary(clock.instant().minus(Duration.ofHours(Math.clamp(hours, 1, 24 * 366))));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("since", summary.since().toString());
        fields.put("conversations", summary.conversations());
        fields.put("messagesIn", summary.messagesIn());
        fields.put("messagesOut", summary.messagesOut());
        fields.put("answeredByBot", summary.answeredByBot());
        fields.put("handedOver", summary.handedOver());
        summary.firstResponseMedianSeconds().ifPresent(s -> fields.put("firstResponseMedianSeconds", s));
        summary.firstResponseP90Seconds().ifPresent(s -> fields.put("firstResponseP90Seconds", s));
        summary.waitMedianSeconds().ifPresent(s -> fields.put("waitMedianSeconds", s));
        summary.waitP90Seconds().ifPresent(s -> fields.put("waitP90Seconds", s));
        fields.put("byChannel", summary.byChannel());
        fields.put("byOutcome", summary.byOutcome());
        return fields;
    }

    @Get("/quarantine")
    Map<String, Object> quarantine() {
        return Map.of(
                "waiting",
                quarantine.waitingCount(),
                "deliveries",
                quarantine.waiting(PAGE_MAX).stream()
                        .map(ApiController::delivery)
                        .toList());
    }

    private static Map<String, Object> delivery(Quarantine.Line line) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", line.number());
        fields.put("account", line.accountId());
        fields.put("channel", line.channel().name());
        fields.put("receivedAt", line.receivedAt().toString());
        fields.put("because", line.because());
        fields.put("bytes", line.bytes());
        return fields;
    }

    @Post("/quarantine/{id}/redrive")
    @Consumes(MediaType.ALL)
    HttpResponse<?> redrive(@PathVariable long id) {
        return switch (redrive.readAgain(id, agent(null).actor())) {
            case Redrive.Outcome.Done(var what) -> HttpResponse.ok(Map.of("id", id, "read", what));
            case Redrive.Outcome.NotYet(var because) -> Problems.of(HttpStatus.CONFLICT, because);
            case Redrive.Outcome.NoSuchDelivery _ -> Problems.notFound("There is no such delivery.");
        };
    }

    @Post("/envelopes/reading")
    @Consumes(MediaType.ALL)
    HttpResponse<?> reread(
            @QueryValue String account,
            @QueryValue Instant since,
            @QueryValue @Nullable Instant until,
            @QueryValue(defaultValue = "false") boolean take) {
        return channels.account(account)
                .<HttpResponse<?>>map(known -> HttpResponse.ok(rereading.reread(
                        known, channels.adapter(known), since, until == null ? clock.instant() : until, take)))
                .orElseGet(() -> Problems.notFound("There is no such account."));
    }

    @Get(value = "/openapi.yml", produces = "application/yaml")
    byte[] openApi() throws IOException {
        try (var in = ApiController.class.getResourceAsStream("/api/openapi.yml")) {
            return Objects.requireNonNull(in, "the build lost api/openapi.yml").readAllBytes();
        }
    }

    private static HttpResponse<?> act(String id, java.util.function.Function<Conversation.Id, Desk.Outcome> act) {
        var uuid = uuid(id);
        if (uuid.isEmpty()) {
            return noSuchConversation();
        }
        return switch (act.apply(uuid.get())) {
            case Desk.Outcome.Done(var conversation) -> HttpResponse.ok(conversation(conversation));
            case Desk.Outcome.Gone(var because) -> Problems.of(HttpStatus.CONFLICT, because);
            case Desk.Outcome.Refused(var because) -> Problems.of(HttpStatus.UNPROCESSABLE_ENTITY, because);
            case Desk.Outcome.NoSuchConversation _ -> noSuchConversation();
        };
    }

    private static HttpResponse<?> noSuchConversation() {
        return Problems.notFound("There is no such conversation.");
    }

    private static Optional<Conversation.Id> uuid(String id) {
        try {
            return Optional.of(new Conversation.Id(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Agent agent(@Nullable String named) {
        var id = named == null ? API_AGENT : named;
        var token = Actor.byToken(API_AGENT);
        return new Agent(
                id,
                id,
                Set.of(Agent.Role.AGENT, Agent.Role.SUPERVISOR),
                named == null ? token : token.onBehalfOf(named));
    }

    private static Map<String, Object> transcript(Board.Transcript transcript) {
        var fields = conversation(transcript.conversation());
        fields.put(
                "messages",
                transcript.messages().stream().map(ApiController::said).toList());
        fields.put(
                "decisions",
                transcript.decisions().stream().map(ApiController::decision).toList());
        return fields;
    }

    private static Map<String, Object> conversation(Conversation conversation) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", conversation.id().toString());
        fields.put("state", conversation.stage().state());
        switch (conversation.stage()) {
            case Stage.Waiting(var queue, var priority, var since) -> {
                fields.put("queue", queue.name());
                fields.put("priority", priority.name().toLowerCase(java.util.Locale.ROOT));
                fields.put("since", since.toString());
            }
            case Stage.WithAgent(var queue, var agentId, var since) -> {
                fields.put("queue", queue.name());
                fields.put("agent", agentId);
                fields.put("since", since.toString());
            }
            case Stage.Closed(var at, var outcome) -> {
                fields.put("closedAt", at.toString());
                fields.put("outcome", outcome);
            }
            case Stage.WithBot _ -> {}
        }
        fields.put("language", conversation.language().toLanguageTag());
        fields.put("account", conversation.lane().accountId());
        fields.put("channel", conversation.lane().citizen().channel().name());
        fields.put("address", conversation.lane().citizen().value());
        fields.put("pseudonym", conversation.pseudonym().toString());
        fields.put("openedAt", conversation.openedAt().toString());
        fields.put("lastActivityAt", conversation.lastActivityAt().toString());
        return fields;
    }

    private static Map<String, Object> said(Board.Said said) {
        var message = said.message();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", message.id().toString());
        fields.put("direction", message.inbound() ? "in" : "out");
        fields.put("author", message.author().role());
        fields.put("kind", message.content().kind());
        fields.put("text", message.content().words());
        fields.put("at", message.at().toString());
        said.delivery().ifPresent(delivery -> fields.put("delivery", delivery.word()));
        said.deliveryNote().ifPresent(note -> fields.put("deliveryNote", note));
        if (!said.providerIds().isEmpty()) {
            fields.put("providerId", said.providerIds().getFirst());
            fields.put("providerIds", said.providerIds());
        }
        if (!message.offers().isEmpty()) {
            fields.put("offers", message.offers());
        }
        said.auditIndex().ifPresent(index -> fields.put("auditIndex", index));
        return fields;
    }

    private static Map<String, Object> deadLetter(DeadLetters.DeadLetter letter) {
        var message = letter.send().message();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("messageId", message.id().toString());
        fields.put("conversation", message.conversation().toString());
        fields.put("account", letter.send().lane().accountId());
        fields.put("channel", message.to().channel().name());
        fields.put("address", message.to().value());
        fields.put("text", message.text());
        fields.put("because", letter.because());
        fields.put("attempts", letter.attempts());
        fields.put("at", letter.at().toString());
        fields.put("mayHaveArrived", letter.mayHaveArrived());
        fields.put(
                "parts",
                letter.fates().stream()
                        .map(fate -> {
                            var part = new LinkedHashMap<String, Object>();
                            part.put("number", fate.part().number());
                            part.put("text", fate.part().text());
                            part.put("delivery", fate.delivery().word());
                            fate.providerId().ifPresent(id -> part.put("providerId", id));
                            fate.code().ifPresent(code -> part.put("code", code));
                            return part;
                        })
                        .toList());
        return fields;
    }

    private static Map<String, Object> decision(Change.Decision decided) {
        var because = decided.decision().because();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", decided.at().toString());
        fields.put("about", decided.about().toString());
        fields.put("outcome", decided.decision().outcome());
        fields.put("rule", because.rule());
        fields.put("rulesVersion", because.rulesVersion());
        fields.put("because", because.words());
        fields.put("trace", new ArrayList<>(because.trace()));
        return fields;
    }
}
