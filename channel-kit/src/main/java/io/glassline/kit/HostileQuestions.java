package io.glassline.kit;

import static io.glassline.kit.ChannelUnderTest.messages;
import static io.glassline.kit.ChannelUnderTest.shown;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What nobody should send, and somebody will: all of it with the right proof, for a provider passes on what it is
/// given.
final class HostileQuestions {

    private static final int CUTS_PER_CALL = 64;
    private static final int MUTATIONS_PER_CALL = 150;
    private static final long[] SEEDS = {1, 2, 3, 42, 2026};

    private static final int HUGE_BYTES = 1 << 20;

    /// Readers of JSON and of mail make objects of some tens of bytes for each byte at worst.
    private static final int MEMORY_FACTOR_MAX = 128;

    private static final long MEMORY_BASE_BYTES = 32L << 20;
    private static final Duration TIME_MAX = Duration.ofSeconds(10);
    private static final String NO_CALLS = "the sample has no genuine calls";

    private HostileQuestions() {}

    static Verdict notTheFormat(ChannelUnderTest channel) {
        var sample = channel.sample();
        return Verdict.ofEach(
                sample.genuine().stream()
                        .filter(call -> !call.method().equals("GET"))
                        .map(call -> sample.withBody(call, sample.garbage()))
                        .toList(),
                NO_CALLS,
                call -> Optional.of(channel.receive(call))
                        .filter(receipt -> !isSaidToBeSo(receipt))
                        .map(ChannelUnderTest::shown));
    }

    /// Refused; or kept as one message, on a channel where nothing may be refused.
    private static boolean isSaidToBeSo(Receipt receipt) {
        return receipt instanceof Receipt.Refused(var fault, var _)
                ? fault == Fault.MALFORMED || fault == Fault.NOT_PROVABLE
                : messages(receipt).size() == 1;
    }

    static Verdict truncated(ChannelUnderTest channel) {
        var sample = channel.sample();
        return Verdict.ofEach(
                genuineAndSigns(channel)
                        .flatMap(call -> cuts(call.body()).mapToObj(cut -> sample.withBody(call, cut(call, cut))))
                        .toList(),
                NO_CALLS,
                call -> unlessKept(channel, call));
    }

    private static IntStream cuts(byte[] body) {
        return IntStream.range(0, Math.min(body.length, CUTS_PER_CALL))
                .map(n -> (int) ((long) n * body.length / Math.min(body.length, CUTS_PER_CALL)));
    }

    private static byte[] cut(WebhookCall call, int at) {
        return Arrays.copyOf(call.body(), at);
    }

    static Verdict nearlyRight(ChannelUnderTest channel) {
        var sample = channel.sample();
        for (var seed : SEEDS) {
            var random = new Random(seed);
            var verdict = Verdict.ofEach(
                    genuineAndSigns(channel)
                            .flatMap(call -> Stream.generate(
                                            () -> sample.withBody(call, Mutation.of(call.body(), random)))
                                    .limit(MUTATIONS_PER_CALL))
                            .toList(),
                    NO_CALLS,
                    call -> unlessKept(channel, call).map(wrong -> "seed " + seed + ": " + wrong));
            if (!(verdict instanceof Verdict.Held)) {
                return verdict;
            }
        }
        return new Verdict.Held();
    }

    /// What is thrown, or what is to be kept and cannot be: NUL, and halves of characters.
    private static Optional<String> unlessKept(ChannelUnderTest channel, WebhookCall call) {
        try {
            return ChannelUnderTest.fromCitizens(channel.receive(call)).stream()
                    .map(event ->
                            event.providerId() + event.content() + event.from().value())
                    .filter(words -> !PartQuestions.isWhole(words) || words.indexOf('\0') >= 0)
                    .map(words -> "no database keeps " + shown(words))
                    .findFirst();
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("threw " + e);
        }
    }

    static Verdict huge(ChannelUnderTest channel) {
        var sample = channel.sample();
        var bodies = hugeBodies(sample);
        var calls = Stream.concat(
                sample.genuine().stream()
                        .filter(call -> !call.method().equals("GET"))
                        .limit(1)
                        .flatMap(call -> bodies.map(body -> sample.withBody(call, body))),
                Stream.of("x", " ", "<a", "> ", "👍🏽", "\n")
                        .flatMap(piece -> sample.saying(piece.repeat(HUGE_BYTES / 4)).stream()));
        return Verdict.ofEach(calls.toList(), NO_CALLS, call -> tooDear(channel, call));
    }

    private static Stream<byte[]> hugeBodies(ChannelSample sample) {
        var pieces = Stream.of(
                        "[", "{\"a\":", "[{\"a\":[", "&a=b", "<a>", "\r\nA: b", "%41", "\\u0041", "--b\r\n\r\n", "\0")
                .map(piece -> piece.getBytes(UTF_8));
        var genuine = sample.genuine().stream()
                .map(WebhookCall::body)
                .filter(body -> body.length > 0)
                .limit(1);
        return Stream.concat(
                Stream.concat(pieces, Stream.of(sample.garbage())).map(piece -> Bytes.repeated(piece, HUGE_BYTES)),
                genuine.flatMap(body -> Stream.of(
                        Bytes.repeated(body, HUGE_BYTES),
                        Bytes.joined(body, Bytes.repeated(new byte[] {' '}, HUGE_BYTES)))));
    }

    private static Optional<String> tooDear(ChannelUnderTest channel, WebhookCall call) {
        var most = MEMORY_BASE_BYTES + (long) MEMORY_FACTOR_MAX * call.body().length;
        var before = allocatedBytes();
        var start = System.nanoTime();
        try {
            channel.receive(call);
        } catch (StackOverflowError e) {
            return Optional.of("threw " + e);
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        var allocated = allocatedBytes() - before;
        if (allocated > most) {
            return Optional.of(
                    "%,d bytes cost %,d bytes of memory; at most %,d".formatted(call.body().length, allocated, most));
        }
        return took.compareTo(TIME_MAX) > 0
                ? Optional.of("%,d bytes took %d ms".formatted(call.body().length, took.toMillis()))
                : Optional.empty();
    }

    /// By this thread, since it began.
    private static long allocatedBytes() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
    }

    private static Stream<WebhookCall> genuineAndSigns(ChannelUnderTest channel) {
        return Stream.of(channel.sample().genuine(), channel.sample().signs()).flatMap(List::stream);
    }
}
