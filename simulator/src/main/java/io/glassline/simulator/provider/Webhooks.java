package io.glassline.simulator.provider;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Calls the gateway, again and again as the provider would, and remembers every call and every try.
///
/// What is not yet accepted when the stand-ins stop is tried again when they start. Safe to call from any thread.
public final class Webhooks implements AutoCloseable {

    private static final int REMEMBERED_MAX = 5_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Settings settings;
    private final Faults faults;
    private final Journal journal;
    private final ExecutorService threads;
    private final HttpClient http;
    private final Map<String, WebhookDelivery> deliveries = new LinkedHashMap<>();
    private final Map<String, Deque<WebhookDelivery>> lanes = new HashMap<>();
    private final Map<String, Subscriber> subscribers = new HashMap<>();

    public Webhooks(Settings settings, Faults faults, Journal journal, ExecutorService threads) {
        this.settings = settings;
        this.faults = faults;
        this.journal = journal;
        this.threads = threads;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
        journal.reads("webhook", Outgoing.class, outgoing -> {
            if (subscribers.containsKey(outgoing.account())) { // the city may have given the account up
                remember(outgoing);
            }
        });
        journal.reads("attempt", WebhookDelivery.Attempt.class, this::remember);
    }

    /// Says how webhooks of this account are sent, before any is.
    public void register(Account account, Subscriber subscriber) {
        subscribers.put(account.id(), subscriber);
    }

    private Subscriber subscriber(Outgoing outgoing) {
        return Objects.requireNonNull(subscribers.get(outgoing.account()), outgoing.account());
    }

    /// A provider that calls webhooks.
    public interface Subscriber {

        RetryPolicy retries();

        /// What the gateway answered when it accepted a message.
        default void accepted(Outgoing outgoing, HttpResponse<byte[]> response) {}

        /// A message has been accepted or given up.
        default void settled(String providerId, boolean accepted) {}
    }

    /// Takes up what an earlier run left behind.
    public void resume() {
        for (var delivery : all()) {
            if (delivery.state() == State.PENDING) {
                if (delivery.outgoing.purpose() == Purpose.CALL) {
                    note(delivery, null, "the line dropped when the stand-ins stopped", State.GIVEN_UP);
                } else {
                    enqueue(delivery, Duration.ZERO, false);
                }
            }
        }
    }

    /// Sends, and returns when the first try is over or it is clear that there will be none for now.
    ///
    /// @return the gateway's status if it accepted
    public FirstTry send(Outgoing outgoing) {
        var detour = faults.onWebhook(outgoing.account());
        if (detour.lost()) {
            return new FirstTry(Optional.empty(), false);
        }
        var delivery = begin(outgoing);
        if (!detour.held().isZero()) {
            delivery.first.complete(new FirstTry(Optional.empty(), false));
        }
        enqueue(delivery, detour.held(), detour.twice());
        try {
            return delivery.first.get(
                    subscriber(outgoing).retries().answerTimeout().toSeconds() + 10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            return new FirstTry(Optional.empty(), false);
        } catch (InterruptedException interrupted) {
            throw new Sleep.Interrupted();
        }
    }

    public void sendLater(Outgoing outgoing) {
        var detour = faults.onWebhook(outgoing.account());
        if (detour.lost()) {
            return;
        }
        enqueue(begin(outgoing), detour.held(), detour.twice());
    }

    /// Calls and gives what the gateway answered, after as many tries as the provider makes; empty if none
    /// succeeded.
    ///
    /// @param first is told how the first try went
    public Optional<HttpResponse<byte[]>> fetch(Outgoing outgoing, Consumer<FirstTry> first) {
        var delivery = begin(outgoing);
        delivery.first.thenAccept(first);
        var twice = faults.onWebhook(outgoing.account()).twice();
        return carryOut(delivery, Duration.ZERO, twice);
    }

    /// Sends the very same bytes once more.
    public FirstTry sendAgain(String id) {
        var delivery = find(id);
        var response = call(delivery);
        note(delivery, response.status(), response.error(), delivery.state());
        return new FirstTry(Optional.ofNullable(response.status()), response.accepted(delivery));
    }

    public List<Map<String, @Nullable Object>> shown(Optional<Account> account) {
        return all().stream()
                .filter(delivery -> account.isEmpty()
                        || delivery.outgoing.account().equals(account.get().id()))
                .map(WebhookDelivery::shown)
                .toList();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private WebhookDelivery begin(Outgoing outgoing) {
        journal.write("webhook", outgoing);
        return remember(outgoing);
    }

    private void enqueue(WebhookDelivery delivery, Duration held, boolean twice) {
        var lane = delivery.outgoing.lane();
        if (lane == null) {
            threads.execute(() -> unlessInterrupted(() -> carryOut(delivery, held, twice)));
            return;
        }
        delivery.held = held;
        delivery.twice = twice;
        synchronized (lanes) {
            var queue = lanes.computeIfAbsent(lane, _ -> new ArrayDeque<>());
            queue.add(delivery);
            if (queue.size() == 1) {
                threads.execute(() -> unlessInterrupted(() -> work(lane, queue)));
            } else if (queue.getFirst().tries() > 0) {
                delivery.first.complete(new FirstTry(Optional.empty(), false));
            }
        }
    }

    // One after the other: the next is not sent until this one is accepted or given up.
    private void work(String lane, Deque<WebhookDelivery> queue) {
        while (true) {
            WebhookDelivery delivery;
            synchronized (lanes) {
                delivery = queue.getFirst();
            }
            carryOut(delivery, delivery.held, delivery.twice);
            synchronized (lanes) {
                queue.removeFirst();
                if (queue.isEmpty()) {
                    lanes.remove(lane);
                    return;
                }
            }
        }
    }

    private static void unlessInterrupted(Runnable work) {
        try {
            work.run();
        } catch (Sleep.Interrupted closing) {
            // still pending in the journal
        }
    }

    private Optional<HttpResponse<byte[]>> carryOut(WebhookDelivery delivery, Duration held, boolean twice) {
        var retries = delivery.retries;
        if (!held.isZero()) {
            Sleep.lasting(held);
        }
        if (twice) {
            threads.execute(() -> unlessInterrupted(() -> {
                var copy = call(delivery);
                note(delivery, copy.status(), copy.error(), delivery.state());
            }));
        }
        while (true) {
            var answer = call(delivery);
            if (answer.accepted(delivery)) {
                note(delivery, answer.status(), null, State.ACCEPTED);
                settled(delivery, answer);
                return Optional.ofNullable(answer.response());
            }
            var since = Duration.between(
                    Instant.parse(delivery.outgoing.at()), settings.clock().instant());
            var wait = retries.waitAfter(delivery.failedTries() + 1, since, answer.retryAfter());
            note(delivery, answer.status(), answer.error(), wait.isEmpty() ? State.GIVEN_UP : State.PENDING);
            delivery.first.complete(new FirstTry(Optional.ofNullable(answer.status()), false));
            letOthersGo(delivery);
            if (wait.isEmpty()) {
                settled(delivery, answer);
                return Optional.empty();
            }
            Sleep.lasting(Settings.Pace.scaled(wait.get(), settings.pace().retryScale()));
        }
    }

    private void settled(WebhookDelivery delivery, GatewayResponse answer) {
        var accepted = delivery.state() == State.ACCEPTED;
        if (delivery.outgoing.purpose() == Purpose.MESSAGE) {
            var provider = subscriber(delivery.outgoing);
            provider.settled(delivery.outgoing.providerId(), accepted);
            if (accepted && answer.response() != null) {
                provider.accepted(delivery.outgoing, answer.response());
            }
        }
        if (accepted) {
            delivery.first.complete(new FirstTry(Optional.ofNullable(answer.status()), true));
        }
    }

    // Whoever waits behind one that failed is told not to wait for it.
    private void letOthersGo(WebhookDelivery failed) {
        var lane = failed.outgoing.lane();
        if (lane != null) {
            synchronized (lanes) {
                lanes.getOrDefault(lane, new ArrayDeque<>())
                        .forEach(other -> other.first.complete(new FirstTry(Optional.empty(), false)));
            }
        }
    }

    private GatewayResponse call(WebhookDelivery delivery) {
        var outgoing = delivery.outgoing;
        try {
            var body = Base64.getDecoder().decode(outgoing.bodyBase64());
            var request = HttpRequest.newBuilder(URI.create(outgoing.url()))
                    .timeout(subscriber(outgoing).retries().answerTimeout())
                    .method(
                            outgoing.method(),
                            body.length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(body));
            outgoing.headers().forEach(request::header);
            return new GatewayResponse(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()), null);
        } catch (IOException | IllegalArgumentException failed) {
            return new GatewayResponse(null, failed.toString());
        } catch (InterruptedException interrupted) {
            throw new Sleep.Interrupted();
        }
    }

    private void note(WebhookDelivery delivery, @Nullable Integer status, @Nullable String error, State state) {
        var attempt = new WebhookDelivery.Attempt(
                delivery.outgoing.id(), settings.clock().instant().toString(), status, error, state);
        journal.write("attempt", attempt);
        delivery.add(attempt);
    }

    private WebhookDelivery remember(Outgoing outgoing) {
        var delivery = new WebhookDelivery(outgoing, subscriber(outgoing).retries());
        synchronized (deliveries) {
            deliveries.put(outgoing.id(), delivery);
            if (deliveries.size() > REMEMBERED_MAX) {
                deliveries.values().stream()
                        .filter(old -> old.state() != State.PENDING)
                        .findFirst()
                        .ifPresent(old -> deliveries.remove(old.outgoing.id()));
            }
        }
        return delivery;
    }

    private void remember(WebhookDelivery.Attempt attempt) {
        synchronized (deliveries) {
            var delivery = deliveries.get(attempt.id());
            if (delivery != null) {
                delivery.add(attempt);
            }
        }
    }

    private WebhookDelivery find(String id) {
        synchronized (deliveries) {
            var delivery = deliveries.get(id);
            if (delivery == null) {
                throw new BadRequest(404, "there is no webhook '" + id + "'; GET /webhooks lists them");
            }
            return delivery;
        }
    }

    private List<WebhookDelivery> all() {
        synchronized (deliveries) {
            return List.copyOf(deliveries.values());
        }
    }

    public enum State {
        PENDING,
        ACCEPTED,
        GIVEN_UP
    }

    public enum Purpose {
        MESSAGE,
        STATUS,
        CALL
    }

    /// A call to the gateway, ready to be made.
    ///
    /// @param providerId the message or call it is about
    /// @param lane those with the same lane are sent one after the other; null is free of all others
    @JsonIgnoreProperties("manners") // earlier versions wrote the provider's retries into each line
    public record Outgoing(
            String id,
            String account,
            Purpose purpose,
            String providerId,
            String method,
            String url,
            Map<String, String> headers,
            String bodyBase64,
            @Nullable String lane,
            String at) {

        public static Outgoing of(
                Account account,
                Purpose purpose,
                String providerId,
                String method,
                String url,
                Map<String, String> headers,
                byte[] body,
                @Nullable String lane,
                Instant at) {
            return new Outgoing(
                    "wh-" + Ids.hex32(),
                    account.id(),
                    purpose,
                    providerId,
                    method,
                    url,
                    headers,
                    Base64.getEncoder().encodeToString(body),
                    lane,
                    at.toString());
        }
    }

    /// @param status what the gateway answered to the first try, if it did
    public record FirstTry(Optional<Integer> status, boolean accepted) {}
}
