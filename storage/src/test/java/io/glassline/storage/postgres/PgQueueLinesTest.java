package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Message;
import io.glassline.offer.Hours;
import io.glassline.offer.QueuePolicies;
import io.glassline.offer.QueuePolicy;
import io.glassline.offer.QueuePolicy.Assign;
import io.glassline.routing.RoutingDecision;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PgQueueLinesTest {

    private static final QueueId WASTE = new QueueId("waste");
    private static final QueueId ROADS = new QueueId("roads");

    /// Its people are there for half of every hour.
    private static final Hours HALF = new Hours() {
        @Override
        public Duration open(Instant from, Instant to) {
            return Duration.between(from, to).dividedBy(2);
        }

        @Override
        public Optional<Instant> after(Instant from, Duration open) {
            return Optional.of(from.plus(open.multipliedBy(2)));
        }
    };

    private final Database database = TestServers.newDatabase();
    private final PgConversationStore store = new PgConversationStore(database);
    private final PgQueueLines lines = new PgQueueLines(database);

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void thePlaceIsBehindWhoIsAsUrgentAndTheWaitIsInTheQueuesHours() {
        waits(WASTE, Priority.NORMAL);
        waits(WASTE, Priority.URGENT);
        waits(ROADS, Priority.NORMAL);
        for (var minutes : List.of(40, 10, 30, 20, 90)) {
            taken(WASTE, NOW.minus(Duration.ofMinutes(minutes)), NOW);
        }
        for (var minutes : List.of(1, 2, 3, 4)) {
            taken(ROADS, NOW.minus(Duration.ofMinutes(minutes)), NOW);
        }
        taken(ROADS, NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(8)));

        var read = lines.read(policies(), NOW);

        assertThat(read.joining(WASTE, Priority.NORMAL))
                .contains(new QueuePlace(3, Optional.of(Duration.ofMinutes(15))));
        assertThat(read.joining(WASTE, Priority.URGENT))
                .contains(new QueuePlace(2, Optional.of(Duration.ofMinutes(15))));
        assertThat(read.joining(ROADS, Priority.NORMAL))
                .as("four of the last days are no measure")
                .contains(new QueuePlace(2, Optional.empty()));
        assertThat(read.joining(new QueueId("water"), Priority.NORMAL)).contains(new QueuePlace(1, Optional.empty()));
    }

    private static QueuePolicies policies() {
        return new QueuePolicies(
                Map.of(
                        WASTE,
                        new QueuePolicy(
                                WASTE,
                                HALF,
                                Assign.BY_HAND,
                                Optional.empty(),
                                QueuePolicy.OFFER_FOR_DEFAULT,
                                Map.of(),
                                1,
                                List.of(),
                                Optional.empty())),
                Map.of());
    }

    private void waits(QueueId queue, Priority priority) {
        store.commit(Samples.move(Samples.conversation(Samples.lane()), new Stage.Waiting(queue, priority, NOW)));
    }

    private void taken(QueueId queue, Instant queued, Instant taken) {
        var waits = Samples.conversation(Samples.lane())
                .with(new Stage.Waiting(queue, Priority.NORMAL, queued))
                .nextVersion();
        var sent = new RoutingDecision.ToQueue(
                queue, Priority.NORMAL, Samples.decision().because());
        commit(waits, List.of(new Change.Decision(new Message.Id(UUID.randomUUID()), sent, queued)));
        commit(waits.with(new Stage.WithAgent(queue, "kim", taken)).nextVersion(), List.of());
    }

    private void commit(Conversation after, List<Change.Decision> decisions) {
        store.commit(new Change(after, List.of(), List.of(), decisions, List.of(), List.of(), List.of()));
    }
}
