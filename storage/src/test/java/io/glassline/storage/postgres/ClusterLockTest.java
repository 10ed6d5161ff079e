package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.storage.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterLockTest {

    private static Database database;
    private final ClusterLock one = new ClusterLock(database);
    private final ClusterLock other = new ClusterLock(database);

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
            cutTheConnection();

            assertThat(held.isStillOurs()).isFalse();
        }
        other.tryHold("reconciling").orElseThrow().close();
    }

    @Test
    void whoStandsStillLosesItsWork() throws InterruptedException {
        try (var stopped = new ClusterLock(database, Duration.ofMillis(200))
                .tryHold("mailbox stopped")
                .orElseThrow()) {
            var taken = Optional.<ClusterLock.Ownership>empty();
            while (taken.isEmpty()) { // the test's own time limit ends this if it never happens
                Thread.sleep(20);
                taken = other.tryHold("mailbox stopped");
            }
            assertThat(stopped.isStillOurs()).isFalse();
            taken.get().close();
        }
    }

    @Test
    void twoNodesDoTheStepsOneAtATimeAndTheOtherGoesOnWhenOneIsCutOff() {
        var done = new ArrayList<String>();
        try (var here = new LockedStep(one, "mailbox city", () -> done.add("here"));
                var there = new LockedStep(other, "mailbox city", () -> done.add("there"))) {
            assertThat(List.of(here.getAsBoolean(), there.getAsBoolean(), here.getAsBoolean()))
                    .containsExactly(true, false, true);
            assertThat(List.of(here.isHeld(), there.isHeld())).containsExactly(true, false);

            cutTheConnection();

            assertThat(there.getAsBoolean()).isTrue();
            assertThat(here.getAsBoolean()).isFalse();
            assertThat(done).containsExactly("here", "here", "there");
        }
    }

    @Test
    void whatOneNodeCannotDoAnotherMayTry() {
        try (var broken = new LockedStep(one, "mailbox far", () -> {
                    throw new IllegalStateException("the mailbox cannot be reached");
                });
                var there = new LockedStep(other, "mailbox far", () -> true)) {
            assertThatThrownBy(broken::getAsBoolean).hasMessageContaining("cannot be reached");

            assertThat(there.getAsBoolean()).isTrue();
        }
    }

    private static void cutTheConnection() {
        database.jdbi()
                .useHandle(
                        handle -> handle.createQuery("""
                                select pg_terminate_backend(pid, 5000) from pg_locks
                                where locktype = 'advisory' and pid <> pg_backend_pid()
                                  and database = (select oid from pg_database where datname = current_database())
                                """).mapTo(Boolean.class).list());
    }
}
