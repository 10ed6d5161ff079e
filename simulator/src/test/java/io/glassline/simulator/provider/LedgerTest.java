package io.glassline.simulator.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.simulator.provider.Ledger.ReceivedMessage;
import io.glassline.simulator.provider.Ledger.SentMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A demo that is left running does not grow: of more messages than are kept, the oldest are forgotten.
class LedgerTest {

    private static final Account ACCOUNT = new Account(
            new CityAccount("sms", "city-sms", "+15550100", "+15550100"), new PhoneNumbers(false, true), 1_600, false);
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final int KEPT = 3;

    private final Ledger ledger = new Ledger(Journal.open(Optional.empty()), new Accounts(List.of(ACCOUNT)), KEPT);

    @Test
    void keepsTheNewestOfBothDirections() {
        received("+15550199", "hello");
        sent("+15550199", "one");
        sent("+15550200", "two");
        sent("+15550200", "three");

        assertThat(ledger.sent(Optional.of(ACCOUNT), Optional.empty()))
                .extracting(SentMessage::text)
                .containsExactly("one", "two", "three");
        assertThat(ledger.lastReceived(ACCOUNT, "+15550199")).isEmpty();
        assertThat(ledger.thread(ACCOUNT, "15550199")).hasSize(1);

        sent("+15550200", "four");

        assertThat(ledger.sent(Optional.empty(), Optional.of("15550199"))).isEmpty();
        assertThat(ledger.thread(ACCOUNT, "+15550199")).isEmpty();
        assertThat(ledger.thread(ACCOUNT, "+15550200")).hasSize(KEPT);
    }

    /// Whoever reads the sends page by page is given each once, and goes on behind those that were forgotten.
    @Test
    void countsTheSendsThatItForgot() {
        for (var n = 1; n <= 5; n++) {
            sent("+15550199", "text " + n);
        }

        var first = ledger.sendsAfter(0, 2);
        var second = ledger.sendsAfter(first.next(), 2);

        assertThat(first.sends()).extracting(SentMessage::text).containsExactly("text 3", "text 4");
        assertThat(first.next()).isEqualTo(4);
        assertThat(second.sends()).extracting(SentMessage::text).containsExactly("text 5");
        assertThat(second.next()).isEqualTo(5);
        assertThat(ledger.sendsAfter(5, 2).sends()).isEmpty();
    }

    @Test
    void aStateOfAForgottenMessageIsForgottenToo() {
        sent("+15550199", "one");
        ledger.state(ACCOUNT, "id of one", "delivered");
        assertThat(ledger.thread(ACCOUNT, "+15550199").getFirst()).containsEntry("status", "delivered");
        for (var n = 1; n <= KEPT; n++) {
            sent("+15550200", "text " + n);
        }

        sent("+15550199", "one");

        assertThat(ledger.thread(ACCOUNT, "+15550199").getFirst()).containsEntry("status", "sent");
    }

    private void received(String from, String text) {
        ledger.received(
                new ReceivedMessage(ACCOUNT.id(), from, text, List.of(), "id of " + text, NOON.toString(), null));
    }

    private void sent(String to, String text) {
        ledger.sent(SentMessage.of(ACCOUNT, to, text, "id of " + text, NOON));
    }
}
