package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.VersionId;
import io.glassline.storage.TestServers;
import io.glassline.trial.Replay;
import io.glassline.trial.Replay.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Replays, as nodes tell each other how far they have come.
class PgReplayStoreTest {

    private static final String ID = "6a1f2a3e-0000-4000-8000-000000000001";
    private static final VersionId DRAFT = new VersionId("0123456789ab");

    private Database database;
    private PgVersionNodes nodes;
    private PgReplayStore here;
    private PgReplayStore there;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        nodes = new PgVersionNodes(database);
        here = new PgReplayStore(database);
        there = new PgReplayStore(database);
        nodes.look("a:1", DRAFT);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anotherNodeSeesHowFarItIsAndWhatItCameTo() {
        here.put(replay(State.RUNNING, 250), "a:1");
        assertThat(there.find(ID)).contains(replay(State.RUNNING, 250));

        here.put(replay(State.DONE, 1_000), "a:1");
        assertThat(there.find(ID)).contains(replay(State.DONE, 1_000));
    }

    @Test
    void whatNobodyBeganIsNotKnown() {
        assertThat(there.find(ID)).isEmpty();
        assertThat(there.find("no id")).isEmpty();
    }

    @Test
    void itHasFailedWhenItsNodeIsGone() {
        here.put(replay(State.RUNNING, 250), "a:1");
        nodes.leaves("a:1");

        assertThat(there.find(ID)).map(Replay::state).contains(State.FAILED);
        assertThat(there.find(ID).flatMap(Replay::failed)).contains("The node that ran it ended. Begin it again.");
    }

    @Test
    void oneThatIsDoneStaysSoWhenItsNodeIsGone() {
        here.put(replay(State.DONE, 1_000), "a:1");
        nodes.leaves("a:1");

        assertThat(there.find(ID)).map(Replay::state).contains(State.DONE);
    }

    @Test
    void aNodeThatBeginsAnewDoesNotGoOnWithIt() {
        here.put(replay(State.RUNNING, 250), "a:1");
        here.nodeBegins("a:1");

        assertThat(there.find(ID)).map(Replay::state).contains(State.FAILED);
    }

    private static Replay replay(State state, long messages) {
        return new Replay(
                ID,
                DRAFT,
                Duration.ofDays(7),
                Instant.parse("2026-11-28T12:00:00Z"),
                state,
                1_000,
                messages,
                2,
                1,
                3,
                state == State.RUNNING ? Optional.of(Duration.ofSeconds(4)) : Optional.empty(),
                List.of(new Replay.Move("bot:trash-day", "queue:waste", 2)),
                List.of(new Replay.Load("waste", 9, 1, 3)),
                List.of(new Replay.Example(
                        "m-1",
                        "c-1",
                        Instant.parse("2026-11-27T12:00:00.123Z"),
                        "sms",
                        "bot:trash-day",
                        "queue:waste",
                        "The rule \"bulky\" holds.",
                        Optional.empty())),
                Optional.empty());
    }
}
