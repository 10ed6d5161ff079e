package io.glassline.app.http;

import io.glassline.app.activity.CallWatch;
import io.glassline.app.work.ThrottledLog;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.Lane;
import io.glassline.intake.InboundLog;
import io.glassline.intake.Intake;
import io.glassline.turn.Calls;
import io.glassline.turn.EndedCalls;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.netty.NettyHttpHeaders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the providers' webhooks. It stays on the event loop until the batch that holds the message has committed;
/// only a phone call, which waits for its answer, moves to a thread of its own.
@Controller("/channels")
final class WebhookController {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookController.class);

    private final Channels channels;
    private final Intake intake;
    private final Calls calls;
    private final EndedCalls endedCalls;
    private final CallWatch watch;
    private final PublicUrl publicUrl;
    private final InstantSource clock;
    private final Executor blocking;
    private final ArrivalCounts counts;
    private final ThrottledLog throttledLog;

    WebhookController(
            Channels channels,
            Intake intake,
            Calls calls,
            EndedCalls endedCalls,
            CallWatch watch,
            PublicUrl publicUrl,
            InstantSource clock,
            BlockingThreads threads,
            ArrivalCounts counts) {
        this.channels = channels;
        this.intake = intake;
        this.calls = calls;
        this.endedCalls = endedCalls;
        this.watch = watch;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.blocking = threads.executor();
        this.counts = counts;
        this.throttledLog = new ThrottledLog(LOG, clock);
    }

    @Post("/{account}{/endpoint}")
    @Consumes(MediaType.ALL)
    CompletableFuture<HttpResponse<?>> post(
            @PathVariable String account,
            @PathVariable @Nullable String endpoint,
            @Body byte @Nullable [] body,
            HttpRequest<?> request) {
        return accept("POST", account, endpoint, body == null ? new byte[0] : body, request);
    }

    @Get("/{account}{/endpoint}")
    CompletableFuture<HttpResponse<?>> get(
            @PathVariable String account, @PathVariable @Nullable String endpoint, HttpRequest<?> request) {
        return accept("GET", account, endpoint, new byte[0], request);
    }

    private CompletableFuture<HttpResponse<?>> accept(
            String method, String accountId, @Nullable String endpoint, byte[] body, HttpRequest<?> request) {
        var account = channels.account(accountId).orElse(null);
        if (account == null) {
            counts.count("unknown", "unknown account");
            return CompletableFuture.completedFuture(Problems.notFound("There is no such account."));
        }
        var adapter = channels.adapter(account);
        var call = new WebhookCall(
                method,
                endpoint == null ? "" : endpoint,
                publicUrl.of(request.getUri()),
                headers(request),
                body,
                clock.instant());
        return intake.accept(call, adapter, account)
                .thenCompose(receipt -> {
                    watch.answered(call, adapter, account, receipt);
                    return answer(receipt, call, adapter, account);
                })
                .exceptionally(failure -> unavailable(account, failure));
    }

    private CompletableFuture<HttpResponse<?>> answer(
            Receipt receipt, WebhookCall call, ChannelAdapter adapter, ChannelAccount account) {
        return switch (receipt) {
            case Receipt.Handshake(var reply) -> now(account, receipt, http(reply));
            case Receipt.Nothing _ -> now(account, receipt, http(adapter.acknowledgement()));
            case Receipt.Quarantined(var because) -> {
                LOG.atError().log("{}: a delivery is in quarantine: {}", account.id(), because);
                yield now(account, receipt, http(adapter.acknowledgement()));
            }
            case Receipt.Refused(var fault, var because) -> {
                LOG.atInfo().log("{} refused a call: {}", account.id(), because);
                yield now(account, receipt, refusal(fault));
            }
            case Receipt.Elsewhere(var owner, var theirs) -> answer(theirs, call, adapter, owner);
            case Receipt.Events(var events, var _) ->
                switch (adapter) {
                    case PushAdapter push -> now(account, receipt, http(push.acknowledgement(call)));
                    case LineAdapter line
                    when events.getLast() instanceof ChannelEvent.LineClosed(var over, var at) ->
                        callEnded(new Lane(account.id(), over.caller()), at, line, account);
                    case LineAdapter line -> replyOnTheLine(line, call, events.getFirst(), account);
                };
        };
    }

    private CompletableFuture<HttpResponse<?>> callEnded(
            Lane call, Instant at, LineAdapter adapter, ChannelAccount account) {
        return CompletableFuture.supplyAsync(
                () -> {
                    endedCalls.ended(call, at);
                    counts.count(account.id(), "accepted");
                    return http(adapter.acknowledgement());
                },
                blocking);
    }

    private CompletableFuture<HttpResponse<?>> replyOnTheLine(
            LineAdapter adapter, WebhookCall call, ChannelEvent event, ChannelAccount account) {
        counts.count(account.id(), "accepted");
        return CompletableFuture.supplyAsync(
                () -> http(adapter.line(call, account)
                        .map(line -> spokenReply(line, event, adapter, account))
                        .orElseGet(adapter::acknowledgement)),
                blocking);
    }

    /// A caller cannot be told to come again by a status code.
    private WebhookReply spokenReply(Line line, ChannelEvent event, LineAdapter adapter, ChannelAccount account) {
        try {
            return calls.answer(line, event, adapter, account);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("{}: a caller could not be answered", account.id());
            return calls.outOfOrder(line, adapter, account);
        }
    }

    private CompletableFuture<HttpResponse<?>> now(ChannelAccount account, Receipt receipt, HttpResponse<?> response) {
        counts.count(account.id(), receipt);
        return CompletableFuture.completedFuture(response);
    }

    private HttpResponse<?> unavailable(ChannelAccount account, Throwable failure) {
        var cause = Intake.causeOf(failure);
        switch (cause) {
            case InboundLog.Full full -> throttledLog.write(account.id() + ": " + full.getMessage(), null);
            case InboundLog.Away away -> throttledLog.write(account.id() + ": " + away.getMessage(), away);
            default -> LOG.atError().setCause(cause).log("{}: a delivery could not be taken", account.id());
        }
        counts.count(account.id(), "not taken");
        watch.notTaken(account, cause instanceof InboundLog.Full ? "the spool is full" : "it could not be stored");
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "It could not be stored just now. Send it again.")
                .toMutableResponse()
                .header("Retry-After", "2");
    }

    static HttpResponse<?> refusal(Fault fault) {
        return switch (fault) {
            case NOT_AUTHENTIC -> Problems.of(HttpStatus.FORBIDDEN, "This call is not from the provider.");
            case NOT_PROVABLE, MALFORMED -> Problems.of(HttpStatus.BAD_REQUEST, "This call could not be read.");
        };
    }

    private static HttpResponse<?> http(WebhookReply reply) {
        var response = HttpResponse.status(HttpStatus.valueOf(reply.status()));
        return reply.contentType().isEmpty()
                ? response
                : response.contentType(MediaType.of(reply.contentType())).body(reply.body());
    }

    /// From Netty's own, for Micronaut's look each name up again for its values.
    static Map<String, List<String>> headers(HttpRequest<?> request) {
        var headers = new HashMap<String, List<String>>();
        var all = ((NettyHttpHeaders) request.getHeaders()).getNettyHeaders().iteratorAsString();
        while (all.hasNext()) {
            var header = all.next();
            headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT),
                    List.of(header.getValue()),
                    (first, second) ->
                            Stream.concat(first.stream(), second.stream()).toList());
        }
        return headers;
    }
}
