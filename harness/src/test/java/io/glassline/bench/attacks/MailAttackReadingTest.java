package io.glassline.bench.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.email.EmailAdapter;
import io.glassline.message.Content;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What reading a hostile mail costs, in bytes and in steps and not in time: no more than so much for each of its
/// bytes, and of a mail four times as large four times as much.
class MailAttackReadingTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final int BYTES_OF_A_BYTE_MAX = 1_000;

    /// What any mail costs, and what is made once.
    private static final long BYTES_OF_A_MAIL = 4 << 20;

    private static final int LARGER = 4;
    private static final int GROWS_MAX = 2 * LARGER;
    private static final long STEPS_OF_A_MAIL = 2_000;

    /// The texts of a mail, its subject, and an invitation's words.
    private static final int WORDS_MAX_CHARS = 205_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AtomicLong steps = new AtomicLong();
    private final EmailAdapter adapter = new EmailAdapter(() -> {
        steps.incrementAndGet();
        return NOW;
    });

    /// What it was read as, and what that cost.
    private record Reading(Receipt receipt, long bytes, long steps) {}

    static List<MailAttack> attacks() {
        return MailAttacks.ALL;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void costsNoMoreThanItsSizeAndCanBeReadByPeople(MailAttack attack) {
        var quarter = read(attack.mail("ana@x.example", "<m@x.example>", Math.max(1, attack.size() / LARGER)));
        var mail = attack.mail("ana@x.example", "<m@x.example>");
        var whole = read(mail);

        assertThat(whole.bytes).isLessThan(BYTES_OF_A_MAIL + (long) mail.length * BYTES_OF_A_BYTE_MAX);
        assertThat(whole.bytes).isLessThan(BYTES_OF_A_MAIL + quarter.bytes * GROWS_MAX);
        assertThat(whole.steps).isLessThan(STEPS_OF_A_MAIL + quarter.steps * GROWS_MAX);
        assertThat(whole.receipt).isInstanceOf(Receipt.Events.class);
        assertThat(((Receipt.Events) whole.receipt).events())
                .allSatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                MessageReceived.class,
                                message -> assertThat(characters(message.content()))
                                        .isLessThan(WORDS_MAX_CHARS)));
    }

    private static int characters(Content content) {
        return content instanceof Content.Text text
                ? text.body().length()
                : content.toString().length();
    }

    private Reading read(byte[] mail) {
        steps.set(0);
        var before = THREADS.getCurrentThreadAllocatedBytes();
        var receipt = adapter.receive(new WebhookCall("IMAP", "", "imap://x", Map.of(), mail, NOW), account());
        return new Reading(receipt, THREADS.getCurrentThreadAllocatedBytes() - before, steps.get());
    }

    private static ChannelAccount account() {
        return new ChannelAccount(
                "city-email",
                EmailAdapter.KIND,
                "help@city.example",
                Map.of("display-name", "City of Alder Bay", "authserv-id", "x"),
                Map.of("password", new Secret("demo-mailbox-password")));
    }
}
