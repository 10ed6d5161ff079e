package io.glassline.storage;

import static io.glassline.conversation.Samples.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board;
import io.glassline.desk.Board.Said;
import io.glassline.message.Content;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSessions;
import io.glassline.turn.City;
import io.glassline.turn.QuietSweep;
import io.glassline.turn.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Turns and sweeps of two nodes over one PostgreSQL and one Redis, which is emptied now and then.
class TurnsOnTwoNodesTest {

    private final City city = new City();
    private final Lane ana = Samples.lane("city-sms");
    private final List<Database> databases = TestServers.newDatabase(2);
    private final Redis redis = Redis.open(TestServers.redisUrl());
    private final List<Node> nodes = new ArrayList<>();
    private PgInboundLog inbound;
    private int messages;

    private record Node(PgConversationStore store, RedisSessions sessions, Turns turns, QuietSweep sweep) {}

    @BeforeEach
    void open() {
        inbound = TestServers.inboundLog(databases.getFirst());
        for (var database : databases) {
            var store = new PgConversationStore(database);
            var sessions = new RedisSessions(redis, city.clock);
            nodes.add(new Node(
                    store,
                    sessions,
                    city.turns(store, sessions),
                    new QuietSweep(store, sessions, city.channels, AUDIT, city.clock, _ -> {})));
        }
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> {
            node.store().close();
            node.sessions().close();
        });
        inbound.close();
        redis.close();
        databases.forEach(Database::close);
    }

    @Test
    void aConversationEndsOnceAndTheNextRemembersTheLanguage() throws Exception {
        says(nodes.getFirst(), "español");
        isSent();
        city.clock.advance(Duration.ofDays(2));
        accepted("remembers");
        emptyRedis();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Object>>();
            for (var round = 0; round < 4; round++) {
                for (var node : nodes) {
                    work.add(() -> node.turns().run(ana));
                    work.add(node.sweep()::step);
                }
            }
            threads.invokeAll(work);
        }
        nodes.getLast().turns().run(ana);

        var conversations = conversations();
        assertThat(conversations)
                .extracting(conversation -> conversation.stage().state())
                .containsExactly("bot", "closed");
        assertThat(conversations.getLast().stage())
                .isInstanceOfSatisfying(
                        Stage.Closed.class, stage -> assertThat(stage.outcome()).isEqualTo("quiet"));
        assertThat(said(conversations.getFirst())).containsExactly("citizen: remembers", "bot: es 0 offers");
    }

    @Test
    void aSweepEndsWhatIsQuietAndTheSessionInRedisWithIt() {
        says(nodes.getFirst(), "which");
        isSent();
        assertThat(nodes.getLast().sweep().step()).isZero();
        city.clock.advance(Duration.ofDays(1).plusMinutes(2));

        assertThat(nodes.getLast().sweep().step()).isEqualTo(1);
        assertThat(nodes.getFirst().sweep().step()).isZero();
        var claim =
                nodes.getFirst().sessions().claim(ana, Duration.ofSeconds(9)).orElseThrow();
        assertThat(claim.session()).isEmpty();
        nodes.getFirst().sessions().release(claim, Optional.empty());

        says(nodes.getFirst(), "remembers");
        assertThat(said(conversations().getFirst())).last().isEqualTo("bot: en 0 offers");
    }

    @Test
    void anAddressHasOneBudgetOverBothNodesAndWhenRedisIsEmptied() {
        for (var n = 0; n < 160; n++) {
            if (n % 25 == 0) {
                emptyRedis();
            }
            says(nodes.get(n % 2), "text " + n);
        }

        var conversation = conversations().getFirst();
        var said = said(conversation);
        assertThat(said).filteredOn(line -> line.startsWith("citizen")).hasSize(160);
        assertThat(said).filteredOn(line -> line.startsWith("bot")).hasSize(40);
        assertThat(said).filteredOn("system: very many"::equals).hasSize(1);
        assertThat(conversation.traffic().messages()).isEqualTo(160);
        assertThat(new PgBoard(databases.getFirst()).overBudget(9))
                .extracting(Board.ConversationLine::conversation)
                .containsExactly(conversation);
    }

    @Test
    void aBurstIsReadTogetherThoughTheNodeItBeganOnIsGone() {
        accepted("there is a...");
        assertThat(nodes.getFirst().turns().run(ana)).isInstanceOf(Turns.Ran.Waits.class);
        assertThat(conversations()).isEmpty();

        emptyRedis();
        city.clock.advance(Duration.ofSeconds(2));
        accepted("hole on 5th");
        assertThat(nodes.getLast().turns().run(ana)).isEqualTo(new Turns.Ran.Done(2));
        assertThat(nodes.getFirst().turns().run(ana)).isEqualTo(new Turns.Ran.Done(0));

        assertThat(said(conversations().getFirst()))
                .containsExactly("citizen: there is a...", "citizen: hole on 5th", "bot: there is a... hole on 5th!");
    }

    @Test
    void aMessageThatWaitedInVainIsFoundAmongTheUnfinishedAndDecidedAsItIs() {
        accepted("there is a...");
        assertThat(nodes.getFirst().turns().run(ana)).isInstanceOf(Turns.Ran.Waits.class);

        city.clock.advance(Duration.ofSeconds(4));
        var now = city.clock.instant();
        assertThat(nodes.getLast().store().lanesUnfinished(now.minusSeconds(3), now, 9))
                .containsExactly(ana);
        assertThat(nodes.getLast().turns().run(ana)).isEqualTo(new Turns.Ran.Done(1));
        assertThat(said(conversations().getFirst())).containsExactly("citizen: there is a...", "bot: there is a...?");
    }

    private void says(Node node, String words) {
        accepted(words);
        assertThat(node.turns().run(ana)).isEqualTo(new Turns.Ran.Done(1));
    }

    private void accepted(String words) {
        var id = "SM" + messages++ + " of " + ana.citizen().value();
        var message = Samples.inbound(ana, id, new Content.Text(words), Optional.empty(), city.clock.instant());
        inbound.accept(Samples.arrival(message)).join();
    }

    private void isSent() {
        var outbox = TestServers.ports(databases.getFirst(), inbound).outbox();
        var now = city.clock.instant();
        for (var due : outbox.claim(Set.of(ana.accountId()), now, Duration.ofMinutes(1), 9)) {
            outbox.release(due, Optional.empty(), "given up", now);
        }
    }

    private void emptyRedis() {
        redis.client().getKeys().deleteByPattern("glassline:lane:*");
    }

    /// The latest first.
    private List<Conversation> conversations() {
        var filter = new Board.Filter(
                Optional.of(ana.citizen().value()), Optional.empty(), Optional.empty(), Optional.empty());
        return new PgBoard(databases.getFirst())
                .conversations(filter, Optional.empty(), 9).lines().stream()
                        .map(Board.ConversationLine::conversation)
                        .toList();
    }

    private List<String> said(Conversation conversation) {
        return new PgBoard(databases.getFirst())
                .transcript(conversation.id()).orElseThrow().messages().stream()
                        .map(Said::message)
                        .map(message -> message.author().role() + ": "
                                + message.content().words())
                        .toList();
    }
}
