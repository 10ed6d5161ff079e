package io.glassline.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.offer.Attendance.Choice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [Attendance] promises.
public abstract class AttendanceContract {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    protected abstract Attendance attendance();

    /// The kinds that are on the record.
    protected abstract List<String> kinds();

    @Test
    void whoNeverChoseIsOff() {
        attendance().seen("kim", NOW);
        assertThat(attendance().of("kim").chosen().choice()).isEqualTo(Choice.OFF);
        assertThat(attendance().of("kim").isOn(NOW)).isFalse();
    }

    @Test
    void whoIsAvailableAndSeenIsOnUntilTheConsoleIsNotHeardOf() {
        chooses("kim", Choice.AVAILABLE, "", NOW);
        assertThat(attendance().of("kim").isOn(NOW)).as("never seen").isFalse();
        attendance().seen("kim", NOW);
        assertThat(attendance().of("kim").isOn(NOW)).isTrue();
        var gone = NOW.plus(Attendance.SEEN_FOR);
        assertThat(attendance().of("kim").isOn(gone)).isFalse();
        attendance().seen("kim", gone);
        assertThat(attendance().of("kim").isOn(gone)).isTrue();
    }

    @Test
    void wrappingUpEndsByItself() {
        chooses("kim", Choice.WRAP_UP, "", NOW);
        attendance().seen("kim", NOW);
        assertThat(attendance().of("kim").isOn(NOW)).isFalse();
        var later = NOW.plus(Attendance.WRAP_UP_MAX);
        attendance().seen("kim", later);
        assertThat(attendance().of("kim").isOn(later)).isTrue();
    }

    @Test
    void aChoiceIsOnTheRecordOnce() {
        chooses("kim", Choice.AWAY, "lunch", NOW);
        chooses("kim", Choice.AWAY, "lunch", NOW.plusSeconds(5));
        assertThat(kinds()).containsExactly("staff.availability");
        assertThat(attendance().of("kim").chosen().since()).isEqualTo(NOW);
        chooses("kim", Choice.AWAY, "a meeting", NOW.plusSeconds(9));
        assertThat(kinds()).hasSize(2);
        assertThat(attendance().all().get("kim").chosen().reason()).isEqualTo("a meeting");
    }

    private void chooses(String agent, Choice choice, String reason, Instant at) {
        attendance().choose(agent, choice, reason, Actor.atConsole(agent), at);
    }
}
