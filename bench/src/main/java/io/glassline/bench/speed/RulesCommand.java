package io.glassline.bench.speed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What rules cost, and what trying and changing them does.
@Command(
        name = "rules",
        description = "200 rules in one thread, a replay while messages come, and another version on two nodes.",
        mixinStandardHelpOptions = true)
public final class RulesCommand extends Measurement implements Callable<Integer> {

    private static final double SHARE_FLOOR = 0.5;
    private static final double SHARE_AMBITION = 0.8;
    private static final int REPLAYED = 10_000;
    private static final double REPLAY_FLOOR = 30;
    private static final double REPLAY_AMBITION = 10;
    private static final double ACTIVATION_FLOOR = 5;
    private static final double ACTIVATION_AMBITION = 1;
    private static final double ANSWERS_FLOOR = 20;
    private static final double ANSWERS_AMBITION = 10;
    private static final int CHANGED_ANSWERS = 10;

    /// Messages a second that come meanwhile.
    private static final int TRAFFIC = 40;

    private static final int CONNECTIONS = 16;
    private static final Duration TRAFFIC_LASTS = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String HARBOR = """
              - name: harbor
                when: {says: ['"near the harbor"']}
                queue: general
            """;

    @Option(
            names = "--recorded",
            defaultValue = "10000",
            description = "how many messages are on record before the replay (default: ${DEFAULT-VALUE})")
    int recorded = REPLAYED;

    @Override
    String name() {
        return "rules" + (recorded == REPLAYED ? "" : " --recorded " + recorded);
    }

    @Override
    public Integer call() throws InterruptedException {
        var report = new Report("Rules: deciding, replaying, changing", how());
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            race(report, servers);
            var contenders = new Contenders(servers, flags());
            var database = servers.database("rules");
            var port = Contender.freePort();
            try (var first = contenders.node("rules-1", database, servers.redisUrl(), standIn.url(), port);
                    var second = contenders.node("rules-2", database, standIn.url());
                    var api = new NodeApi(port)) {
                var questions = new SignedPosts(SignedPosts.ACCOUNT_PATH, questions(), 9_999_999, false);
                warmByTurns(servers, first, questions, standIn, 50);
                while (recorded(servers, database) < recorded) {
                    Flood.of(servers, List.of(first, second), questions, standIn, Math.min(1_000, recorded / 5 + 1));
                    Report.progress("%d messages on record".formatted(recorded(servers, database)));
                }
                replay(report, first, api, questions, recorded(servers, database));
                activate(report, api);
            }
        }
        report.write(outFile());
        return 0;
    }

    private void race(Report report, Servers servers) {
        var shares =
                RuleSetRace.in(servers.folder().resolve("two-hundred-rules")).shares(rounds(), quick ? 2_000 : 10_000);
        var share = Spread.of(shares);
        report.line("");
        report.line(
                ("%d rules of which none holds, one thread, %d rounds: deciding, with trace and reasons, as a share of"
                                + " asking the same conditions and nothing else.")
                        .formatted(RuleSetRace.RULES, rounds()));
        report.columns("", "median (min to max)");
        report.row("deciding against bare conditions", share.in("%.2f"));
        report.line("");
        report.target("deciding against bare conditions", share.median(), SHARE_FLOOR, SHARE_AMBITION);
    }

    private static long recorded(Servers servers, String database) {
        return servers.count(database, "select count(*) from decision");
    }

    private static List<String> questions() {
        return City.read("http://127.0.0.1:1").knowledge().answers().stream()
                .flatMap(answer -> answer.phrasings(Locale.ENGLISH).stream())
                .filter(text -> text.chars().allMatch(letter -> letter < 128))
                .flatMap(text ->
                        List.of("", " on Elm Street", " this week", " for my mother", " near the harbor").stream()
                                .map(tail -> text.replaceAll("[?.!]+$", "") + tail + "?"))
                .toList();
    }

    private void replay(Report report, Contender node, NodeApi api, SignedPosts questions, long recorded)
            throws InterruptedException {
        var alone = traffic(node, questions).join();
        var draft = pushed(
                api,
                Map.of(
                        "routing.yml",
                        text -> text.replaceFirst("(?m)^ {2}- name: picture", HARBOR + "  - name: picture")));
        var meanwhile = traffic(node, questions);
        var began = System.nanoTime();
        var body = "{\"version\":\"%s\",\"since\":\"1d\"}".formatted(draft).getBytes(UTF_8);
        var replay = api.post("/configuration/replay", body);
        var looks = new ArrayList<JsonNode>();
        while (!List.of("done", "failed").contains(replay.path("state").asText())) {
            Thread.sleep(LOOK_EVERY);
            replay = api.get("/configuration/replay/" + replay.path("id").asText());
            looks.add(replay);
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        var beside = meanwhile.join();
        report.line("");
        report.line(
                ("Replay of %d recorded messages, questions of the knowledge with a few words more, against a draft with"
                                + " one rule more; %d messages a second come meanwhile, for %d s.")
                        .formatted(recorded, TRAFFIC, TRAFFIC_LASTS.toSeconds()));
        report.columns("", "");
        report.row("ended", replay.path("state").asText());
        report.row("messages decided again, twice each", replay.path("messages").asText());
        report.row("different", replay.path("different").asText());
        report.row("seconds", "%.1f".formatted(seconds));
        report.row(
                "times that it told how far it is, and how long it takes",
                Long.toString(looks.stream()
                        .filter(look -> look.hasNonNull("leftSeconds")
                                && look.path("state").asText().equals("running"))
                        .count()));
        report.row("webhook p50 and p99 without it, ms", millis(alone));
        report.row("webhook p50 and p99 with it, ms", millis(beside));
        report.line("");
        report.targetAtMost("seconds for 10,000", seconds * REPLAYED / recorded, REPLAY_FLOOR, REPLAY_AMBITION);
    }

    private static String millis(Load.Measured measured) {
        return "%.1f and %.1f, of %d".formatted(measured.millis(50), measured.millis(99), measured.answered());
    }

    private CompletableFuture<Load.Measured> traffic(Contender node, SignedPosts questions) {
        questions.sign((int) (TRAFFIC * (TRAFFIC_LASTS.toSeconds() + 2)));
        return CompletableFuture.supplyAsync(() -> {
            try (var load = new Load(node.address(), CONNECTIONS, questions)) {
                return load.open(TRAFFIC, TRAFFIC_LASTS);
            }
        });
    }

    private void activate(Report report, NodeApi api) throws InterruptedException {
        var rules = new ArrayList<Double>();
        var answers = new ArrayList<Double>();
        for (var round = 0; round < rounds(); round++) {
            var number = round;
            rules.add(activated(api, Map.of("phrases.yml", text -> text + "# round " + number + "\n")));
            answers.add(activated(api, changedAnswers(number)));
        }
        report.line("");
        report.line(
                "Another version on two nodes, %d rounds: from the call that activates it to its answer that all decide by it."
                        .formatted(rounds()));
        report.columns("", "median (min to max)");
        report.row("seconds, no answer changed", Spread.of(rules).in("%.2f"));
        report.row(
                "seconds, %d answers changed".formatted(CHANGED_ANSWERS),
                Spread.of(answers).in("%.2f"));
        report.line("");
        report.targetAtMost(
                "seconds, no answer changed", Spread.of(rules).median(), ACTIVATION_FLOOR, ACTIVATION_AMBITION);
        report.targetAtMost(
                "seconds, ten answers changed", Spread.of(answers).median(), ANSWERS_FLOOR, ANSWERS_AMBITION);
    }

    private interface Change {
        String of(String text);
    }

    private static Map<String, Change> changedAnswers(int round) {
        var changes = new HashMap<String, Change>();
        files().paths().stream()
                .filter(path -> path.endsWith(".md"))
                .limit(CHANGED_ANSWERS)
                .forEach(path -> changes.put(
                        path, text -> text.stripTrailing() + " Ask us again in " + (round + 2) + " weeks.\n"));
        return changes;
    }

    private static double activated(NodeApi api, Map<String, Change> changes) throws InterruptedException {
        var version = pushed(api, changes);
        api.post("/configuration/" + version + "/approval", Node.OTHER_API_TOKEN, new byte[0]);
        var began = System.nanoTime();
        api.post("/configuration/" + version + "/activation", new byte[0]);
        return (System.nanoTime() - began) / 1e9;
    }

    private static String pushed(NodeApi api, Map<String, Change> changes) throws InterruptedException {
        return api.post("/configuration", zip(changes))
                .path("version")
                .path("id")
                .asText();
    }

    private static byte[] zip(Map<String, Change> changes) {
        var files = files();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, UTF_8)) {
            for (var path : files.paths()) {
                zip.putNextEntry(new ZipEntry(path));
                var change = changes.getOrDefault(path, text -> text);
                zip.write(change.of(files.text(path)).getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ConfigurationFiles files() {
        return switch (ConfigurationFiles.ofFolder(Contender.home().resolve("config"))) {
            case Parsed.Good<ConfigurationFiles>(var files) -> files;
            case Parsed.Bad<ConfigurationFiles>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }
}
