package io.glassline.kit;

import static io.glassline.kit.ChannelUnderTest.shown;

import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which message it is: what makes handling a call twice the same as handling it once.
final class IdentityQuestions {

    private static final int PROVIDER_ID_MAX_CHARS = 600;
    private static final int THREADS = 4;
    private static final Duration LATER = Duration.ofDays(1);
    private static final String NO_CALLS = "the sample has no genuine calls";

    private IdentityQuestions() {}

    static Verdict duplicated(ChannelUnderTest channel) {
        return Verdict.ofEach(calls(channel), NO_CALLS, call -> {
            var first = channel.receive(call);
            var second = channel.receive(call);
            return first.equals(second)
                    ? Optional.empty()
                    : Optional.of("first " + shown(first) + ", then " + shown(second));
        });
    }

    static Verdict replayed(ChannelUnderTest channel) {
        return Verdict.ofEach(calls(channel), NO_CALLS, call -> {
            var first = channel.receive(call);
            var later = channel.receive(later(call));
            return later instanceof Receipt.Refused || named(first).equals(named(later))
                    ? Optional.empty()
                    : Optional.of("first " + named(first) + ", a day later " + named(later));
        });
    }

    private static WebhookCall later(WebhookCall call) {
        return new WebhookCall(
                call.method(),
                call.endpoint(),
                call.publicUrl(),
                call.headers(),
                call.body(),
                call.receivedAt().plus(LATER));
    }

    /// The events by their names, without the times, which may be those of the call.
    private static List<String> named(Receipt receipt) {
        return ChannelUnderTest.events(receipt).stream()
                .map(event -> switch (event) {
                    case ChannelEvent.FromCitizen from ->
                        from.providerId() + " from " + from.from().value() + ": " + from.content();
                    case ChannelEvent.DeliveryReported report ->
                        report.delivery() + " of " + report.providerId() + " " + report.reference();
                    case ChannelEvent.OptedOut(var who, var scope, var _, var _) -> "out " + who.value() + scope;
                    case ChannelEvent.OptedIn(var who, var scope, var _, var _) -> "in " + who.value() + scope;
                    case ChannelEvent.SameCitizen(var who, var also, var _) -> who.value() + " is " + also.value();
                    case ChannelEvent.Unwanted(var reference, var _, var _, var _) -> "unwanted " + reference;
                    case ChannelEvent.LineOpen(var line) -> "open " + line;
                    case ChannelEvent.LineClosed(var line, var _) -> "closed " + line;
                })
                .toList();
    }

    /// An adapter remembers nothing: receiving is pure, and safe from any thread.
    static Verdict reordered(ChannelUnderTest channel) {
        var calls = calls(channel);
        var inOrder = calls.stream().map(channel::receive).toList();
        var backwards = new ArrayList<Receipt>();
        calls.reversed().forEach(call -> backwards.addFirst(channel.receive(call)));
        var differing = firstDifference(calls, inOrder, backwards);
        return Verdict.of(differing.or(() -> atOnce(calls, channel)
                .flatMap(receipts -> firstDifference(calls, inOrder, receipts).stream())
                .findFirst()));
    }

    private static Stream<List<Receipt>> atOnce(List<WebhookCall> calls, ChannelUnderTest channel) {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            Callable<List<Receipt>> all =
                    () -> calls.stream().map(channel::receive).toList();
            var running = IntStream.range(0, THREADS)
                    .mapToObj(_ -> threads.submit(all))
                    .toList();
            var receipts = new ArrayList<List<Receipt>>();
            for (var one : running) {
                receipts.add(one.get());
            }
            return receipts.stream();
        } catch (ExecutionException e) {
            throw new IllegalStateException("received from several threads at once", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Optional<String> firstDifference(
            List<WebhookCall> calls, List<Receipt> before, List<Receipt> after) {
        return IntStream.range(0, calls.size())
                .filter(n -> !before.get(n).equals(after.get(n)))
                .mapToObj(n ->
                        shown(calls.get(n)) + ": " + shown(before.get(n)) + ", in another order " + shown(after.get(n)))
                .findFirst();
    }

    static Verdict ids(ChannelUnderTest channel) {
        return Verdict.ofEach(calls(channel), NO_CALLS, call -> {
            var ids = ChannelUnderTest.fromCitizens(channel.receive(call)).stream()
                    .map(ChannelEvent.FromCitizen::providerId)
                    .toList();
            return new HashSet<>(ids).size() == ids.size()
                    ? ids.stream()
                            .filter(id -> id.isBlank() || id.length() > PROVIDER_ID_MAX_CHARS)
                            .map(id -> "an id of " + id.length() + " characters: " + shown(id))
                            .findFirst()
                    : Optional.of("the same id twice: " + ids);
        });
    }

    private static List<WebhookCall> calls(ChannelUnderTest channel) {
        return Stream.concat(channel.sample().genuine().stream(), channel.sample().signs().stream())
                .toList();
    }
}
