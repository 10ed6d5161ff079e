package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.conversation.Ports;
import io.glassline.conversation.Samples;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.PartState;
import io.glassline.outbox.OutboxContract;
import io.glassline.storage.LossyWire;
import io.glassline.storage.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgOutboxTest extends OutboxContract {

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
    protected Ports ports() {
        return TestServers.ports(database, inbound);
    }

    /// PostgreSQL goes away while it commits that a part is handed over. The part is not sent; so nobody has to ask
    /// whether it was.
    @Test
    void whatWasNotHandedOverIsNotInDoubt() throws Exception {
        var lane = Samples.lane();
        ports().store().commit(Samples.said(Samples.conversation(lane), "hello", 1));
        try (var wire = new LossyWire(TestServers.postgresPort());
                var other = TestServers.again(database, wire.port());
                var outbox = new PgOutbox(other, Samples.AUDIT)) {
            var due = outbox.claim(Set.of(lane.accountId()), NOW, LEASE, 1).getFirst();
            wire.loseTheNextAnswer();

            assertThatThrownBy(() -> outbox.handingOver(due, 0, NOW))
                    .rootCause()
                    .isInstanceOf(IOException.class);

            assertThat(outbox.claim(Set.of(lane.accountId()), NOW, LEASE, 1))
                    .as("due at once, and not handed over")
                    .singleElement()
                    .satisfies(again -> assertThat(again.parts().getFirst())
                            .isEqualTo(
                                    new PartState(due.parts().getFirst().part(), Delivery.QUEUED, Optional.empty())));
            assertThat(moves(due)).as("it was written, and taken back").containsExactly("handed over", "queued");
        }
    }

    /// Leases have run out meanwhile, of nodes that are well and know what was sent.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # PostgreSQL was away for | answers go first for | claimed when it is back
              1 s                      | 60 s                 | 1
              10 s                     | 60 s                 | 0
              10 s                     | 0 s                  | 1
            """)
    void claimsNothingAtFirstAfterALongOutage(String away, String answersFirst, int claimed) throws Exception {
        var lane = Samples.lane();
        ports().store().commit(Samples.said(Samples.conversation(lane), "hello", 1));
        try (var wire = new LossyWire(TestServers.postgresPort());
                var other = TestServers.again(database, wire.port());
                var outbox = new PgOutbox(other, Samples.AUDIT, seconds("10 s"), seconds(answersFirst))) {
            wire.cut();
            assertThatThrownBy(() -> outbox.claim(Set.of(lane.accountId()), NOW, LEASE, 1));
            wire.mend();

            assertThat(outbox.claim(Set.of(lane.accountId()), NOW.plus(seconds(away)), LEASE, 1))
                    .hasSize(claimed);
        }
    }

    /// A node of the version before takes up a message by moving `due_at`, the only time that it knows.
    @Test
    void takesUpNothingThatANodeOfTheVersionBeforeHasInHand() {
        var lane = Samples.lane();
        ports().store().commit(Samples.said(Samples.conversation(lane), "hello", 1));
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                update outbox set due_at = :until, attempts = attempts + 1, leased = true
                                where account = :account
                                """)
                        .bind("until", NOW.plus(LEASE))
                        .bind("account", lane.accountId())
                        .execute());

        assertThat(ports().outbox().claim(Set.of(lane.accountId()), NOW, LEASE, 1))
                .isEmpty();
        assertThat(ports().outbox().claim(Set.of(lane.accountId()), NOW.plus(LEASE), LEASE, 1))
                .hasSize(1);
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text.replace(" s", "")));
    }
}
