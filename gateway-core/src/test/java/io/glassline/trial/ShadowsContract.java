package io.glassline.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.ManualClock;
import io.glassline.audit.Actor;
import io.glassline.config.VersionId;
import io.glassline.trial.Shadows.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is promised of shadows, wherever they are kept. One version is active, and two are drafts.
public abstract class ShadowsContract {

    protected static final Actor LEE = Actor.atConsole("lee");
    protected static final Actor DANA = Actor.atConsole("dana");

    private static final Share TENTH = new Share(100);
    private static final Duration DAY = Duration.ofDays(1);

    protected final ManualClock clock = new ManualClock();

    protected abstract Shadows shadows();

    protected abstract VersionId active();

    protected abstract VersionId draft();

    protected abstract VersionId otherDraft();

    /// Makes the version the active one.
    protected abstract void activate(VersionId version);

    @Test
    void itRunsBesideTheActiveVersionUntilSomebodyEndsIt() {
        var begun = begun();

        assertThat(begun.draft()).isEqualTo(draft());
        assertThat(begun.beside()).isEqualTo(active());
        assertThat(begun.begunBy()).isEqualTo("lee");
        assertThat(begun.endsAt()).isEqualTo(begun.begunAt().plus(DAY));
        assertThat(shadows().running()).map(Shadow::id).contains(begun.id());

        var end = done(shadows().end(DANA)).end().orElseThrow();

        assertThat(end.by()).isEqualTo("dana");
        assertThat(end.because()).isEqualTo("Ended by hand.");
        assertThat(shadows().running()).isEmpty();
        assertThat(shadows().latest()).map(Shadow::runs).contains(false);
        assertThat(refusal(shadows().end(DANA))).isEqualTo("No shadow runs.");
    }

    @Test
    void itEndsByItselfWhenItsTimeIsOver() {
        begun();
        clock.advance(DAY);

        assertThat(shadows().running()).isEmpty();
        assertThat(end().because()).isEqualTo("Its time was over.");
        assertThat(end().by()).isEqualTo("gateway");
        assertThat(done(shadows().begin(otherDraft(), TENTH, DAY, LEE)).draft()).isEqualTo(otherDraft());
    }

    @Test
    void itEndsWhenItsDraftIsActivated() {
        begun();
        activate(draft());

        assertThat(shadows().running()).isEmpty();
        assertThat(end().because()).isEqualTo("The draft became the active version.");
    }

    @Test
    void itEndsWhenAnotherVersionBecomesActive() {
        begun();
        activate(otherDraft());

        assertThat(shadows().running()).isEmpty();
        assertThat(end().because()).isEqualTo("Version %s became active.".formatted(otherDraft()));
    }

    @Test
    void oneRunsAtATime() {
        begun();

        assertThat(refusal(shadows().begin(otherDraft(), TENTH, DAY, DANA)))
                .contains(draft() + " runs already, begun by lee");
    }

    @Test
    void whatCannotBeAShadowIsRefused() {
        var nobody = new VersionId("000000000000");

        assertThat(refusal(shadows().begin(active(), TENTH, DAY, LEE))).contains("is the active version itself");
        assertThat(refusal(shadows().begin(nobody, TENTH, DAY, LEE))).contains("There is no version 000000000000");
        for (var within : List.of(Duration.ZERO, Duration.ofHours(-1), Duration.ofDays(8))) {
            assertThat(refusal(shadows().begin(draft(), TENTH, within, LEE))).contains("up to 7 days");
        }
        assertThat(shadows().latest()).isEmpty();
    }

    @Test
    void whatNodesFindAddsUpAndEachNodeTellsAllThatItFound() {
        var id = begun().id();
        shadows().keep(id, "a:1/1", found(10, 2));
        shadows().keep(id, "b:1/1", found(5, 1));
        shadows().keep(id, "a:1/1", found(30, 3));

        var all = shadows().latest().orElseThrow().found();

        assertThat(all.messages()).isEqualTo(35);
        assertThat(all.moves()).containsExactly(new Replay.Move("bot:trash-day", "queue:waste", 4));
        assertThat(all.faults()).containsExactly(new ShadowFindings.Fault("broken", "no such key", 4));
        assertThat(all.examples()).hasSize(2);
        assertThat(all.slowest()).isEqualTo(Duration.ofMillis(3));
        assertThat(all.draftTook()).isEqualTo(Duration.ofMillis(4));
        assertThat(all.problems()).containsExactly("a model is gone");
    }

    @Test
    void whatIsFoundOfAnotherShadowIsNotTheLatest() {
        var first = begun().id();
        shadows().end(LEE);
        clock.advance(Duration.ofSeconds(1));
        begun();

        shadows().keep(first, "a:1/1", found(10, 2));

        assertThat(shadows().latest().orElseThrow().found()).isEqualTo(ShadowFindings.NONE);
    }

    private static ShadowFindings found(long messages, long different) {
        return new ShadowFindings(
                messages,
                different,
                0,
                0,
                0,
                Duration.ofMillis(different),
                Duration.ofMillis(different),
                Duration.ofMillis(different),
                List.of(new Replay.Move("bot:trash-day", "queue:waste", different)),
                List.of(new ShadowFindings.Fault("broken", "no such key", different)),
                List.of(new Replay.Example(
                        "m-" + different,
                        "c-1",
                        Instant.parse("2026-11-28T12:00:00Z"),
                        "sms",
                        "bot:trash-day",
                        "queue:waste",
                        "The rule holds.",
                        Optional.empty())),
                List.of("a model is gone"));
    }

    private Shadow begun() {
        return done(shadows().begin(draft(), TENTH, DAY, LEE));
    }

    private Shadow.End end() {
        return shadows().latest().flatMap(Shadow::end).orElseThrow();
    }

    private static Shadow done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).shadow();
    }

    private static String refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).because();
    }
}
