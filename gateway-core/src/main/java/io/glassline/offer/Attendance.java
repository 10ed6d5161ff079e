package io.glassline.offer;

import io.glassline.audit.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who of the staff can be offered something: what each chose last, and when a console of theirs was
/// last open.
///
/// What was chosen is on the record and outlives everything. Being seen is not: where it was forgotten,
/// or cannot be told, nobody is here until their console is heard of again.
///
/// The contract is executable: every implementation passes `AttendanceContract`.
public interface Attendance {

    /// Whose console has not been heard of for so long is away, whatever they chose.
    Duration SEEN_FOR = Duration.ofSeconds(90);

    /// Wrapping up ends by itself.
    Duration WRAP_UP_MAX = Duration.ofMinutes(10);

    int REASON_MAX_CHARS = 120;

    /// What someone chooses.
    enum Choice {
        AVAILABLE,
        /// For a time, with a reason.
        AWAY,
        /// Finishing what they have; available again by itself.
        WRAP_UP,
        OFF;

        /// The word for it in forms and on the record.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    record Chosen(Choice choice, String reason, Instant since) {}

    /// @param seenAt when their console was last heard of; empty where that is not known
    record Standing(Chosen chosen, Optional<Instant> seenAt) {

        /// What someone who never chose is.
        public static final Standing OFF = new Standing(new Chosen(Choice.OFF, "", Instant.EPOCH), Optional.empty());

        public boolean isSeen(Instant now) {
            return seenAt.filter(at -> at.plus(SEEN_FOR).isAfter(now)).isPresent();
        }

        /// Whether they may be offered something.
        public boolean isOn(Instant now) {
            return isSeen(now)
                    && switch (chosen.choice()) {
                        case AVAILABLE -> true;
                        case WRAP_UP -> !chosen.since().plus(WRAP_UP_MAX).isAfter(now);
                        case AWAY, OFF -> false;
                    };
        }
    }

    /// On the record. Choosing what one has chosen already changes nothing.
    ///
    /// @param by the agent, or the gateway where it noticed something
    void choose(String agentId, Choice choice, String reason, Actor by, Instant now);

    /// A console of theirs is open.
    void seen(String agentId, Instant now);

    Standing of(String agentId);

    /// All who ever chose anything.
    Map<String, Standing> all();
}
