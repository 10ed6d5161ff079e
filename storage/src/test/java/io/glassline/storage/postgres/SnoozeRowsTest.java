package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.audit.DeskEvent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Snooze;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board.Filter;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnoozeRowsTest {

    private static final QueueId WASTE = new QueueId("waste");
    private static final Instant LATER = NOW.plusSeconds(3_600);

    private Database database;
    private PgConversationStore store;
    private PgBoard board;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
        board = new PgBoard(database);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void isReadInTheListAndInTheTranscript() {
        var held = snoozed(held(lane()), LATER);
        assertThat(listed(held)).contains(LATER);
        assertThat(board.transcript(held.id()).orElseThrow().snoozedUntil()).contains(LATER);

        snoozed(held, NOW.plusSeconds(60));
        assertThat(listed(held)).contains(NOW.plusSeconds(60));
    }

    @Test
    void isOverWhenTheCitizenWritesAndNotWhenTheCityDoes() {
        var held = snoozed(held(lane()), LATER);
        var answered = says(held, new Author.Agent("ada"));
        assertThat(listed(held)).contains(LATER);
        says(answered, new Author.Citizen());
        assertThat(listed(held)).isEmpty();
    }

    @Test
    void isOverWhenItIsAnEmergencyOrChangesHands() {
        var urgent = snoozed(held(lane()), LATER);
        commit(moved(urgent, ((Stage.WithAgent) urgent.stage()).ranked(Stage.Priority.EMERGENCY)));
        assertThat(listed(urgent)).isEmpty();

        var given = snoozed(held(lane()), LATER);
        var away = commit(moved(given, new Stage.WithAgent(WASTE, "lee", NOW.plusSeconds(5))));
        assertThat(listed(given)).isEmpty();
        commit(moved(away, new Stage.WithAgent(WASTE, "ada", NOW.plusSeconds(9))));
        assertThat(listed(given)).isEmpty();
    }

    /// The index allows one; a commit that would make two is refused, and spoils no other.
    @Test
    void whatHasEndedIsNotTakenUpAgainBesideAnother() {
        var lane = lane();
        var ended = commit(moved(held(lane), new Stage.Closed(NOW, "resolved")));
        var open = held(lane);

        var again = moved(ended, new Stage.WithAgent(WASTE, "ada", NOW));
        assertThat(store.commit(change(again, Optional.empty()))).isFalse();
        commit(moved(open, new Stage.Closed(NOW, "resolved")));
        assertThat(store.commit(change(again, Optional.empty()))).isTrue();
    }

    private Optional<Instant> listed(Conversation conversation) {
        var filter = new Filter(
                Optional.of(conversation.lane().citizen().value()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return board.conversations(filter, Optional.empty(), 1)
                .lines()
                .getFirst()
                .snoozedUntil();
    }

    private Conversation held(Lane lane) {
        return commit(
                conversation(lane).with(new Stage.WithAgent(WASTE, "ada", NOW)).nextVersion());
    }

    private Conversation snoozed(Conversation before, Instant until) {
        var change = change(
                before.nextVersion(), Optional.of(new Snooze("ada", until, before.messageCount(), NOW.plusSeconds(1))));
        assertThat(store.commit(change)).isTrue();
        return change.after();
    }

    private Conversation says(Conversation before, Author author) {
        var after = before.counting(NOW.plusSeconds(2)).nextVersion();
        var message = new Message(
                new Message.Id(UUID.randomUUID()),
                after.messageCount(),
                author,
                new Content.Text("Hello"),
                List.of(),
                Optional.empty(),
                NOW.plusSeconds(2));
        var change =
                new Change(after, List.of(message), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(store.commit(change)).isTrue();
        return after;
    }

    private static Conversation moved(Conversation before, Stage stage) {
        return before.with(stage).nextVersion();
    }

    private Conversation commit(Conversation after) {
        assertThat(store.commit(change(after, Optional.empty()))).isTrue();
        return after;
    }

    private static Change change(Conversation after, Optional<Snooze> snooze) {
        var entries = snooze
                .map(put -> AUDIT.of(new DeskEvent.Snoozing(after, WASTE, put.until(), Actor.atConsole("ada"), NOW)))
                .stream()
                .toList();
        return new Change(
                after,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                entries,
                List.of(),
                List.of(),
                snooze,
                Optional.empty());
    }
}
