package io.glassline.app.api;

import io.glassline.config.VersionId;
import io.glassline.trial.CaseReport;
import io.glassline.trial.Explanation;
import io.glassline.trial.FileChange;
import io.glassline.trial.Replay;
import io.glassline.trial.Shadow;
import io.glassline.trial.ShadowFindings;
import io.glassline.trial.Share;
import io.glassline.trial.TrialMessage;
import io.glassline.trial.Trials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What each question is answered with, whatever is asked about.
final class FixedTrials implements Trials {

    static final String REPLAY = "6a1f2a3e-0000-4000-8000-000000000001";
    static final String KNOWN_MESSAGE = "6a1f2a3e-0000-4000-8000-000000000002";

    @Override
    public CaseReport cases(VersionId version) {
        return new CaseReport(
                List.of(new CaseReport.Result(
                        "bins", "routing.test.yml", 4, false, "bot:trash-day", "queue:general", "No rule holds.")),
                List.of("picture"));
    }

    @Override
    public Explanation explain(VersionId version, TrialMessage message) {
        return new Explanation(
                "queue:water",
                "water main break",
                Optional.of(version),
                "The rule holds.",
                "It went to the Water Department.",
                List.of(new Explanation.Step("water main break", "says: main", "4 words", true)),
                List.of(new Explanation.Candidate("low-pressure", 0.31)),
                List.of("Thank you."),
                message.at().map(_ -> Duration.ofNanos(81_000)));
    }

    @Override
    public Optional<Explanation> recorded(String messageId) {
        return messageId.equals(KNOWN_MESSAGE)
                ? Optional.of(explain(
                        DraftVersions.ACTIVE, new TrialMessage("", "sms", Optional.empty(), Optional.empty(), "text")))
                : Optional.empty();
    }

    @Override
    public List<FileChange> changes(VersionId from, VersionId to) {
        return List.of(new FileChange(
                "routing.yml",
                FileChange.Kind.CHANGED,
                List.of("rule \"picture\" moved up"),
                List.of(new FileChange.Line(FileChange.Sign.ADDED, 3, "  - name: picture"))));
    }

    @Override
    public Replay replay(VersionId draft, Duration back) {
        return replay(draft, back, false);
    }

    private static Replay replay(VersionId draft, Duration back, boolean withWords) {
        return new Replay(
                REPLAY,
                draft,
                back,
                Instant.parse("2026-11-28T12:00:00Z"),
                Replay.State.RUNNING,
                100,
                50,
                2,
                1,
                3,
                Optional.of(Duration.ofSeconds(4)),
                List.of(new Replay.Move("bot:trash-day", "queue:waste", 2)),
                List.of(new Replay.Load("waste", 9, 1, 3)),
                List.of(example(withWords)),
                Optional.empty());
    }

    private static Replay.Example example(boolean withWords) {
        return new Replay.Example(
                KNOWN_MESSAGE,
                KNOWN_MESSAGE,
                Instant.parse("2026-11-27T12:00:00Z"),
                "sms",
                "bot:trash-day",
                "queue:waste",
                "The rule holds.",
                Optional.of("my bin").filter(_ -> withWords));
    }

    @Override
    public Optional<Replay> replay(String id, boolean withWords) {
        return id.equals(REPLAY)
                ? Optional.of(replay(DraftVersions.DRAFT, Duration.ofDays(7), withWords))
                : Optional.empty();
    }

    @Override
    public Optional<Shadow> shadow(boolean withWords) {
        var found = new ShadowFindings(
                50,
                2,
                1,
                1,
                1,
                Duration.ofMillis(40),
                Duration.ofMillis(50),
                Duration.ofMillis(7),
                List.of(new Replay.Move("bot:trash-day", "queue:waste", 2)),
                List.of(new ShadowFindings.Fault("broken", "no such key", 3)),
                List.of(example(withWords)),
                List.of("b:8081 cannot run it: the model is gone"));
        var at = Instant.parse("2026-11-28T12:00:00Z");
        return Optional.of(new Shadow(
                REPLAY,
                DraftVersions.DRAFT,
                DraftVersions.ACTIVE,
                new Share(100),
                "lee",
                at,
                at.plusSeconds(86_400),
                Optional.of(new Shadow.End(at.plusSeconds(60), "dana", "Ended by hand.")),
                found));
    }

    @Override
    public List<RuleUse> use(Duration back) {
        return List.of(new RuleUse("picture", true, 0), new RuleUse("PersonWish", false, 12));
    }

    @Override
    public List<Missed> missed(Duration back, int countMax) {
        return List.of(new Missed(KNOWN_MESSAGE, "sms", "en", "not understood", "No answer is near."));
    }
}
