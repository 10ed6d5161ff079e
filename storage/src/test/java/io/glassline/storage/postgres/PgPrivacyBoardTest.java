package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.Erasure.Stage;
import io.glassline.storage.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PgPrivacyBoardTest {

    private static final Actor ADA = Actor.atConsole("ada");
    private static final Address MARIA = new Address(new ChannelKind("sms"), "+15550101001");
    private static final Address BEA = new Address(new ChannelKind("sms"), "+15550101002");

    @Test
    void whatIsHeldWhichHoldsStandAndHowFarErasuresAre() {
        try (var database = TestServers.newDatabase();
                var store = new PgConversationStore(database);
                var log = TestServers.inboundLog(database)) {
            var lane = new Lane("city-sms", MARIA);
            var message = Samples.inbound(lane, "SM1", "my name is wrong");
            log.accept(Samples.arrival(message)).join();
            var turn = turn(conversation(lane), message, "A person will read it.");
            assertThat(store.commit(turn)).isTrue();
            var erasures = new PgErasures(database, AUDIT, UUID::randomUUID);
            var hold = erasures.hold(MARIA, "Soto v. Alder Bay", ADA, NOW);
            erasures.ask(BEA, "she asked", ADA, NOW);
            var board = new PgPrivacyBoard(database);

            var held = board.heldOf(MARIA);
            assertThat(held.conversations()).isOne();
            assertThat(held.messages()).isEqualTo(2);
            assertThat(held.lastAt()).isPresent();
            assertThat(board.heldOf(BEA).isNothing()).isTrue();
            assertThat(board.holds(9)).containsExactly(hold);
            assertThat(board.erasures(9)).singleElement().satisfies(one -> {
                assertThat(one.stage()).isEqualTo(Stage.ASKED);
                assertThat(one.because()).isEqualTo("she asked");
            });

            assertThat(board.corrections(9)).isEmpty();
            database.jdbi().useHandle(handle -> {
                handle.execute("update conversation set state = 'waiting', queue = 'general', priority = 'NORMAL',"
                        + " stage_at = now()");
                handle.execute("update decision set decision = '{\"rule\":\"gate: correct-my-data\"}'");
            });
            assertThat(board.corrections(9)).singleElement().satisfies(wish -> {
                assertThat(wish.conversation()).isEqualTo(turn.after().id());
                assertThat(wish.isTaken()).isFalse();
            });
        }
    }
}
