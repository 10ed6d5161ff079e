package io.glassline.app.rules;

import io.glassline.config.VersionId;
import io.glassline.message.Message;
import io.glassline.router.rule.Rule;
import io.glassline.router.rule.Rules;
import io.glassline.router.trial.Cases;
import io.glassline.router.trial.DecidingVersion;
import io.glassline.router.trial.Explainer;
import io.glassline.trial.CaseReport;
import io.glassline.trial.Explanation;
import io.glassline.trial.FileChange;
import io.glassline.trial.RecordedTraffic;
import io.glassline.trial.Replay;
import io.glassline.trial.ReplayStore;
import io.glassline.trial.Shadow;
import io.glassline.trial.Shadows;
import io.glassline.trial.TrialMessage;
import io.glassline.trial.Trials;
import io.glassline.version.Versions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Tries versions on this node, with what it knows already of the city's answers.
public final class NodeTrials implements Trials, AutoCloseable {

    private final Versions versions;
    private final RecordedTraffic traffic;
    private final ReplayStore kept;
    private final Shadows shadows;
    private final String node;
    private final LoadedVersions loaded;
    private final Replays replays;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    /// @param kept where all nodes see the replays of each
    /// @param node the name of this one
    public NodeTrials(
            Versions versions,
            RecordedTraffic traffic,
            ReplayStore kept,
            Shadows shadows,
            LoadedVersions loaded,
            String node,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.versions = versions;
        this.traffic = traffic;
        this.kept = kept;
        this.shadows = shadows;
        this.loaded = loaded;
        this.node = node;
        this.replays = new Replays(traffic, clock);
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public CaseReport cases(VersionId version) {
        var city = loaded.load(version);
        return new Cases(city.bot()).run(city.cases());
    }

    @Override
    public Explanation explain(VersionId version, TrialMessage message) {
        return new Explainer(loaded.load(version).bot(), System::nanoTime).explain(version, message, clock.instant());
    }

    @Override
    public Optional<Explanation> recorded(String messageId) {
        return id(messageId)
                .flatMap(traffic::find)
                .map(found -> Explainer.recorded(
                        loaded.load(active()).city(),
                        found.decision(),
                        version(found.decision().because().rulesVersion()),
                        found.language(),
                        found.replies()));
    }

    private static Optional<Message.Id> id(String text) {
        try {
            return Optional.of(new Message.Id(UUID.fromString(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The version that a decision names, where it is one that is kept.
    private Optional<VersionId> version(String name) {
        try {
            return Optional.of(new VersionId(name))
                    .filter(id -> versions.find(id).isPresent());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private VersionId active() {
        return versions.active()
                .orElseThrow(() -> new IllegalStateException("no version of the configuration is active yet"));
    }

    @Override
    public List<FileChange> changes(VersionId from, VersionId to) {
        return FileChanges.between(loaded.files(from), loaded.files(to));
    }

    /// The versions are those of now, however long it waits: what is active, and what the draft says.
    @Override
    public Replay replay(VersionId draft, Duration back) {
        if (back.isNegative() || back.isZero()) {
            throw new IllegalArgumentException("a replay goes back for some time, not for " + back);
        }
        loaded.files(draft);
        var active = active();
        var waiting = new Replay(
                ids.get().toString(),
                draft,
                back,
                clock.instant(),
                Replay.State.WAITING,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        replays.add(() -> new ReplayRun(waiting, replay -> kept.put(replay, node)), () -> parts(active, draft));
        return waiting;
    }

    /// What two versions know of the same knowledge is looked for once.
    private ReplayRun.Parts parts(VersionId active, VersionId draft) {
        var now = loaded.load(active);
        var then = loaded.load(draft);
        var nowAnswers = new RememberedAnswers(now.answers());
        var isSameKnowledge = now.answers() == then.answers();
        return new ReplayRun.Parts(
                new DecidingVersion(now.city(), nowAnswers, now.languageOf()),
                new DecidingVersion(
                        then.city(),
                        isSameKnowledge ? nowAnswers : new RememberedAnswers(then.answers()),
                        then.languageOf()),
                now.city().zone());
    }

    @Override
    public Optional<Replay> replay(String id, boolean withWords) {
        return replays.find(id)
                .map(ReplayRun::now)
                .or(() -> kept.find(id))
                .map(replay -> withWords ? replay.with(withWords(replay.examples())) : replay);
    }

    @Override
    public Optional<Shadow> shadow(boolean withWords) {
        return shadows.latest()
                .map(shadow -> withWords
                        ? shadow.with(
                                shadow.found().with(withWords(shadow.found().examples())))
                        : shadow);
    }

    /// The words are read when somebody looks: what was erased meanwhile is not shown.
    private List<Replay.Example> withWords(List<Replay.Example> examples) {
        var words = traffic.words(examples.stream()
                .flatMap(example -> id(example.message()).stream())
                .toList());
        return examples.stream()
                .map(example -> example.with(id(example.message()).map(words::get)))
                .toList();
    }

    @Override
    public List<RuleUse> use(Duration back) {
        var counts = traffic.countByRule(clock.instant().minus(back));
        var rules = new ArrayList<>(loaded.load(active()).city().rules().rules().stream()
                .map(Rule::name)
                .toList());
        rules.add(Rules.OTHERWISE);
        var ofTheCity = rules.stream().map(rule -> new RuleUse(rule, true, counts.getOrDefault(rule, 0L)));
        var ofTheGateway = counts.entrySet().stream()
                .filter(count -> !rules.contains(count.getKey()))
                .map(count -> new RuleUse(count.getKey(), false, count.getValue()))
                .sorted(Comparator.comparingLong(RuleUse::messages).reversed().thenComparing(RuleUse::rule));
        return Stream.concat(ofTheCity, ofTheGateway).toList();
    }

    @Override
    public List<Missed> missed(Duration back, int countMax) {
        return Misses.among(traffic.latest(clock.instant().minus(back), Misses.DECISIONS_MAX), countMax);
    }

    /// Ends a replay that runs.
    @Override
    public void close() {
        replays.close();
    }
}
