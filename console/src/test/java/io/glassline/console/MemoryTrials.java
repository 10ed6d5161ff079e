package io.glassline.console;

import io.glassline.config.VersionId;
import io.glassline.trial.CaseReport;
import io.glassline.trial.Explanation;
import io.glassline.trial.FileChange;
import io.glassline.trial.Replay;
import io.glassline.trial.Shadow;
import io.glassline.trial.Shadows;
import io.glassline.trial.TrialMessage;
import io.glassline.trial.Trials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Trials whose outcome a test lays down, and what was asked of them: `changes a b`, `replay a 7 with words`.
final class MemoryTrials implements Trials {

    final List<String> asked = new ArrayList<>();
    final Map<String, Explanation> recorded = new HashMap<>();
    final Map<String, Replay> replays = new LinkedHashMap<>();

    private final Shadows shadows;

    volatile CaseReport report = new CaseReport(List.of(), List.of());
    volatile List<FileChange> changes = List.of();
    volatile List<RuleUse> uses = List.of();
    volatile List<Missed> missed = List.of();
    volatile BiFunction<VersionId, TrialMessage, Explanation> explains = (version, message) -> new Explanation(
            "kept", "nothing", Optional.of(version), "", "", List.of(), List.of(), List.of(), Optional.empty());
    volatile BiFunction<VersionId, Duration, Replay> begins = (_, _) -> {
        throw new IllegalStateException("no replay is laid down");
    };

    MemoryTrials(Shadows shadows) {
        this.shadows = shadows;
    }

    @Override
    public synchronized CaseReport cases(VersionId version) {
        asked.add("cases " + version);
        return report;
    }

    @Override
    public synchronized Explanation explain(VersionId version, TrialMessage message) {
        asked.add("explain " + version + " " + message);
        return explains.apply(version, message);
    }

    @Override
    public synchronized Optional<Explanation> recorded(String messageId) {
        asked.add("recorded " + messageId);
        return Optional.ofNullable(recorded.get(messageId));
    }

    @Override
    public synchronized List<FileChange> changes(VersionId from, VersionId to) {
        asked.add("changes " + from + " " + to);
        return changes;
    }

    @Override
    public synchronized Replay replay(VersionId draft, Duration back) {
        asked.add("replay " + draft + " " + back.toDays());
        var replay = begins.apply(draft, back);
        replays.put(replay.id(), replay);
        return replay;
    }

    @Override
    public synchronized Optional<Replay> replay(String id, boolean withWords) {
        return Optional.ofNullable(replays.get(id))
                .map(replay -> replay.with(withWords ? replay.examples() : withoutWords(replay.examples())));
    }

    @Override
    public Optional<Shadow> shadow(boolean withWords) {
        return shadows.latest()
                .map(shadow -> withWords
                        ? shadow
                        : shadow.with(
                                shadow.found().with(withoutWords(shadow.found().examples()))));
    }

    private static List<Replay.Example> withoutWords(List<Replay.Example> examples) {
        return examples.stream().map(example -> example.with(Optional.empty())).toList();
    }

    @Override
    public synchronized List<RuleUse> use(Duration back) {
        return uses;
    }

    @Override
    public synchronized List<Missed> missed(Duration back, int countMax) {
        return missed.stream().limit(countMax).toList();
    }

    synchronized long count(String question) {
        return asked.stream().filter(one -> one.startsWith(question)).count();
    }
}
