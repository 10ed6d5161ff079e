package io.glassline.storage.postgres;

import static io.glassline.message.Delivery.DELIVERED;
import static io.glassline.message.Delivery.FAILED;
import static io.glassline.message.Delivery.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class DeadLetterRuleTest {

    @Test
    void theIndexIsOverWhatTheRuleSays() {
        try (var database = TestServers.newDatabase()) {
            database.jdbi().useHandle(handle -> {
                handle.execute("create index probe on outbox (seq) where " + DeadLetterRule.WAITS);

                assertThat(predicate(handle, "outbox_dead")).isEqualTo(predicate(handle, "probe"));
            });
        }
    }

    private static String predicate(Handle handle, String index) {
        return handle.createQuery(
                        "select pg_get_expr(indpred, indrelid) from pg_index where indexrelid = '%s'::regclass"
                                .formatted(index))
                .mapTo(String.class)
                .one();
    }

    @Test
    void aMessageIsDeadOnceItsSendingHasEndedAndAPartFailed() {
        assertThat(DeadLetterRule.isDead(true, Stream.of(DELIVERED, FAILED))).isTrue();
        assertThat(DeadLetterRule.isDead(true, Stream.of(DELIVERED, DELIVERED))).isFalse();
        assertThat(DeadLetterRule.isDead(false, Stream.of(FAILED, QUEUED))).isFalse();
    }
}
