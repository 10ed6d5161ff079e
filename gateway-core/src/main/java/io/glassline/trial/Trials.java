package io.glassline.trial;

import io.glassline.config.VersionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Tries versions of the configuration. Nothing is sent, and of what citizens wrote nothing is stored.
///
/// Safe to call from any thread. A version must be there ([io.glassline.version.Versions]); whoever names one that is
/// not gets an [IllegalArgumentException].
public interface Trials {

    /// Whether the version decides as the cases beside its rules say.
    CaseReport cases(VersionId version);

    /// How the version decides about a message, step by step.
    Explanation explain(VersionId version, TrialMessage message);

    /// How it was decided about a message that is on record; empty where it is not known or was not decided yet.
    Optional<Explanation> recorded(String messageId);

    /// What changed in the files from one version to another.
    List<FileChange> changes(VersionId from, VersionId to);

    /// Begins to replay the messages of the last `back` against a version, which takes up to minutes, and returns at
    /// once. One replay runs at a time on a node; another that is asked for meanwhile waits.
    Replay replay(VersionId draft, Duration back);

    /// A replay that was begun on any node; empty for one that is not known, or was too long ago.
    ///
    /// @param withWords whether whoever asks may read what citizens wrote
    Optional<Replay> replay(String id, boolean withWords);

    /// The shadow that runs, else the last one; empty where there was none.
    ///
    /// @param withWords whether whoever asks may read what citizens wrote
    Optional<Shadow> shadow(boolean withWords);

    /// How often each rule of the active version decided in the last `back`, the rules in their order. Those that never
    /// did are among them.
    List<RuleUse> use(Duration back);

    /// Messages of the last `back` that the bot did not understand or answered beside the point, as far as that is
    /// known, the latest first, at most `countMax`: what the next change may mend.
    List<Missed> missed(Duration back, int countMax);

    /// @param rule its name in the file, or a gate's or a step's
    /// @param isRule whether it stands in the city's routing files, and is no gate or step of the gateway's own
    record RuleUse(String rule, boolean isRule, long messages) {}

    /// @param conversation the id of the conversation, whose page shows the words
    record Missed(String conversation, String channel, String language, String rule, String because) {}
}
