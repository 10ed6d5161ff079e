package io.glassline.app.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.Await;
import io.glassline.app.http.PublicUrl;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.Deliverer;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.PartState;
import io.glassline.outbox.Send;
import io.glassline.outbox.Throttle;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedSenderTest {

    private static final ChannelKind PAPER = new ChannelKind("paper");
    private static final String ACCOUNT = "city-paper";
    private static final SendOutcome FAILED = new SendOutcome.Retry("503", Optional.empty());
    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted("p1");

    /// Long enough that a slow machine still sees it open.
    private static final Duration BREAKER_OPEN = Duration.ofSeconds(3);

    private final Script provider = new Script();
    private final Pauses pauses = new Pauses();
    private final List<String> back = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");

    private final GuardedSender sender = sender(GuardedSender.CALL_MAX);

    private GuardedSender sender(Duration callMax) {
        return new GuardedSender(
                new Channels(
                        List.of(new ChannelAccount(
                                ACCOUNT, PAPER, "desk 1", Map.of("when-unknown", "ask-a-person"), Map.of())),
                        List.of(provider)),
                new PublicUrl("https://city.example"),
                pauses,
                back::add,
                threads,
                () -> now,
                meters,
                Deliverer.FAULT_TRIED_EVERY,
                callMax,
                BREAKER_OPEN);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void whatSurelyWasNotSentIsTriedOnceMoreAtOnce() {
        provider.answers(FAILED);

        assertThat(send()).isEqualTo(ACCEPTED);
        assertThat(provider.calls).isEqualTo(2);
    }

    @Test
    void whatMayHaveBeenSentIsNot() {
        provider.answers(new SendOutcome.Unknown("reset"));

        assertThat(send()).isEqualTo(new SendOutcome.Unknown("reset"));
        assertThat(provider.calls).isEqualTo(1);
    }

    @Test
    void aProviderThatHangsEndsAsUnknown() {
        provider.hangs = true;

        assertThat(sender(Duration.ofMillis(300)).send(due(), part()))
                .isEqualTo(new SendOutcome.Unknown("no answer came within the time limit"));
    }

    @Test
    void anAdapterThatThrowsMayHaveSentIt() {
        provider.throwing = true;

        assertThat(send()).isEqualTo(new SendOutcome.Unknown("the adapter failed: IllegalStateException"));
    }

    @Test
    void aProviderThatKeepsFailingIsLeftAloneAndThenTriedByAFew() {
        provider.isDown = true;
        for (var i = 0; i < 10; i++) {
            assertThat(sender.callsMax(ACCOUNT)).isGreaterThan(3);
            assertThat(send()).isEqualTo(FAILED);
        }
        var callsMade = provider.calls;

        assertThat(sender.callsMax(ACCOUNT)).isZero();
        assertThat(send())
                .isInstanceOfSatisfying(
                        SendOutcome.Retry.class,
                        refused -> assertThat(refused.after()).contains(Duration.ZERO));
        assertThat(sender.askAfter(due(), part(), now, _ -> false)).isEmpty();
        assertThat(provider.calls).isEqualTo(callsMade);

        Await.that("it is tried by a few", () -> sender.callsMax(ACCOUNT) == GuardedSender.CALLS_TO_TRY);
        provider.isDown = false;
        for (var i = 0; i < GuardedSender.CALLS_TO_TRY; i++) {
            assertThat(send()).isEqualTo(ACCEPTED);
        }
        assertThat(sender.callsMax(ACCOUNT)).isGreaterThan(3);
        assertThat(back).containsExactly(ACCOUNT);
    }

    @Test
    void aProviderThatAsksForPatienceIsGivenItByTheWholeAccount() {
        var busy = new SendOutcome.Retry("429", Optional.of(Duration.ofSeconds(30)));
        provider.answers(busy);

        assertThat(send()).isEqualTo(busy);

        assertThat(provider.calls).isEqualTo(1);
        assertThat(pauses.told).containsExactly("city-paper PT30S");
        assertThat(sender.callsMax(ACCOUNT)).isZero();
        now = now.plusSeconds(30);
        assertThat(sender.callsMax(ACCOUNT)).isPositive();
    }

    @Test
    void patienceHasALimit() {
        provider.answers(new SendOutcome.Retry("429", Optional.of(Duration.ofDays(9))));

        send();

        assertThat(pauses.told).containsExactly("city-paper PT15M");
    }

    @Test
    void aProviderThatIsBusyAndNamesNoTimeIsGivenMoreEachTimeUpToAMinute() {
        for (var i = 0; i < 9; i++) {
            provider.answers(new SendOutcome.Busy(Limit.ACCOUNT, "429", Optional.empty()));
            send();
            now = now.plus(GuardedSender.BUSY_PAUSE_MAX);
        }

        assertThat(provider.calls).as("it is not asked again at once").isEqualTo(9);
        assertThat(pauses.told)
                .containsExactly(
                        "city-paper PT1S",
                        "city-paper PT2S",
                        "city-paper PT4S",
                        "city-paper PT8S",
                        "city-paper PT16S",
                        "city-paper PT32S",
                        "city-paper PT1M",
                        "city-paper PT1M",
                        "city-paper PT1M");
        send();
        provider.answers(new SendOutcome.Busy(Limit.ACCOUNT, "429", Optional.empty()));
        send();
        assertThat(pauses.told).last().isEqualTo("city-paper PT1S");
    }

    /// A burst that was under way when the provider said it is busy is one busy, not many.
    @Test
    void whatWasUnderWayMeetsTheSamePause() {
        for (var i = 0; i < 5; i++) {
            provider.answers(new SendOutcome.Busy(Limit.ACCOUNT, "429", Optional.empty()));
            send();
        }

        assertThat(pauses.told).containsExactly("city-paper PT1S");
    }

    @Test
    void aLimitOnOneCitizenHoldsNobodyElse() {
        var busy = new SendOutcome.Busy(Limit.RECIPIENT, "131056", Optional.of(Duration.ofSeconds(6)));
        for (var i = 0; i < 5; i++) {
            provider.answers(busy);
            assertThat(sender.send(due("ana"), part())).isEqualTo(busy);
        }

        assertThat(pauses.told).isEmpty();
        assertThat(sender.callsMax(ACCOUNT)).isPositive();
    }

    @Test
    void aLimitThatManyCitizensMeetInARowIsTheAccounts() {
        var busy = new SendOutcome.Busy(Limit.RECIPIENT, "429", Optional.of(Duration.ofSeconds(6)));
        for (var citizen : List.of("ana", "bo", "cy")) {
            assertThat(pauses.told).isEmpty();
            provider.answers(busy);
            sender.send(due(citizen), part());
        }

        assertThat(pauses.told).containsExactly("city-paper PT6S");
    }

    /// An expired token: nothing of the account goes out, and nothing of it is lost.
    @Test
    void anAccountWithAFaultStopsIsTriedOnceAMinuteAndGoesOnWhenItIsMended() {
        var fault = new SendOutcome.AccountFault("190", "the access token has expired");
        var began = now;
        for (var minute = 0; minute < 3; minute++) {
            provider.answers(fault);
            assertThat(send()).isEqualTo(fault);
            assertThat(sender.callsMax(ACCOUNT)).isZero();
            now = now.plusSeconds(59);
            assertThat(sender.callsMax(ACCOUNT)).isZero();
            now = now.plusSeconds(1);
            assertThat(sender.callsMax(ACCOUNT)).as("one tries").isEqualTo(1);
        }
        assertThat(provider.calls).isEqualTo(3);
        assertThat(sender.faults().now())
                .containsExactly(
                        Map.entry(ACCOUNT, new AccountFaults.Fault("190", "the access token has expired", began)));
        assertThat(sender.mendedAt(ACCOUNT)).isEqualTo(now);
        assertThat(meters.scrape()).contains("glassline_account_fault{account=\"city-paper\"} 1.0");

        assertThat(send()).isEqualTo(ACCEPTED);

        assertThat(sender.callsMax(ACCOUNT)).isGreaterThan(1);
        assertThat(sender.faults().now()).isEmpty();
        assertThat(back).containsExactly(ACCOUNT);
        assertThat(meters.scrape()).contains("glassline_account_fault{account=\"city-paper\"} 0.0");
    }

    @Test
    void notToBeAbleToSayWhatBecameOfAMessageIsNoFailure() {
        for (var i = 0; i < 30; i++) {
            assertThat(sender.askAfter(due(), part(), now, _ -> false)).containsInstanceOf(SendOutcome.Unknown.class);
        }
        assertThat(sender.callsMax(ACCOUNT)).isPositive();
    }

    @Test
    void theAccountsSettingsChangeThePolicy() {
        assertThat(sender.policy(ACCOUNT))
                .isEqualTo(new SendPolicy(7, WhenUnknown.ASK_A_PERSON, Duration.ofSeconds(1)));
    }

    @Test
    void allOfItIsInTheMetrics() {
        send();

        assertThat(meters.scrape())
                .contains(
                        "resilience4j_circuitbreaker_state{",
                        "resilience4j_bulkhead_available_concurrent_calls{",
                        "resilience4j_retry_calls",
                        "resilience4j_timelimiter_calls",
                        "glassline_sends_total{account=\"city-paper\",outcome=\"accepted\"} 1.0");
    }

    private SendOutcome send() {
        return sender.send(due(), part());
    }

    private static Due due() {
        return due("ana");
    }

    private static Due due(String who) {
        var citizen = new Address(PAPER, who);
        var message = new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                citizen,
                "hello",
                List.of(),
                Locale.ENGLISH,
                Optional.empty(),
                true);
        var send = new Send(
                new Lane(ACCOUNT, citizen), message, List.of(part()), false, Instant.parse("2026-03-02T08:00:00Z"));
        return new Due(send, List.of(new PartState(part(), Delivery.QUEUED, Optional.empty())), 1, 0, 1);
    }

    private static Outgoing.Part part() {
        return new Outgoing.Part(0, "hello", List.of());
    }

    private static final class Pauses implements Throttle {

        final List<String> told = new ArrayList<>();

        @Override
        public Grant take(String accountId, int live, int bulk, Instant now) {
            return new Grant(live, bulk);
        }

        @Override
        public void pause(String accountId, Duration atLeast, Instant now) {
            told.add(accountId + " " + atLeast);
        }
    }

    /// A provider that answers from a script, and accepts when the script has run out.
    private static final class Script implements PushAdapter {

        private final Deque<SendOutcome> script = new ArrayDeque<>();
        boolean isDown;
        boolean hangs;
        boolean throwing;
        int calls;

        void answers(SendOutcome... outcomes) {
            script.addAll(List.of(outcomes));
        }

        @Override
        public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
            calls++;
            if (throwing) {
                throw new IllegalStateException("a mistake in the adapter");
            }
            if (hangs) {
                sleepForEver();
            }
            if (isDown) {
                return FAILED;
            }
            return script.isEmpty() ? ACCEPTED : script.remove();
        }

        private static void sleepForEver() {
            try {
                Thread.sleep(Duration.ofDays(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public SendPolicy usualPolicy() {
            return new SendPolicy(7, WhenUnknown.SEND_AGAIN, Duration.ofSeconds(1));
        }

        @Override
        public ChannelKind kind() {
            return PAPER;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(100, 0);
        }

        @Override
        public AccountForm form() {
            return new AccountForm(Set.of(), Set.of(), Set.of(), Set.of()).sending();
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            return new Receipt.Nothing("paper");
        }

        @Override
        public WebhookReply acknowledgement() {
            return WebhookReply.status(200);
        }

        @Override
        public List<Outgoing.Part> render(Outgoing message) {
            return List.of(part());
        }
    }
}
