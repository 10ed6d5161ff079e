package io.glassline.store;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.move;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.store.ConversationStore.QuietSince;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What every [ConversationStore] promises of conversations that nobody goes on with, and of those after
/// them.
public abstract class QuietConversationsContract {

    private static final Duration DAY = Duration.ofDays(1);

    /// The store under test and its neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @Test
    void theLatestOfALaneIsTheOpenOneElseTheOneThatWasOpenedLast() {
        var lane = lane();
        assertThat(ports().store().findLatest(lane)).isEmpty();

        var first = closed(opened(lane, NOW, Locale.ENGLISH), NOW.plusSeconds(9));
        var second = closed(
                opened(lane, NOW.plus(DAY), Locale.of("es")), NOW.plus(DAY).plusSeconds(9));
        assertThat(first).isNotEqualTo(second);
        assertThat(ports().store().findLatest(lane)).contains(second);
        assertThat(ports().store().findOpen(lane)).isEmpty();

        var third = opened(lane, NOW.minus(DAY), Locale.FRENCH); // by a node whose clock is wrong
        assertThat(ports().store().findLatest(lane)).contains(third);
        assertThat(ports().store().findOpen(lane)).contains(third);
        assertThat(ports().store().findLatest(new Lane("another", lane.citizen())))
                .isEmpty();
    }

    @Test
    void quietBeginsWithTheLastWordOrTheLastSend() {
        var lane = lane();
        var before = opened(lane, NOW, Locale.ENGLISH);
        assertThat(quietSince(before)).isEqualTo(NOW);

        var after = asked(lane, before);
        assertThat(quietSince(after)).as("its answer is under way").isEqualTo(Instant.MAX);

        isSent(lane, NOW.plusSeconds(90));
        assertThat(quietSince(after)).isEqualTo(NOW.plusSeconds(90));
    }

    static final List<Stage> OF_PEOPLE = List.of(
            new Stage.Waiting(new QueueId("waste"), Stage.Priority.NORMAL, NOW),
            new Stage.WithAgent(new QueueId("waste"), "ada", NOW),
            new Stage.Closed(NOW, "answered"));

    @ParameterizedTest
    @FieldSource("OF_PEOPLE")
    void onlyConversationsWithTheBotAreQuiet(Stage stage) {
        var lane = lane();
        var change = move(opened(lane, NOW, Locale.ENGLISH), stage);
        assertThat(ports().store().commit(change)).isTrue();

        assertThat(quiet(lane, NOW.plus(DAY))).isEmpty();
    }

    @Test
    void aConversationIsQuietOnceNothingHappenedSinceAndNothingIsStillToHappen() {
        var lane = lane();
        var after = asked(lane, opened(lane, NOW, Locale.ENGLISH));
        assertThat(quiet(lane, NOW.plus(DAY))).as("its answer is under way").isEmpty();

        isSent(lane, NOW.plusSeconds(90));
        assertThat(quiet(lane, NOW.plusSeconds(90))).as("not since then").isEmpty();
        assertThat(quiet(lane, NOW.plusSeconds(91))).containsExactly(after);

        var waits = inbound(lane, "2", "and then?");
        ports().inbound().accept(arrival(waits)).join();
        assertThat(quiet(lane, NOW.plus(DAY)))
                .as("a message waits for its turn")
                .isEmpty();
    }

    @Test
    void theLongestQuietComeFirstAndNoMoreThanAreAskedFor() {
        var first = lane();
        var later = lane(first.accountId());
        var latest = lane(first.accountId());
        var lines = List.of(
                opened(first, NOW, Locale.ENGLISH),
                opened(later, NOW.plusSeconds(1), Locale.ENGLISH),
                opened(latest, NOW.plusSeconds(2), Locale.ENGLISH));

        assertThat(quiet(first, NOW.plus(DAY))).isEqualTo(lines);
        assertThat(ports().store().quiet(List.of(new QuietSince(first.accountId(), NOW.plus(DAY))), 2))
                .isEqualTo(lines.subList(0, 2));
        assertThat(quiet(first, NOW.plusSeconds(1))).isEqualTo(lines.subList(0, 1));
        assertThat(ports().store().quiet(List.of(), 9)).isEmpty();
    }

    @Test
    void whatAnAddressSaidWithinTheHourStandsWithItsConversation() {
        var lane = lane();
        var traffic = new Traffic(NOW.plusNanos(123_456_789), 61, 3, 2, Map.of("2f", 2, "ff", 1), true, true);
        var conversation = committed(opened(lane, NOW, Locale.ENGLISH).with(traffic));

        assertThat(ports().store().findLatest(lane)).contains(conversation);
        assertThat(ports().store().find(conversation.id()).orElseThrow().traffic())
                .isEqualTo(traffic);
    }

    private Instant quietSince(Conversation conversation) {
        return ports().store().quietSince(conversation);
    }

    private List<Conversation> quiet(Lane lane, Instant since) {
        return ports().store().quiet(List.of(new QuietSince(lane.accountId(), since)), 100);
    }

    private Conversation asked(Lane lane, Conversation before) {
        var asked = inbound(lane, "1 of " + lane.citizen().value(), "hello");
        ports().inbound().accept(arrival(asked)).join();
        var change = turn(before, asked, "Hello");
        assertThat(ports().store().commit(change)).isTrue();
        return change.after();
    }

    private void isSent(Lane lane, Instant at) {
        var due = ports().outbox().claim(Set.of(lane.accountId()), at, Duration.ofMinutes(1), 9);
        assertThat(due).hasSize(1);
        ports().outbox().release(due.getFirst(), Optional.empty(), "given up", at);
    }

    private Conversation opened(Lane lane, Instant at, Locale language) {
        var conversation =
                Conversation.open(new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, language, at);
        return committed(conversation);
    }

    private Conversation closed(Conversation open, Instant at) {
        return committed(open.with(new Stage.Closed(at, "quiet"), Session.FRESH, open.language()));
    }

    private Conversation committed(Conversation conversation) {
        var next = conversation.nextVersion();
        var change = new Change(next, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(ports().store().commit(change)).isTrue();
        return next;
    }
}
