package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.audit.DeskEvent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoteRowsTest {

    private Database database;
    private PgConversationStore store;
    private PgBoard board;
    private PgNoteMentions mentions;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
        board = new PgBoard(database);
        mentions = new PgNoteMentions(database);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void notesAreCommittedWithTheirEntryAndReadInOrder() {
        var opened = conversation(lane());
        var first = noted(opened, "first\u0000", NOW);
        var second = noted(first, "second, @lee and @kim", NOW.plusSeconds(1), "lee", "kim");

        var notes = board.transcript(second.id()).orElseThrow().notes();

        assertThat(notes).extracting(Note::text).containsExactly("first\uFFFD", "second, @lee and @kim");
        assertThat(notes.getLast().mentioned()).containsExactlyInAnyOrder("lee", "kim");
        assertThat(notes.getLast().at()).isEqualTo(NOW.plusSeconds(1));
        assertThat(store.commit(change(opened, "outrun", NOW))).isFalse();
        assertThat(board.transcript(second.id()).orElseThrow().notes()).hasSize(2);
    }

    @Test
    void aMentionIsSeenByWhomItMentionsFromTheTimeTheyLook() {
        var one = noted(conversation(lane()), "@lee one", NOW, "lee");
        noted(conversation(lane()), "@lee two, @kim", NOW.plusSeconds(5), "lee", "kim");
        assertThat(mentions.unseen("lee")).isEqualTo(2);

        mentions.seen(one.id(), "kim", NOW.plusSeconds(9));
        mentions.seen(one.id(), "lee", NOW.minusSeconds(1));
        assertThat(mentions.unseen("lee")).isEqualTo(2);
        noted(one, "@lee again", NOW.plusSeconds(20), "lee");
        mentions.seen(one.id(), "lee", NOW.plusSeconds(9));

        assertThat(mentions.of("lee", 9))
                .extracting(mention -> mention.note().text() + " " + mention.seen())
                .containsExactly("@lee again false", "@lee two, @kim false", "@lee one true");
        assertThat(mentions.of("lee", 1)).hasSize(1);
        assertThat(mentions.unseen("kim")).isEqualTo(1);
        assertThat(mentions.unseen("ana")).isZero();
    }

    private Conversation noted(Conversation before, String text, Instant at, String... mentioned) {
        var change = change(before, text, at, mentioned);
        assertThat(store.commit(change)).isTrue();
        return change.after();
    }

    private static Change change(Conversation before, String text, Instant at, String... mentioned) {
        var note = new Note(UUID.randomUUID(), before.messageCount(), "ada", text, Set.of(mentioned), at);
        return new Change(
                before.nextVersion(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(AUDIT.of(new DeskEvent.Noting(before, note, Actor.atConsole("ada"), at))),
                List.of(),
                List.of(note),
                Optional.empty(),
                Optional.empty());
    }
}
