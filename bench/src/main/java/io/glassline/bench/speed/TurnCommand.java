package io.glassline.bench.speed;

import io.glassline.router.knowledge.Embedder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A whole turn, from the citizen's webhook to the provider having the answer, on one node.
@Command(
        name = "turn",
        description = "Accept, session, rule, answer, outbox, provider: how many, and how soon.",
        mixinStandardHelpOptions = true)
public final class TurnCommand extends Measurement implements Callable<Integer> {

    /// After a phrasing of the knowledge, so that it is not known word for word and every one must be read anew.
    private static final List<String> TAILS = List.of(
            " on Elm Street",
            " please tell me",
            " for my mother",
            " in the north of town",
            " this week",
            " and thanks",
            " near the harbor");

    private static final double FLOOR = 1200;
    private static final double AMBITION = 2500;
    private static final double MODEL_FLOOR = 0.8;

    @Option(names = "--reports", description = "the provider reports each message as sent and as delivered")
    boolean reports;

    @Option(names = "--knowledge", description = "questions that are looked for in the knowledge, by the model")
    boolean knowledge;

    @Override
    String name() {
        return "turn" + (reports ? " --reports" : "") + (knowledge ? " --knowledge" : "");
    }

    @Override
    public Integer call() throws InterruptedException {
        var report = new Report(
                knowledge ? "Turn with retrieval, end to end" : "Turn with a scripted answer, end to end", how());
        var texts = knowledge ? questions() : List.<String>of();
        var modelPerSecond = knowledge ? modelPerSecond(texts) : 0;
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var contenders = new Contenders(servers, flags());
            // Each question is asked by somebody new: a second one not understood would go to a person.
            var posts = knowledge
                    ? new SignedPosts(SignedPosts.ACCOUNT_PATH, texts, 9_999_999, false)
                    : Contenders.scriptedPosts();
            try (var node = contenders.node("node", servers.database("node"), standIn.url())) {
                if (reports) {
                    standIn.report(node.address());
                }
                warmByTurns(servers, node, posts, standIn, knowledge ? 100 : Flood.WARM_PER_SECOND);
                var capacity = flood(report, servers, node, posts, standIn);
                report.line("");
                if (knowledge) {
                    report.line("- the bare model, on all cores and nothing else running: %.0f texts/s"
                            .formatted(modelPerSecond));
                    report.target(
                            "turns as a share of what the bare model allows",
                            capacity / modelPerSecond,
                            MODEL_FLOOR,
                            1);
                } else {
                    report.target("turns/s", capacity, FLOOR, AMBITION);
                }
                latency(report, node, posts, standIn, (int) (capacity / 2));
            }
        }
        report.write(outFile());
        return 0;
    }

    @Override
    int messages() {
        return super.messages() / (knowledge ? 10 : 1);
    }

    private double flood(Report report, Servers servers, Contender node, SignedPosts posts, ProviderStandIn standIn)
            throws InterruptedException {
        var floods = new ArrayList<Flood>();
        for (var round = 1; round <= rounds(); round++) {
            servers.checkpoint();
            var flood = Flood.of(servers, List.of(node), posts, standIn, messages());
            floods.add(flood);
            Report.progress("round %d of %d: %.0f turns/s, %d missing"
                    .formatted(round, rounds(), flood.turnsPerSecond(), flood.missing()));
        }
        report.line("");
        report.line(
                "Flood of %d messages, %d connections, %d rounds, %s; from the first webhook to the last send taken."
                        .formatted(messages(), Flood.CONNECTIONS, rounds(), warmth()));
        report.columns("", "median (min to max)");
        report.row(
                "turns/s, end to end", Spread.of(floods, Flood::turnsPerSecond).in("%.0f"));
        report.row(
                "webhooks answered/s meanwhile",
                Spread.of(floods, Flood::acceptedPerSecond).in("%.0f"));
        report.row(
                "CPU of the node for a turn, µs",
                Spread.of(floods, Flood::nodeMicros).in("%.0f"));
        report.row(
                "CPU of PostgreSQL for a turn, µs",
                Spread.of(floods, Flood::postgresMicros).in("%.0f"));
        report.row(
                "answers that did not come",
                Long.toString(floods.stream().mapToLong(Flood::missing).sum()));
        return Spread.of(floods, Flood::turnsPerSecond).median();
    }

    private void latency(Report report, Contender node, SignedPosts posts, ProviderStandIn standIn, int perSecond)
            throws InterruptedException {
        var lasting = Duration.ofSeconds(quick ? 8 : 60);
        posts.sign((int) (perSecond * (lasting.toSeconds() + 1)));
        var answers = new Journeys(posts);
        standIn.tell(answers::arrived);
        try (var load = new Load(node.address(), Flood.CONNECTIONS * 4, posts)) {
            load.tell(answers::left);
            var before = standIn.taken();
            var webhook = load.open(perSecond, lasting);
            standIn.await(before + webhook.answered());
            var sends = answers.micros();
            report.line("");
            report.line("Open loop at half of that, %d/s for %d s; times from when a message was due."
                    .formatted(perSecond, lasting.toSeconds()));
            report.columns("", "p50 ms", "p99 ms", "p99.9 ms", "count");
            report.row(
                    "webhook to its answer",
                    "%.1f".formatted(webhook.millis(50)),
                    "%.1f".formatted(webhook.millis(99)),
                    "%.1f".formatted(webhook.millis(99.9)),
                    Long.toString(webhook.answered()));
            report.row(
                    "webhook to the provider having the answer",
                    "%.1f".formatted(sends.getValueAtPercentile(50) / 1000.0),
                    "%.1f".formatted(sends.getValueAtPercentile(99) / 1000.0),
                    "%.1f".formatted(sends.getValueAtPercentile(99.9) / 1000.0),
                    Long.toString(sends.getTotalCount()));
            report.line("");
            report.targetAtMost("webhook p99 at half of capacity, ms", webhook.millis(99), 100, 50);
        }
    }

    private static List<String> questions() {
        return City.read("http://127.0.0.1:1").knowledge().answers().stream()
                .flatMap(answer -> answer.phrasings(Locale.ENGLISH).stream())
                .filter(text -> text.chars().allMatch(letter -> letter < 128))
                .flatMap(text -> TAILS.stream().map(tail -> text.replaceAll("[?.!]+$", "") + tail + "?"))
                .toList();
    }

    /// What the model alone can read in a second on all cores.
    private double modelPerSecond(List<String> texts) throws InterruptedException {
        var model = Embedder.bgeSmall();
        var cores = Runtime.getRuntime().availableProcessors();
        var read = new AtomicLong();
        var warm = System.nanoTime() + Duration.ofSeconds(quick ? 2 : 10).toNanos();
        var until = warm + Duration.ofSeconds(quick ? 3 : 10).toNanos();
        try (var threads = Executors.newFixedThreadPool(cores)) {
            IntStream.range(0, cores)
                    .forEach(core -> threads.execute(() -> {
                        for (var i = core * 1000; System.nanoTime() < until; i++) {
                            model.embed(texts.get(i % texts.size()));
                            if (System.nanoTime() > warm) {
                                read.incrementAndGet();
                            }
                        }
                    }));
        }
        return read.get() / ((until - warm) / 1e9);
    }
}
