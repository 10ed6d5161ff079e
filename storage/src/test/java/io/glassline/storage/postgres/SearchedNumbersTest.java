package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.SMS;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import org.junit.jupiter.api.Test;

/// Nobody finds a citizen by a payment card or a social-security number, and no index keeps them.
class SearchedNumbersTest {

    @Test
    void privateNumbersAreInNoIndexAndOthersAre() {
        try (var database = TestServers.newDatabase();
                var store = new PgConversationStore(database)) {
            var lane = lane(SMS);
            var message = inbound(lane, "1", "permit 20240045, card 4111-1111-1111-1111, ssn 078-05-1120");
            try (var log = TestServers.inboundLog(database)) {
                log.accept(arrival(message)).join();
            }
            assertThat(store.commit(turn(conversation(lane), message, "Please do not send that.")))
                    .isTrue();
            var index = new SearchIndex(database);
            while (index.step()) {
                // until everything is made
            }

            var words = database.jdbi()
                    .withHandle(handle -> handle.createQuery("select words::text from conversation_search")
                            .mapTo(String.class)
                            .one());
            assertThat(words).contains("20240045", "permit").doesNotContain("4111", "078", "'05'", "'-05'");
        }
    }
}
