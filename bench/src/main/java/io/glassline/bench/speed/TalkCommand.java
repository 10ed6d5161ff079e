package io.glassline.bench.speed;

import io.glassline.bench.town.Hmac;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How long a caller who talks waits for the first word of an answer: from `prompt` to the first `text` of
/// ConversationRelay. The time in which Twilio hears and speaks is not in it.
@Command(
        name = "talk",
        description = "From what a caller says over ConversationRelay to the first word of the answer.",
        mixinStandardHelpOptions = true)
public final class TalkCommand extends Measurement implements Callable<Integer> {

    private static final String PATH = "/channels/city-voice";
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);
    private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(1);
    private static final int QUESTIONS = 8;

    /// The pause that people make before they ask something else.
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final double P99_MILLIS_FLOOR = 300;
    private static final double P99_MILLIS_AMBITION = 100;

    @Option(names = "--callers", defaultValue = "50", description = "on the line at the same time (${DEFAULT-VALUE})")
    int callers;

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    String name() {
        return "talk --callers " + callers;
    }

    @Override
    public Integer call() throws InterruptedException {
        var report = new Report("Callers who talk, to the first word of an answer", how());
        var questions = questions();
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var contenders = new Contenders(servers, flags());
            try (var node = contenders.node("node", servers.database("node"), standIn.url())) {
                round(node, questions); // the same code costs several times more in its first seconds
                var micros = new Histogram(1, MICROS_MAX, 3);
                var lost = 0;
                for (var n = 1; n <= rounds(); n++) {
                    var round = round(node, questions);
                    micros.add(round.micros);
                    lost += round.unanswered;
                    Report.progress("round %d of %d".formatted(n, rounds()));
                }
                report.line("");
                report.line(("%d callers at the same time, each asks %d questions with %d ms between, %d rounds after"
                                + " one that does not count.")
                        .formatted(callers, QUESTIONS, PAUSE.toMillis(), rounds()));
                report.columns("", "p50 ms", "p99 ms", "max ms", "count");
                report.row(
                        "prompt to the first text",
                        "%.1f".formatted(micros.getValueAtPercentile(50) / 1000.0),
                        "%.1f".formatted(micros.getValueAtPercentile(99) / 1000.0),
                        "%.1f".formatted(micros.getMaxValue() / 1000.0),
                        Long.toString(micros.getTotalCount()));
                report.row("questions without an answer", "", "", "", Integer.toString(lost));
                report.line("");
                report.targetAtMost(
                        "prompt to the first text, p99, ms",
                        micros.getValueAtPercentile(99) / 1000.0,
                        P99_MILLIS_FLOOR,
                        P99_MILLIS_AMBITION);
            }
        }
        report.write(outFile());
        return 0;
    }

    /// Of different answers, which a caller may well ask one after the other.
    private static List<String> questions() {
        return City.read("http://127.0.0.1:1").knowledge().answers().stream()
                .map(answer -> answer.phrasings(Locale.ENGLISH).getFirst())
                .limit(QUESTIONS)
                .toList();
    }

    private Round round(Contender node, List<String> questions) throws InterruptedException {
        var all = new Round(new Histogram(1, MICROS_MAX, 3), 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build()) {
            var asking = new ArrayList<Future<Round>>();
            for (var n = 0; n < callers; n++) {
                asking.add(threads.submit(() -> ask(http, node, questions)));
            }
            for (var one : asking) {
                var asked = one.get();
                all.micros.add(asked.micros);
                all = new Round(all.micros, all.unanswered + asked.unanswered);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call failed", e);
        }
        return all;
    }

    private Round ask(HttpClient http, Contender node, List<String> questions)
            throws IOException, InterruptedException {
        var number = calls.incrementAndGet();
        var sid = "CA%032x".formatted(System.nanoTime() * 1_000 + number);
        begin(http, node, sid, number);
        var texts = new LinkedBlockingQueue<String>();
        var place = PATH + "/relay/" + sid + "/1";
        var socket = http.newWebSocketBuilder()
                .header("X-Twilio-Signature", signature(SignedPosts.PUBLIC_URL.replaceFirst("http", "ws") + place))
                .buildAsync(URI.create("ws://" + host(node) + place), new Listener(texts))
                .join();
        var micros = new Histogram(1, MICROS_MAX, 3);
        var unanswered = 0;
        try {
            send(socket, """
                    {"type":"setup","sessionId":"VX%s","callSid":"%s","from":"%s","customParameters":{"language":"en"}}""".formatted(sid, sid, number(number)));
            texts.poll(ANSWER_WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
            for (var question : questions) {
                Thread.sleep(PAUSE);
                texts.clear();
                var asked = System.nanoTime();
                send(
                        socket,
                        "{\"type\":\"prompt\",\"voicePrompt\":\"%s\",\"lang\":\"en-US\",\"last\":true}"
                                .formatted(question.replace("\"", "\\\"")));
                if (texts.poll(ANSWER_WAIT_MAX.toSeconds(), TimeUnit.SECONDS) == null) {
                    unanswered++;
                } else {
                    micros.recordValue(Math.min(MICROS_MAX, (System.nanoTime() - asked) / 1_000));
                }
            }
        } finally {
            socket.abort();
        }
        return new Round(micros, unanswered);
    }

    private static void begin(HttpClient http, Contender node, String sid, int number)
            throws IOException, InterruptedException {
        var form = new TreeMap<>(Map.of(
                "CallSid",
                sid,
                "AccountSid",
                SignedPosts.ACCOUNT_SID,
                "From",
                number(number),
                "To",
                "+15550101",
                "CallStatus",
                "ringing"));
        var signed = new StringBuilder(SignedPosts.PUBLIC_URL + PATH);
        form.forEach((name, value) -> signed.append(name).append(value));
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://" + host(node) + PATH))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Twilio-Signature", signature(signed.toString()))
                        .POST(BodyPublishers.ofString(form.entrySet().stream()
                                .map(field -> field.getKey() + "="
                                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"))))
                        .build(),
                BodyHandlers.ofString());
        if (!answer.body().contains("<ConversationRelay")) {
            throw new IllegalStateException("the call was not put through: " + answer.statusCode());
        }
    }

    private static String host(Contender node) {
        return "127.0.0.1:" + node.address().getPort();
    }

    private static String number(int caller) {
        return "+1555%07d".formatted(caller);
    }

    private static String signature(String text) {
        return Base64.getEncoder()
                .encodeToString(Hmac.of("HmacSHA1", SignedPosts.AUTH_TOKEN, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(WebSocket socket, String frame) {
        socket.sendText(frame, true).join();
    }

    private record Round(Histogram micros, int unanswered) {}

    /// Keeps the texts, which are what the caller hears.
    private static final class Listener implements WebSocket.Listener {

        private final LinkedBlockingQueue<String> texts;
        private final StringBuilder begun = new StringBuilder();

        Listener(LinkedBlockingQueue<String> texts) {
            this.texts = texts;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            begun.append(data);
            if (last) {
                if (begun.toString().startsWith("{\"type\":\"text\"")) {
                    texts.add(begun.toString());
                }
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
