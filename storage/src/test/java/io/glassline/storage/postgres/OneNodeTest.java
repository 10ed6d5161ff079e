package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OneNodeTest {

    private static Database database;
    private final OneNode one = new OneNode(database);
    private final OneNode other = new OneNode(database);

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void oneHoldsAPieceOfWorkAtATime() {
        try (var held = one.tryHold("mailbox city-email").orElseThrow()) {
            assertThat(held.isStillOurs()).isTrue();
            assertThat(other.tryHold("mailbox city-email")).isEmpty();
            other.tryHold("mailbox other").orElseThrow().close();
        }
        other.tryHold("mailbox city-email").orElseThrow().close();
    }

    @Test
    void workWhoseConnectionBrokeIsNobodysUntilTaken() {
        try (var held = one.tryHold("reconciling").orElseThrow()) {
            database.jdbi()
                    .useHandle(handle ->
                            handle.createQuery("""
                                    select pg_terminate_backend(pid) from pg_locks
                                    where locktype = 'advisory' and pid <> pg_backend_pid()
                                    """).mapTo(Boolean.class).list());

            assertThat(held.isStillOurs()).isFalse();
        }
        other.tryHold("reconciling").orElseThrow().close();
    }
}
