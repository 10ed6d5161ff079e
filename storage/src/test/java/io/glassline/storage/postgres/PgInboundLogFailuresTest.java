package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.channel.WebhookCall;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.intake.Envelopes.Envelope;
import io.glassline.intake.InboundLog;
import io.glassline.message.Message;
import io.glassline.storage.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PgInboundLogFailuresTest {

    private Database database;
    private PgInboundLog log;
    private PgConversationStore store;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        log = TestServers.inboundLog(database);
        store = new PgConversationStore(database);
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    @Test
    void keepsTheCallOnceForEachThatBroughtSomethingNew() {
        var lane = lane();
        var first = arrival(inbound(lane, "1", "hello"), inbound(lane, "2", "and"));
        log.accept(first).join();
        log.accept(arrival(inbound(lane, "1", "hello"))).join();
        var third = arrival(inbound(lane, "2", "and"), inbound(lane, "3", "more"));
        log.accept(third).join();

        assertThat(calls(lane.accountId()))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(first.call(), third.call());
        assertThat(count("""
                select count(*) from inbound i
                join envelope_batch e on i.envelope_id = e.last_id""")).isEqualTo(3);
    }

    /// All wait together behind a table that is locked, so that they are one batch.
    @Test
    void whatPostgresWillNotTakeFailsAloneAndNotItsNeighbours() {
        var lane = lane();
        var good = new ArrayList<CompletableFuture<Integer>>();
        var bad = new ArrayList<CompletableFuture<Integer>>();
        whileLocked(() -> {
            for (var i = 0; i < 5; i++) {
                good.add(log.accept(arrival(inbound(lane, "before " + i, "hello"))));
            }
            bad.add(log.accept(arrival(inbound(lane, "with a \0 zero", "hello"))));
            for (var i = 0; i < 5; i++) {
                good.add(log.accept(arrival(inbound(lane, "after " + i, "hello"))));
            }
        });

        assertThat(good).allSatisfy(stored -> assertThat(stored.join()).isEqualTo(1));
        assertThatThrownBy(() -> bad.getFirst().join())
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("22021");
        assertThat(store.unfinished(lane, 99)).hasSize(10);
    }

    @Test
    void countsAMessageForTheFirstThatBroughtIt() {
        var lane = lane();
        var stored = new ArrayList<CompletableFuture<Integer>>();
        whileLocked(() -> {
            for (var i = 0; i < 4; i++) {
                stored.add(log.accept(arrival(inbound(lane, "same", "hello"), inbound(lane, "own " + i, "hello"))));
            }
        });

        assertThat(stored).extracting(CompletableFuture::join).containsExactly(2, 1, 1, 1);
        assertThat(store.unfinished(lane, 9))
                .extracting(Inbound::providerId)
                .containsExactly("same", "own 0", "own 1", "own 2", "own 3");
    }

    @Test
    void refusesWhatIsTooMuchAndKeepsTheRest() {
        var again = arrival(inbound(lane(), "1", "hello"));
        var outcomes = new HashMap<String, Integer>();
        var waiting = new ArrayList<CompletableFuture<Integer>>();
        whileLocked(() -> {
            for (var i = 0; i < PgInboundLog.WAITING_MAX + 2 * PgInboundLog.BATCH_MESSAGES_MAX; i++) {
                waiting.add(log.accept(again));
            }
        });
        for (var one : waiting) {
            outcomes.merge(outcome(one), 1, Integer::sum);
        }

        assertThat(outcomes).containsKey("Full");
        assertThat(outcomes.getOrDefault("new", 0)).isLessThanOrEqualTo(1);
        assertThat(log.accept(again).join()).isLessThanOrEqualTo(1);
        assertThat(store.unfinished(again.messages().getFirst().inbound().lane(), 9))
                .hasSize(1);
        assertThat(count("select count(*) from audit_entry")).isEqualTo(1);
    }

    private static String outcome(CompletableFuture<Integer> stored) {
        try {
            return stored.join() == 0 ? "known" : "new";
        } catch (CompletionException e) {
            return e.getCause().getClass().getSimpleName();
        }
    }

    @Test
    void aConnectionThatBrokeWhileItLayIdleCostsNobodyAnything() {
        var lane = lane();
        log.accept(arrival(inbound(lane, "1", "hello"))).join();
        count("""
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                  and query like '%arrived%' and query not like '%pg_stat_activity%'
                """);

        log.accept(arrival(inbound(lane, "2", "hello"))).join();
        awaitStored(lane, "1", "2");
    }

    /// It goes over the spool, and from there to the record over a new connection.
    private void awaitStored(Lane lane, String... providerIds) {
        while (store.unfinished(lane, 99).size() < providerIds.length || log.isSpooling()) {
            Thread.onSpinWait(); // the class's time limit ends it
        }
        assertThat(store.unfinished(lane, 99)).extracting(Inbound::providerId).containsExactly(providerIds);
    }

    /// As when a disk hangs: the batch in doubt is spooled, and when the lock is gone it is there once.
    @Test
    void aCommitThatTakesTooLongKeepsNobodyWaiting() {
        var lane = lane();
        var stored = new ArrayList<CompletableFuture<Integer>>();
        whileLocked(() -> {
            for (var i = 0; i < 20; i++) {
                stored.add(log.accept(arrival(inbound(lane, "m" + i, "hello"))));
            }
            stored.forEach(CompletableFuture::join);
            assertThat(log.isSpooling()).isTrue();
        });

        awaitStored(lane, IntStream.range(0, 20).mapToObj(i -> "m" + i).toArray(String[]::new));
        assertThat(count("select count(*) from audit_entry")).isEqualTo(20);
        assertThat(calls(lane.accountId())).hasSize(20);
    }

    @Test
    void whatPostgresWillNotTakeOutOfTheSpoolIsQuarantinedAndHoldsUpNobody() {
        var lane = lane();
        whileLocked(() -> {
            log.accept(arrival(inbound(lane, "first", "hello"))).join();
            log.accept(arrival(inbound(lane, "with a \0 zero", "hello"))).join();
            log.accept(arrival(inbound(lane, "last", "hello"))).join();
        });

        awaitStored(lane, "first", "last");
        assertThat(new PgQuarantine(database, Samples.AUDIT).waiting(9))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.accountId()).isEqualTo(lane.accountId());
                    assertThat(line.because()).contains("SQLSTATE 22021");
                });
    }

    /// As with a node that is newer or older than the tables: no delivery is at fault, and none is taken for one.
    @Test
    void whatAStatementOfOursCannotStoreWaitsInTheSpoolUntilItCan() {
        var lane = lane();
        database.jdbi().useHandle(handle -> handle.execute("alter table inbound rename column sent_at to sent"));
        log.accept(arrival(inbound(lane, "first", "hello"))).join();
        log.accept(arrival(inbound(lane, "second", "hello"))).join();
        assertThat(log.isSpooling()).isTrue();

        database.jdbi().useHandle(handle -> handle.execute("alter table inbound rename column sent to sent_at"));

        awaitStored(lane, "first", "second");
        assertThat(new PgQuarantine(database, Samples.AUDIT).waiting(9)).isEmpty();
    }

    /// The first is in doubt when it is spooled, and stored with the others when the lock is gone.
    @Test
    void aCallThatBroughtNothingNewIsNotKeptForThoseBesideIt() {
        var lane = lane();
        log.accept(arrival(inbound(lane, "known", "hello"))).join();
        whileLocked(() -> {
            for (var text : List.of("doubt", "known", "new", "known")) {
                log.accept(arrival(inbound(lane, text, "hello"))).join();
            }
        });
        awaitStored(lane, "known", "doubt", "new");

        assertThat(calls(lane.accountId())).hasSize(3);
        assertThat(count("select count(*) from envelope_batch where numbers is not null"))
                .isPositive();
    }

    @Test
    void storesWhatWaitsBeforeItCloses() {
        var lane = lane();
        var stored = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < 50; i++) {
            stored.add(log.accept(arrival(inbound(lane, "m" + i, "hello"))));
        }
        log.close();

        assertThat(stored).allSatisfy(one -> assertThat(one.join()).isEqualTo(1));
        assertThatThrownBy(() ->
                        log.accept(arrival(inbound(lane, "late", "hello"))).join())
                .hasCauseInstanceOf(InboundLog.Away.class);
        assertThat(store.unfinished(lane, 99)).hasSize(50);
    }

    @Test
    void anArrivalWithoutMessagesIsNothingNew() {
        var nothing = new InboundLog.Arrival(arrival(inbound(lane(), "1", "x")).call(), List.of());

        assertThat(log.accept(nothing).join()).isZero();
        assertThat(count("select count(*) from envelope_batch")).isZero();
    }

    @Test
    void anEntryKeepsItsSaltAndItsMessage() {
        var lane = lane();
        var arrival = arrival(inbound(lane, "1", "hello"));
        log.accept(arrival).join();

        var entry = Recorded.entries(database).getFirst();
        assertThat(entry).isEqualTo(arrival.messages().getFirst().entry());
        assertThat(entry.opening())
                .usingRecursiveComparison()
                .isEqualTo(arrival.messages().getFirst().entry().opening());
        assertThat(entry.message()).contains(Message.Id.received(lane.accountId(), "1"));
    }

    /// Also where one that was known, for which an entry was not needed, came between them.
    @Test
    void aMessageNamesItsOwnEntry() {
        var lane = lane();
        log.accept(arrival(inbound(lane, "1", "hello"))).join();
        log.accept(arrival(inbound(lane, "2", "a"), inbound(lane, "1", "hello"), inbound(lane, "3", "b")))
                .join();

        assertThat(count("""
                select count(*) from inbound i
                join audit_entry e on e.id = i.entry_id and e.message_id = i.id""")).isEqualTo(3);
        assertThat(count("select count(*) from audit_entry")).isEqualTo(3);
        assertThat(count("select sum(entries) from log_waiting")).isEqualTo(3);
    }

    private void whileLocked(Runnable work) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("lock table inbound in access exclusive mode");
            work.run();
        });
    }

    private List<WebhookCall> calls(String accountId) {
        return new PgEnvelopes(database)
                .page(accountId, Instant.EPOCH, Samples.NOW.plus(Duration.ofDays(36_500)), 0, 99).stream()
                        .map(Envelope::call)
                        .toList();
    }

    private long count(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
