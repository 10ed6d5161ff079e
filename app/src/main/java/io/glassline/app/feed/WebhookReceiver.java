package io.glassline.app.feed;

import io.glassline.feed.Feed;
import io.glassline.feed.FeedMessage;
import io.glassline.feed.FeedReceiver;
import io.glassline.sources.GuardedClient;
import io.glassline.sources.SourceResolver;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/// Calls a program of the city by HTTP: one POST for each entry, signed as Standard Webhooks has it. A status from
/// 200 to 299 says that the receiver has it, and 410 that it wants no more.
final class WebhookReceiver implements FeedReceiver {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(3);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    /// From the call's beginning to the end of its answer, however slowly that drips.
    static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(15);

    /// Of an answer's body only as much is read, so that the connection can be used again; a longer one costs it.
    private static final int ANSWER_BYTES_MAX = 16 << 10;

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final Feed.Webhook target;
    private final InstantSource clock;
    private final Duration answerWaitMax;
    private final CloseableHttpClient client;

    WebhookReceiver(Feed.Webhook target, InstantSource clock) {
        this(target, clock, ANSWER_WAIT_MAX);
    }

    WebhookReceiver(Feed.Webhook target, InstantSource clock, Duration answerWaitMax) {
        this.target = target;
        this.clock = clock;
        this.answerWaitMax = answerWaitMax;
        this.client = GuardedClient.with(target.isInside(), 1, CONNECT_WAIT_MAX, CONNECT_WAIT_MAX, SILENCE_MAX);
    }

    @Override
    public int messagesMax() {
        return 1;
    }

    @Override
    public Given give(List<FeedMessage> messages) {
        for (var i = 0; i < messages.size(); i++) {
            var refusal = call(messages.get(i));
            if (refusal.isPresent()) {
                return Given.but(i, refusal.get());
            }
        }
        return Given.all(messages.size());
    }

    /// Once a status is said it counts, whatever becomes of the rest of the answer.
    private Optional<Refusal> call(FeedMessage message) {
        var request = request(message, clock.instant());
        var said = new CompletableFuture<Optional<Refusal>>();
        var ended = new CompletableFuture<Void>();
        ended.orTimeout(answerWaitMax.toMillis(), TimeUnit.MILLISECONDS).exceptionally(_ -> {
            request.cancel();
            return null;
        });
        try {
            return client.execute(request, response -> {
                var refusal = refusal(response);
                said.complete(refusal);
                readToTheEnd(request, response);
                return refusal;
            });
        } catch (SourceResolver.NotPublic e) {
            return Optional.of(Refusal.of("its name leads to a private address; say `inside: yes` if it is meant"));
        } catch (IOException e) {
            return said.isDone() ? said.join() : Optional.of(away(e, ended.isCompletedExceptionally()));
        } finally {
            ended.complete(null);
        }
    }

    private static Refusal away(IOException because, boolean isTooSlow) {
        return Refusal.of(
                isTooSlow
                        ? "its answer took too long"
                        : because instanceof SocketTimeoutException
                                ? "it fell silent"
                                : "it cannot be reached: " + because.getClass().getSimpleName());
    }

    private HttpPost request(FeedMessage message, Instant at) {
        var request = new HttpPost(target.url());
        request.setHeader(ID, message.id());
        request.setHeader(TIMESTAMP, Long.toString(at.getEpochSecond()));
        request.setHeader(
                SIGNATURE,
                target.secrets().stream()
                        .map(secret -> secret.signature(message.id(), at, message.body()))
                        .collect(Collectors.joining(" ")));
        request.setEntity(new ByteArrayEntity(message.body(), ContentType.parse(message.type())));
        return request;
    }

    private static void readToTheEnd(HttpPost request, ClassicHttpResponse response) throws IOException {
        if (response.getEntity() != null
                && response.getEntity().getContent().readNBytes(ANSWER_BYTES_MAX).length == ANSWER_BYTES_MAX) {
            request.cancel();
        }
    }

    private static Optional<Refusal> refusal(ClassicHttpResponse response) {
        var status = response.getCode();
        if (status / 100 == 2) {
            return Optional.empty();
        }
        if (status / 100 == 3) {
            return Optional.of(Refusal.of("it points elsewhere (status %d), which is not followed".formatted(status)));
        }
        if (status == GONE) {
            return Optional.of(new Refusal("it wants no more (status 410)", true, Optional.empty()));
        }
        var patience = status == TOO_MANY_REQUESTS || status == UNAVAILABLE
                ? Optional.ofNullable(response.getFirstHeader("Retry-After")).flatMap(it -> seconds(it.getValue()))
                : Optional.<Duration>empty();
        return Optional.of(new Refusal("it failed with status " + status, false, patience));
    }

    private static Optional<Duration> seconds(String retryAfter) {
        var text = retryAfter.strip();
        return text.matches("[0-9]{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
