package io.glassline.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Calls the gateway, again and again as the provider would, and remembers every call and every try.
///
/// What is not yet accepted when the stand-ins stop is tried again when they start. Safe to call from any thread.
final class Webhooks implements AutoCloseable {

    private static final int REMEMBERED_MAX = 20_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Settings settings;
    private final Faults faults;
    private final Journal journal;
    private final ExecutorService threads;
    private final HttpClient http;
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final Map<String, Deque<Delivery>> lanes = new HashMap<>();
    private final Map<Account, Consumer<Accepted>> replyReaders = new EnumMap<>(Account.class);
    private final Map<Account, Consumer<Settled>> listeners = new EnumMap<>(Account.class);

    Webhooks(Settings settings, Faults faults, Journal journal, ExecutorService threads) {
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
        journal.reads("webhook", Outgoing.class, this::remember);
        journal.reads("attempt", Attempt.class, this::remember);
    }

    /// Who reads what the gateway answers when it accepts a message of this account.
    void repliesOf(Account account, Consumer<Accepted> reader) {
        replyReaders.put(account, reader);
    }

    /// Who is told when a message of this account has been accepted or given up.
    void outcomesOf(Account account, Consumer<Settled> listener) {
        listeners.put(account, listener);
    }

    /// Takes up what an earlier run left behind.
    void resume() {
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
    FirstTry send(Outgoing outgoing) {
        var detour = faults.onWebhook(Account.required(outgoing.account()));
        if (detour.lost()) {
            return new FirstTry(Optional.empty(), false);
        }
        var delivery = begin(outgoing);
        if (!detour.held().isZero()) {
            delivery.first.complete(new FirstTry(Optional.empty(), false));
        }
        enqueue(delivery, detour.held(), detour.twice());
        try {
            return delivery.first.get(outgoing.manners().answerTimeout().toSeconds() + 10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            return new FirstTry(Optional.empty(), false);
        } catch (InterruptedException interrupted) {
            throw new Patience.Interrupted();
        }
    }

    void sendLater(Outgoing outgoing) {
        var detour = faults.onWebhook(Account.required(outgoing.account()));
        if (detour.lost()) {
            return;
        }
        enqueue(begin(outgoing), detour.held(), detour.twice());
    }

    /// Calls and gives what the gateway answered, after as many tries as the provider makes; empty if none
    /// succeeded.
    ///
    /// @param first is told how the first try went
    Optional<HttpResponse<byte[]>> fetch(Outgoing outgoing, Consumer<FirstTry> first) {
        var delivery = begin(outgoing);
        delivery.first.thenAccept(first);
        var twice = faults.onWebhook(Account.required(outgoing.account())).twice();
        return carryOut(delivery, Duration.ZERO, twice);
    }

    /// Sends the very same bytes once more.
    FirstTry sendAgain(String id) {
        var delivery = find(id);
        var response = call(delivery);
        note(delivery, response.status(), response.error(), delivery.state());
        return new FirstTry(Optional.ofNullable(response.status()), response.accepted(delivery));
    }

    List<Map<String, @Nullable Object>> shown(Optional<Account> account) {
        return all().stream()
                .filter(delivery -> account.isEmpty()
                        || delivery.outgoing.account().equals(account.get().id()))
                .map(Delivery::shown)
                .toList();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Delivery begin(Outgoing outgoing) {
        journal.write("webhook", outgoing);
        return remember(outgoing);
    }

    private void enqueue(Delivery delivery, Duration held, boolean twice) {
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
    private void work(String lane, Deque<Delivery> queue) {
        while (true) {
            Delivery delivery;
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
        } catch (Patience.Interrupted closing) {
            // still pending in the journal
        }
    }

    private Optional<HttpResponse<byte[]>> carryOut(Delivery delivery, Duration held, boolean twice) {
        var manners = delivery.outgoing.manners();
        if (!held.isZero()) {
            Patience.sleep(held);
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
            var wait = manners.waitAfter(delivery.failedTries() + 1, since, answer.retryAfter());
            note(delivery, answer.status(), answer.error(), wait.isEmpty() ? State.GIVEN_UP : State.PENDING);
            delivery.first.complete(new FirstTry(Optional.ofNullable(answer.status()), false));
            letOthersGo(delivery);
            if (wait.isEmpty()) {
                settled(delivery, answer);
                return Optional.empty();
            }
            Patience.sleep(Settings.Pace.scaled(wait.get(), settings.pace().retryScale()));
        }
    }

    private void settled(Delivery delivery, Called answer) {
        var account = Account.required(delivery.outgoing.account());
        var accepted = delivery.state() == State.ACCEPTED;
        if (delivery.outgoing.purpose() == Purpose.MESSAGE) {
            var listener = listeners.get(account);
            if (listener != null) {
                listener.accept(new Settled(delivery.outgoing.providerId(), accepted));
            }
            var reader = replyReaders.get(account);
            if (accepted && reader != null && answer.response() != null) {
                reader.accept(new Accepted(delivery.outgoing, answer.response()));
            }
        }
        if (accepted) {
            delivery.first.complete(new FirstTry(Optional.ofNullable(answer.status()), true));
        }
    }

    // Whoever waits behind one that failed is told not to wait for it.
    private void letOthersGo(Delivery failed) {
        var lane = failed.outgoing.lane();
        if (lane != null) {
            synchronized (lanes) {
                lanes.getOrDefault(lane, new ArrayDeque<>())
                        .forEach(other -> other.first.complete(new FirstTry(Optional.empty(), false)));
            }
        }
    }

    private Called call(Delivery delivery) {
        var outgoing = delivery.outgoing;
        try {
            var body = Base64.getDecoder().decode(outgoing.bodyBase64());
            var request = HttpRequest.newBuilder(URI.create(outgoing.url()))
                    .timeout(outgoing.manners().answerTimeout())
                    .method(
                            outgoing.method(),
                            body.length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(body));
            outgoing.headers().forEach(request::header);
            return new Called(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()), null);
        } catch (IOException | IllegalArgumentException failed) {
            return new Called(null, failed.toString());
        } catch (InterruptedException interrupted) {
            throw new Patience.Interrupted();
        }
    }

    private void note(Delivery delivery, @Nullable Integer status, @Nullable String error, State state) {
        var attempt =
                new Attempt(delivery.outgoing.id(), settings.clock().instant().toString(), status, error, state);
        journal.write("attempt", attempt);
        delivery.add(attempt);
    }

    private Delivery remember(Outgoing outgoing) {
        var delivery = new Delivery(outgoing);
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

    private void remember(Attempt attempt) {
        synchronized (deliveries) {
            var delivery = deliveries.get(attempt.id());
            if (delivery != null) {
                delivery.add(attempt);
            }
        }
    }

    private Delivery find(String id) {
        synchronized (deliveries) {
            var delivery = deliveries.get(id);
            if (delivery == null) {
                throw new BadRequest(404, "there is no webhook '" + id + "'; GET /webhooks lists them");
            }
            return delivery;
        }
    }

    private List<Delivery> all() {
        synchronized (deliveries) {
            return List.copyOf(deliveries.values());
        }
    }

    enum State {
        PENDING,
        ACCEPTED,
        GIVEN_UP
    }

    enum Purpose {
        MESSAGE,
        STATUS,
        CALL
    }

    /// A call to the gateway, ready to be made.
    ///
    /// @param providerId the message or call it is about
    /// @param lane those with the same lane are sent one after the other; null is free of all others
    record Outgoing(
            String id,
            String account,
            Purpose purpose,
            String providerId,
            String method,
            String url,
            Map<String, String> headers,
            String bodyBase64,
            RetryManners manners,
            @Nullable String lane,
            String at) {

        static Outgoing of(
                Account account,
                Purpose purpose,
                String providerId,
                String method,
                String url,
                Map<String, String> headers,
                byte[] body,
                RetryManners manners,
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
                    manners,
                    lane,
                    at.toString());
        }
    }

    /// @param status what the gateway answered to the first try, if it did
    record FirstTry(Optional<Integer> status, boolean accepted) {}

    record Accepted(Outgoing outgoing, HttpResponse<byte[]> response) {}

    record Settled(String providerId, boolean accepted) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Attempt(
            String id,
            String at,
            @Nullable Integer status,
            @Nullable String error,
            State state) {}

    private record Called(
            @Nullable HttpResponse<byte[]> response,
            @Nullable String error) {

        @Nullable
        Integer status() {
            return response == null ? null : response.statusCode();
        }

        boolean accepted(Delivery delivery) {
            return response != null && delivery.outgoing.manners().accepts(response.statusCode());
        }

        Optional<Duration> retryAfter() {
            return response == null
                    ? Optional.empty()
                    : response.headers()
                            .firstValue("Retry-After")
                            .filter(value -> value.matches("\\d{1,6}"))
                            .map(value -> Duration.ofSeconds(Long.parseLong(value)));
        }
    }

    private static final class Delivery {
        final Outgoing outgoing;
        final CompletableFuture<FirstTry> first = new CompletableFuture<>();
        private final List<Attempt> attempts = new ArrayList<>();
        private State state = State.PENDING;
        Duration held = Duration.ZERO;
        boolean twice;

        Delivery(Outgoing outgoing) {
            this.outgoing = outgoing;
        }

        synchronized void add(Attempt attempt) {
            attempts.add(attempt);
            if (state == State.PENDING) {
                state = attempt.state();
            }
        }

        synchronized State state() {
            return state;
        }

        synchronized int tries() {
            return attempts.size();
        }

        synchronized int failedTries() {
            return (int) attempts.stream()
                    .filter(attempt ->
                            attempt.status() == null || !outgoing.manners().accepts(attempt.status()))
                    .count();
        }

        synchronized Map<String, @Nullable Object> shown() {
            return Json.map(
                    "id",
                    outgoing.id(),
                    "account",
                    outgoing.account(),
                    "purpose",
                    outgoing.purpose().name().toLowerCase(Locale.ROOT),
                    "providerId",
                    outgoing.providerId(),
                    "state",
                    state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "method",
                    outgoing.method(),
                    "url",
                    outgoing.url(),
                    "headers",
                    outgoing.headers(),
                    "bodyBase64",
                    outgoing.bodyBase64(),
                    "at",
                    outgoing.at(),
                    "attempts",
                    attempts.stream()
                            .map(attempt ->
                                    Json.map("at", attempt.at(), "status", attempt.status(), "error", attempt.error()))
                            .toList());
        }
    }
}
