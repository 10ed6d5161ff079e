package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.routing.RoutingDecision;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import io.glassline.turn.PhoneLines;
import io.glassline.turn.PhoneLinesContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PgPhoneLinesTest extends PhoneLinesContract {

    private static final ChannelKind VOICE = new ChannelKind("voice");

    private static Database database;
    private static PgInboundLog inbound;

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
        inbound = TestServers.inboundLog(database);
    }

    @AfterAll
    static void close() {
        inbound.close();
        database.close();
    }

    @Override
    protected PhoneLines lines() {
        return new PgPhoneLines(database);
    }

    @Override
    protected Ports ports() {
        return TestServers.ports(database, inbound);
    }

    @Test
    void theDeskFindsAllCallsOfANumber() {
        for (var call : new String[] {"CA1", "CA2"}) {
            ports().store().commit(Samples.said(Samples.conversation(call("+15550177", call)), "hello", 1));
        }
        ports().store().commit(Samples.said(Samples.conversation(call("+155501770", "CA3")), "hello", 1));

        var filter = new Board.Filter(Optional.of("+15550177"), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(new PgBoard(database)
                        .conversations(filter, Optional.empty(), 10)
                        .lines())
                .hasSize(2);
    }

    @Test
    void whoCameFirstIsBeforeInLine() {
        var queue = new QueueId("queue-" + UUID.randomUUID());
        var places = new QueuePlaces(database);
        for (var minute = 1; minute <= 3; minute++) {
            var conversation =
                    Samples.conversation(call("+15550178", UUID.randomUUID().toString()));
            var waiting = Samples.move(
                    conversation, new Stage.Waiting(queue, Stage.Priority.NORMAL, NOW.plusSeconds(60L * minute)));
            ports().store().commit(waiting);

            assertThat(places.of(waiting.after())).contains(new QueuePlace(minute, Optional.empty()));
        }
        assertThat(places.of(Samples.conversation(call("+15550178", "CA9")))).isEmpty();
    }

    /// Half of those who were taken of late waited for less. Of two nothing is told: that is no measure.
    @Test
    void theWaitIsThatOfThoseWhoWereTakenOfLate() {
        var queue = new QueueId("queue-" + UUID.randomUUID());
        var now = Instant.now();
        var waiting = Samples.conversation(call("+15550179", "CA-waits"))
                .with(new Stage.Waiting(queue, Stage.Priority.NORMAL, now));
        var told = new ArrayList<Optional<Duration>>();
        for (var minutes : List.of(4, 20, 7)) {
            taken(queue, now.minus(Duration.ofMinutes(minutes)), now);
            told.add(new QueuePlaces(database).of(waiting).orElseThrow().expectedWait());
        }
        assertThat(told).containsExactly(Optional.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(7)));
    }

    private void taken(QueueId queue, Instant queued, Instant taken) {
        var waits = Samples.conversation(call("+15550179", UUID.randomUUID().toString()))
                .with(new Stage.Waiting(queue, Stage.Priority.NORMAL, queued))
                .nextVersion();
        var sent = new RoutingDecision.ToQueue(
                queue, Stage.Priority.NORMAL, Samples.decision().because());
        var decision = new Change.Decision(new Message.Id(UUID.randomUUID()), sent, queued);
        commit(waits, List.of(decision));
        commit(waits.with(new Stage.WithAgent(queue, "kim", taken)).nextVersion(), List.of());
    }

    private void commit(Conversation conversation, List<Change.Decision> decisions) {
        assertThat(ports().store()
                        .commit(new Change(
                                conversation, List.of(), List.of(), decisions, List.of(), List.of(), List.of())))
                .isTrue();
    }

    private static Lane call(String number, String call) {
        return new Lane("city-voice", Address.ofCaller(VOICE, Optional.of(number), call));
    }
}
