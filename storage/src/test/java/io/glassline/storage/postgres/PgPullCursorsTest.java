package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import org.junit.jupiter.api.Test;

class PgPullCursorsTest {

    @Test
    void keepsTheLastOfEachAccount() {
        try (var database = TestServers.newDatabase()) {
            var cursors = new PgPullCursors(database);
            assertThat(cursors.read("city-email")).isEmpty();

            cursors.keep("city-email", "7:41");
            cursors.keep("parks-email", "1:1");
            cursors.keep("city-email", "7:42");

            assertThat(new PgPullCursors(database).read("city-email")).isEqualTo("7:42");
            assertThat(cursors.read("parks-email")).isEqualTo("1:1");
        }
    }
}
