package io.glassline.console;

import static java.util.stream.Collectors.toList;

import io.glassline.audit.Actor;
import io.glassline.config.Version.Step.Kind;
import io.glassline.config.VersionId;
import io.glassline.trial.CaseReport;
import io.glassline.trial.CaseReport.Result;
import io.glassline.trial.Explanation;
import io.glassline.trial.Explanation.Candidate;
import io.glassline.trial.Explanation.Step;
import io.glassline.trial.FileChange;
import io.glassline.trial.FileChange.Line;
import io.glassline.trial.FileChange.Sign;
import io.glassline.trial.Replay;
import io.glassline.trial.Replay.Example;
import io.glassline.trial.Replay.Load;
import io.glassline.trial.Replay.Move;
import io.glassline.trial.Replay.State;
import io.glassline.trial.ShadowFindings;
import io.glassline.trial.Shadows;
import io.glassline.trial.Share;
import io.glassline.trial.Trials.Missed;
import io.glassline.trial.Trials.RuleUse;
import io.glassline.version.InMemoryVersions;
import io.glassline.version.Versions.NodeVersion;
import io.glassline.version.Versions.RefusedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A month of a city's rules: thirteen versions, forty-two rules, a change over six files, a replay of 10,000 messages.
final class RulesMonth {

    static final VersionId DRAFT = new VersionId("7c1e09a4d2f6");
    static final VersionId APPROVED = new VersionId("52b8ef10c943");
    static final String REPLAY = "5f0c2a";
    static final String REPLAY_RUNNING = "5f0c2b";

    private static final List<String> RULES = List.of(
            "permit status",
            "building permit application",
            "water main break",
            "sewer backup",
            "no water",
            "high water bill",
            "discolored water",
            "streetlight out",
            "traffic signal out",
            "pothole",
            "blocked storm drain",
            "fallen tree on a road",
            "tree trimming",
            "missed trash pick-up",
            "bulky waste appointment",
            "recycling cart broken",
            "dead animal",
            "loose dog",
            "animal bite",
            "noise at night",
            "abandoned car",
            "parking ticket question",
            "residential parking permit",
            "graffiti",
            "illegal dumping",
            "rats and pests",
            "housing without heat",
            "eviction help",
            "snow on a sidewalk",
            "snow route question",
            "bus stop damaged",
            "park restroom closed",
            "pool hours",
            "library card",
            "birth certificate copy",
            "marriage license",
            "property tax bill",
            "business license renewal",
            "food truck permit",
            "special event permit",
            "picture",
            "place");

    private RulesMonth() {}

    static void in(Town town, Instant now, String conversation) {
        versions(town.versions, now);
        town.trials.changes = changes();
        town.trials.report = cases();
        town.trials.uses = uses();
        town.trials.missed = missed(conversation);
        town.trials.explains = (version, message) -> explanation(version);
        town.trials.replays.put(REPLAY, replay(REPLAY, now, State.DONE, 9_412, conversation));
        town.trials.replays.put(REPLAY_RUNNING, replay(REPLAY_RUNNING, now, State.RUNNING, 3_187, conversation));
        shadow(town, now, conversation);
        town.trials.begins = (version, back) -> replay(REPLAY_RUNNING, now, State.RUNNING, 412, conversation);
    }

    private static void versions(InMemoryVersions versions, Instant now) {
        var notes = List.of(
                "First version for the pilot with the water office",
                "Ask for the address of a missed pick-up before it is queued",
                "Holiday hours of all queues for the end of the year",
                "Snow routes: new answer, and a rule for blocked sidewalks",
                "Say the number of the water office when a main breaks at night",
                "Property tax: due dates of the new year",
                "Permit numbers with a space are understood",
                "Pool hours after the renovation, in both languages",
                "Dead animals go to sanitation and no longer to general",
                "The school holidays are days on which the library is closed",
                "Heat complaints are urgent from November to March");
        for (var i = 0; i < notes.size(); i++) {
            versions.live(
                    String.format("%012x", 0x3a91_c07d_2b44L + i * 0x0d1f_5b39_71L),
                    notes.get(i),
                    i % 3 == 2 ? "supervisor" : "ops",
                    i % 3 == 2 ? "ops" : "supervisor",
                    now.minus(Duration.ofHours(700 - 63L * i)));
        }
        var active = versions.active().orElseThrow();
        var earlier = versions.history(2).getLast().id();
        versions.pushed(
                APPROVED.hex(), "Graffiti on private walls: what the city can do", "ops", now.minusSeconds(90_000));
        versions.step(APPROVED, Kind.APPROVED, "supervisor", now.minusSeconds(80_000));
        versions.pushed(
                DRAFT.hex(), "Water: one rule for leaks, and a broken main is urgent", "ops", now.minusSeconds(1_500));
        versions.nodes.add(new NodeVersion("gateway-1", active, now.minusSeconds(170_000), Optional.empty()));
        versions.nodes.add(new NodeVersion("gateway-2", active, now.minusSeconds(169_998), Optional.empty()));
        versions.nodes.add(new NodeVersion(
                "gateway-3",
                earlier,
                now.minusSeconds(400_000),
                Optional.of(new RefusedVersion(
                        active, "the knowledge cannot be loaded: the file models/e5-small.onnx is not there"))));
    }

    private static List<FileChange> changes() {
        return List.of(
                new FileChange(
                        "routing.yml",
                        FileChange.Kind.CHANGED,
                        List.of(
                                "rule “water main break”: priority normal → urgent",
                                "rule “water main break”: says nothing → urgent-call",
                                "rule “leak at home” is new, after “no water”: queue Water",
                                "rule “discolored water” stands before “high water bill” now"),
                        List.of(
                                new Line(Sign.SAME, 31, "  - name: water main break"),
                                new Line(Sign.SAME, 32, "    when:"),
                                new Line(Sign.REMOVED, 33, "      says: [water main, main line, hydrant is broken]"),
                                new Line(
                                        Sign.ADDED,
                                        33,
                                        "      says: [water main broke, broken hydrant, street is flooding, se rompió la"
                                                + " tubería, hidrante roto]"),
                                new Line(Sign.SAME, 34, "    queue: water"),
                                new Line(Sign.REMOVED, 35, "    priority: normal"),
                                new Line(Sign.ADDED, 35, "    priority: urgent"),
                                new Line(Sign.ADDED, 36, "    says: urgent-call"),
                                new Line(Sign.SAME, 52, "  - name: no water"),
                                new Line(Sign.SAME, 53, "    when: {topic: no-water, confidence: 0.7}"),
                                new Line(Sign.SAME, 54, "    queue: water"),
                                new Line(Sign.ADDED, 55, ""),
                                new Line(Sign.ADDED, 56, "  - name: leak at home"),
                                new Line(
                                        Sign.ADDED,
                                        57,
                                        "    when: {all: [{says: [leak, leaking, fuga]}, {none: [{has: picture}]}]}"),
                                new Line(Sign.ADDED, 58, "    queue: water"))),
                new FileChange(
                        "routing.test.yml",
                        FileChange.Kind.CHANGED,
                        List.of("4 cases are new", "case “hydrant at night” expects queue Water, urgent"),
                        List.of(
                                new Line(Sign.SAME, 80, "  - message: the hydrant on Elm is spraying"),
                                new Line(Sign.ADDED, 81, "    at: 2026-11-24T23:10"),
                                new Line(Sign.ADDED, 82, "    expect: queue:water urgent"))),
                new FileChange(
                        "phrases.yml",
                        FileChange.Kind.CHANGED,
                        List.of("phrase “urgent-call” in English and Spanish: other words"),
                        List.of(
                                new Line(
                                        Sign.REMOVED,
                                        210,
                                        "  en: Please call {number}. A person answers day and night."),
                                new Line(
                                        Sign.ADDED,
                                        210,
                                        "  en: If water is running into a building, call {number} now. A person answers"
                                                + " day and night."))),
                new FileChange(
                        "queues.yml",
                        FileChange.Kind.CHANGED,
                        List.of("queue “water”: open at night from Friday to Sunday"),
                        IntStream.rangeClosed(1, 52)
                                .mapToObj(i -> new Line(
                                        i % 4 == 0 ? Sign.ADDED : Sign.SAME,
                                        i + 10,
                                        "      - {day: " + i + ", open: all}"))
                                .collect(toList())),
                new FileChange(
                        "knowledge/water/leak-at-home.md",
                        FileChange.Kind.ADDED,
                        List.of("answer “leak-at-home” is new, owner Water, to be reviewed by 1 June 2027"),
                        List.of(
                                new Line(Sign.ADDED, 1, "---"),
                                new Line(Sign.ADDED, 2, "owner: water"),
                                new Line(Sign.ADDED, 3, "review: 2027-06-01"),
                                new Line(Sign.ADDED, 4, "---"),
                                new Line(
                                        Sign.ADDED,
                                        5,
                                        "Close the main valve, mostly in the basement or beside the meter, and then call a"
                                                + " plumber. The city mends what leaks before the meter."))),
                new FileChange(
                        "knowledge/water/dripping-tap.md",
                        FileChange.Kind.REMOVED,
                        List.of("answer “dripping-tap” is gone; nothing links to it"),
                        List.of(new Line(Sign.REMOVED, 1, "A tap that drips wastes 15 gallons a day."))));
    }

    private static CaseReport cases() {
        var results = new ArrayList<Result>();
        for (var i = 0; i < 46; i++) {
            var rule = RULES.get(i % 38);
            results.add(new Result(
                    i % 3 == 0 ? "“My " + rule + " on Harbor Road, who do I talk to?”" : rule,
                    i % 7 == 6 ? "agencies/transit/routing.test.yml" : "routing.test.yml",
                    12 + i * 5,
                    true,
                    i % 2 == 0 ? "queue:water" : "bot:trash-day",
                    i % 2 == 0 ? "queue:water" : "bot:trash-day",
                    ""));
        }
        results.add(
                9,
                new Result(
                        "“hydrant at 5th and Main is spraying the whole street”",
                        "routing.test.yml",
                        80,
                        false,
                        "queue:water urgent",
                        "queue:roads",
                        "The rule ‘blocked storm drain’ stands before it, and its words “whole street” were found."));
        results.add(
                21,
                new Result(
                        "se rompió la tubería frente a mi casa",
                        "routing.test.yml",
                        146,
                        false,
                        "queue:water urgent",
                        "bot:leak-at-home",
                        "No rule held, and the bot was sure of leak-at-home (0.83)."));
        return new CaseReport(results, List.of("bus stop damaged", "food truck permit", "leak at home", "place"));
    }

    private static List<RuleUse> uses() {
        var uses = new ArrayList<RuleUse>();
        uses.add(new RuleUse("stop", false, 61));
        uses.add(new RuleUse("emergencies", false, 14));
        for (var i = 0; i < RULES.size(); i++) {
            var often = i % 11 == 10 ? 0 : Math.round(1_240 / (1 + (i * 7 % 19) * 0.8)) - 20;
            uses.add(new RuleUse(RULES.get(i), true, often));
        }
        uses.add(new RuleUse("with people", false, 2_310));
        uses.add(new RuleUse("knowledge", false, 6_822));
        uses.add(new RuleUse("not understood", false, 417));
        return uses;
    }

    private static List<Missed> missed(String conversation) {
        var because = List.of(
                "No answer was sure enough: the best was pool-hours with 0.41.",
                "Asked for a person right after the answer yard-waste.",
                "Two misses in a row, then handed to City service.",
                "Said “that is not what I asked” after the answer property-tax.",
                "No answer was sure enough: the best was dog-license with 0.38.");
        return IntStream.range(0, 24)
                .mapToObj(i -> new Missed(
                        conversation,
                        List.of("sms", "whatsapp", "email", "telegram").get(i % 4),
                        i % 4 == 1 ? "es" : "en",
                        i % 2 == 0 ? "not understood" : "knowledge",
                        because.get(i % 5)))
                .toList();
    }

    static Explanation explanation(VersionId version) {
        var looked = Stream.of("permit status", "building permit application")
                .map(rule -> new Step(rule, "says: [permit, license, application]", "water, hydrant, street", false));
        return new Explanation(
                "queue:water urgent",
                "water main break",
                Optional.of(version),
                "The words name a broken main (“hydrant … spraying”), and the queue Water is open day and night.",
                "A person of the water office looks at this now, because you wrote that a hydrant is spraying.",
                Stream.of(
                                Stream.of(
                                        new Step("consent keywords", "", "none of STOP, START, HELP", false),
                                        new Step(
                                                "emergencies",
                                                "patterns and what was learnt",
                                                "0.07, alarm from 0.62",
                                                false),
                                        new Step("open form", "", "no form is open", false)),
                                looked,
                                Stream.of(new Step(
                                        "water main break",
                                        "says: [water main broke, broken hydrant, street is flooding]",
                                        "“hydrant … spraying” is near “broken hydrant” (0.91)",
                                        true)))
                        .flatMap(steps -> steps)
                        .toList(),
                List.of(
                        new Candidate("leak-at-home", 0.58),
                        new Candidate("no-water", 0.34),
                        new Candidate("high-water-bill", 0.21),
                        new Candidate("storm-drain", 0.12)),
                List.of(
                        "You are writing with the city’s automated assistant. A person of the water office will answer you here.",
                        "If water is running into a building, call 555-0142 now. A person answers day and night."),
                Optional.of(Duration.ofNanos(1_840_000)));
    }

    private static Replay replay(String id, Instant now, State state, long messages, String conversation) {
        var share = messages / 9_412.0;
        var moves = List.of(
                        new Move("bot:high-water-bill", "queue:water", 164),
                        new Move("queue:service", "queue:water", 71),
                        new Move("bot:dripping-tap", "bot:leak-at-home", 48),
                        new Move("queue:roads", "queue:water urgent", 19),
                        new Move("flow:permit-status", "queue:permits", 6),
                        new Move("gate:help", "bot:menu", 4))
                .stream()
                .map(move -> new Move(move.from(), move.to(), Math.max(1, Math.round(move.count() * share))))
                .toList();
        return new Replay(
                id,
                DRAFT,
                Duration.ofDays(7),
                now.minusSeconds(18),
                state,
                10_000,
                messages,
                moves.stream().mapToLong(Move::count).sum(),
                Math.round(37 * share),
                Math.round(588 * share),
                state == State.RUNNING ? Optional.of(Duration.ofSeconds(14)) : Optional.empty(),
                moves,
                load(share),
                state == State.RUNNING ? List.of() : examples(now, conversation),
                Optional.empty());
    }

    /// It has decided for a quarter of an hour, and one of its rules is broken.
    private static void shadow(Town town, Instant now, String conversation) {
        var begun = (Shadows.Outcome.Done)
                town.shadows.begin(DRAFT, new Share(100), Duration.ofDays(1), Actor.atConsole("ops"));
        town.shadows.keep(
                begun.shadow().id(),
                "gateway-1",
                new ShadowFindings(
                        1_204,
                        37,
                        3,
                        2,
                        0,
                        Duration.ofMillis(1_950),
                        Duration.ofMillis(2_310),
                        Duration.ofMillis(48),
                        List.of(
                                new Move("bot:high-water-bill", "queue:water", 28),
                                new Move("queue:service", "queue:water urgent", 9)),
                        List.of(new ShadowFindings.Fault("leak at home", "no such key: contact.tags", 4)),
                        examples(now, conversation),
                        List.of()));
    }

    private static List<Load> load(double share) {
        var queues = List.of("water", "roads", "waste", "permits", "service");
        return queues.stream()
                .flatMap(queue -> IntStream.range(0, 24).mapToObj(hour -> {
                    var at = queues.indexOf(queue);
                    var day = Math.max(0, Math.sin((hour - 6) * Math.PI / 14));
                    var now = Math.round(share * (6 + day * (90 - 14 * at)));
                    var then = at == 0 ? Math.round(now * 1.4) : at == 4 ? Math.round(now * 0.8) : now;
                    return new Load(queue, hour, now, then);
                }))
                .toList();
    }

    private static List<Example> examples(Instant now, String conversation) {
        var words = List.of(
                "hydrant at 5th and main is spraying the whole street, kids are playing in it",
                "my bill doubled and the basement floor is wet, is that a leak??",
                "Hay agua saliendo de la calle frente a la escuela desde esta mañana",
                "who fixes a pipe between the house and the meter",
                "Water pressure is gone on Birch Lane since 7, neighbors too");
        return IntStream.range(0, words.size())
                .mapToObj(i -> new Example(
                        "m-" + i,
                        conversation,
                        now.minus(Duration.ofHours(5 + 17L * i)),
                        List.of("sms", "whatsapp", "email").get(i % 3),
                        i % 2 == 0 ? "bot:high-water-bill" : "queue:service",
                        i == 0 ? "queue:water urgent" : "queue:water",
                        i % 2 == 0
                                ? "The rule ‘leak at home’ holds now: the words name a leak."
                                : "The rule ‘water main break’ holds now: the words name a broken main.",
                        Optional.of(words.get(i))))
                .toList();
    }
}
