package io.glassline.turn;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.Samples;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.turn.PhoneLines.PhoneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [PhoneLines] promises.
public abstract class PhoneLinesContract {

    private static final ChannelKind VOICE = new ChannelKind("voice");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(1));

    private final Lane call = call();

    protected abstract PhoneLines lines();

    /// Of the same store as [#lines()].
    protected abstract Ports ports();

    @Test
    void aCallThatIsHeardOfIsOnTheLine() {
        assertThat(lines().find(call)).isEmpty();
        assertThat(lines().heard(call, NOW)).isTrue();
        assertThat(lines().heard(call, NOW.minusSeconds(5)))
                .as("a request that came late")
                .isTrue();

        assertThat(lines().find(call)).contains(new PhoneLine(NOW, Optional.empty()));
        assertThat(lines().find(call).orElseThrow().isOpen(NOW)).isTrue();
        assertThat(isUnsettled(call, LONG_AGO)).isFalse();
    }

    @Test
    void aCallEndsOnceAndWhatComesLaterDoesNotBringItBack() {
        lines().heard(call, NOW);
        lines().ended(call, NOW.plusSeconds(9));
        lines().ended(call, NOW.plusSeconds(99));

        assertThat(lines().heard(call, NOW.plusSeconds(10))).isFalse();
        assertThat(lines().find(call)).contains(new PhoneLine(NOW.plusSeconds(10), Optional.of(NOW.plusSeconds(9))));
        assertThat(lines().find(call).orElseThrow().isOpen(NOW)).isFalse();
    }

    @Test
    void theEndMayComeBeforeAnythingElse() {
        lines().ended(call, NOW);

        assertThat(lines().heard(call, NOW.plusSeconds(1))).isFalse();
        assertThat(isUnsettled(call, LONG_AGO)).isTrue();
    }

    /// A socket that was lost may not have noticed.
    @Test
    void onlyTheSocketThatWasOpenedLastSpeaks() {
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        assertThat(lines().speaks(call, first, NOW)).as("never opened").isFalse();
        assertThat(lines().opened(call, first, NOW)).isTrue();
        assertThat(lines().speaks(call, first, NOW.plusSeconds(1))).isTrue();
        assertThat(lines().find(call)).contains(new PhoneLine(NOW.plusSeconds(1), Optional.empty()));

        assertThat(lines().opened(call, second, NOW.plusSeconds(2))).isTrue();
        assertThat(lines().speaks(call, first, NOW.plusSeconds(3))).isFalse();
        assertThat(lines().speaks(call, second, NOW.plusSeconds(3))).isTrue();

        lines().ended(call, NOW.plusSeconds(4));
        assertThat(lines().speaks(call, second, NOW.plusSeconds(5))).isFalse();
        assertThat(lines().opened(call, UUID.randomUUID(), NOW.plusSeconds(5))).isFalse();
    }

    @Test
    void aCallThatNothingIsHeardOfIsOver() {
        lines().heard(call, NOW);

        assertThat(isUnsettled(call, NOW)).isFalse();
        assertThat(isUnsettled(call, NOW.plusSeconds(1))).isTrue();
        assertThat(new PhoneLine(NOW, Optional.empty()).isOpen(NOW.plus(PhoneLines.QUIET_MAX)))
                .isFalse();
    }

    @Test
    void whatIsSettledIsLeftAloneUntilItIsHeardOfAgainOrHasSomethingToSay() {
        lines().heard(call, NOW);
        lines().ended(call, NOW);
        lines().settled(call);
        assertThat(isUnsettled(call, LONG_AGO)).isFalse();

        lines().heard(call, NOW);
        assertThat(isUnsettled(call, LONG_AGO)).isTrue();
        lines().settled(call);

        ports().store().commit(Samples.said(Samples.conversation(call), "Good morning", 1));
        assertThat(isUnsettled(call, LONG_AGO)).isTrue();
        ports().outbox().lineClosed(call, NOW);
        assertThat(isUnsettled(call, LONG_AGO)).isFalse();
    }

    private boolean isUnsettled(Lane one, Instant quietBefore) {
        return lines().unsettled(quietBefore, 10_000).contains(one);
    }

    private static Lane call() {
        return new Lane(
                "city-voice",
                Address.ofCaller(
                        VOICE, Optional.of("+15550142"), UUID.randomUUID().toString()));
    }
}
