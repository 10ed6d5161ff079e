package io.glassline.outbox;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.message.Address;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Due;
import io.glassline.turn.City;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelivererTest {

    private final City city = new City();
    private final Script provider = new Script();
    private final FakeBulkRules bulkRules = new FakeBulkRules();
    private final Deliverer deliverer = new Deliverer(
            city.ports.outbox(),
            city.ports.ledger(),
            bulkRules,
            provider,
            new InMemoryThrottle(100),
            RetrySchedule.DEFAULT,
            city.clock,
            () -> 0,
            Deliverer.FAULT_TRIED_EVERY);

    @Test
    void sendsEachPartOnceAndInOrder() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "long", 3));

        assertThat(step()).isEqualTo(1);
        assertThat(step()).isZero();

        assertThat(provider.sent).containsExactly("long 0", "long 1", "long 2");
    }

    @Test
    void aPartThatFailsStopsThoseAfterItAndTheFirstIsNotSentAgain() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "long", 3));
        provider.answers(new SendOutcome.Accepted("p0"), new SendOutcome.Retry("busy", Optional.empty()));

        step();
        assertThat(step()).as("not due yet").isZero();
        city.clock.advance(Duration.ofSeconds(2));
        step();

        assertThat(provider.sent).containsExactly("long 0", "long 1", "long 1", "long 2");
    }

    @Test
    void anAddressThatIsNobodysIsNotWrittenToAgainAndTheAgentReadsWhy() {
        var conversation = Samples.said(Samples.conversation(ANA), "first", 1);
        city.ports.store().commit(conversation);
        provider.answers(new SendOutcome.Rejected("5.1.1", "550 5.1.1 no such user"));
        step();
        city.ports.store().commit(Samples.said(conversation.after(), "second", 2));

        step();

        assertThat(provider.sent).containsExactly("first 0");
        var letter = city.ports.deadLetters().list(Optional.empty(), 10).letters().stream()
                .filter(dead -> dead.send().message().text().equals("second"))
                .findFirst()
                .orElseThrow();
        assertThat(letter.because()).contains("nobody has this address", "send this again");
        assertThat(letter.fates())
                .extracting(fate -> fate.code())
                .containsOnly(Optional.of(SendOutcome.Rejected.UNREACHABLE));
    }

    @Test
    void aFullMailboxIsTriedAgainWhenItsTimeHasCome() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.answers(new SendOutcome.Rejected("4.2.2", "452 4.2.2 full"));
        step();
        assertThat(step()).isZero();
        city.clock.advance(Duration.ofHours(1));

        assertThat(deliverer.hasTriedFullMailboxes()).as("more of it now").isFalse();
        assertThat(step()).isEqualTo(1);

        assertThat(provider.sent).containsExactly("hello 0", "hello 0");
        assertThat(city.ports.deadLetters().count(10)).isZero();
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.answers(new SendOutcome.Retry("429", Optional.of(Duration.ofSeconds(30))));

        step();
        city.clock.advance(Duration.ofSeconds(29));
        assertThat(step()).isZero();
        city.clock.advance(Duration.ofSeconds(2));
        assertThat(step()).isEqualTo(1);
        assertThat(provider.asked).as("it surely has not got it").isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the provider says, every time            | hours | its tries | the part stands at
              busy, wait 30 s                          | 1     | 120       | QUEUED
              busy, wait 30 s                          | 25    | 2882      | FAILED
              busy                                     | 1     | 12        | QUEUED
              busy                                     | 25    | 16        | FAILED
              this citizen has enough for now          | 25    | 16        | FAILED
              the account has a fault                  | 1     | 60        | QUEUED
              the account has a fault                  | 72    | 4320      | QUEUED
            """)
    void patienceHasAnEndButForAFaultOfTheAccount(String says, int hours, int tries, Delivery stands) {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.always = switch (says) {
            case "busy, wait 30 s" -> new SendOutcome.Busy(Limit.ACCOUNT, "429", Optional.of(Duration.ofSeconds(30)));
            case "busy" -> new SendOutcome.Busy(Limit.ACCOUNT, "429", Optional.empty());
            case "this citizen has enough for now" -> new SendOutcome.Busy(Limit.RECIPIENT, "131056", Optional.empty());
            default -> new SendOutcome.AccountFault("190", "the token has expired");
        };

        for (var second = 0; second < hours * 3600; second++) {
            step();
            city.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(provider.sent).hasSize(tries);
        assertThat(only().parts.getFirst().delivery).isEqualTo(stands);
    }

    /// All that waited for days goes out, also what the provider then takes with a little patience only.
    @Test
    void timeThatAnAccountWasStoppedDoesNotCount() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        city.clock.advance(Duration.ofDays(3));
        provider.mendedAt = city.clock.instant();
        provider.answers(new SendOutcome.Busy(Limit.ACCOUNT, "429", Optional.of(Duration.ofSeconds(5))));

        step();
        city.clock.advance(Duration.ofSeconds(5));
        step();

        assertThat(only().parts.getFirst().delivery).isEqualTo(Delivery.ACCEPTED);
    }

    @Test
    void whatWasHandedOverWithoutAnAnswerIsAskedAfterBeforeItIsSentAgain() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.answers(new SendOutcome.Unknown("connection reset"));
        provider.knows = new SendOutcome.Accepted("p0");

        step();
        city.clock.advance(Duration.ofMinutes(1));
        step();

        assertThat(provider.sent).containsExactly("hello 0");
        assertThat(city.record.outbox.values().iterator().next().parts.getFirst().delivery)
                .isEqualTo(Delivery.ACCEPTED);
    }

    @Test
    void saysNothingToWhoSaidStopButTheConfirmation() {
        city.writes(ANA, "stop");
        city.turns.run(ANA);
        city.ports.store().commit(Samples.said(city.conversation(ANA), "news", 1));

        while (step() > 0) {}

        assertThat(provider.sent).containsExactly("stopped");
        assertThat(city.record.outbox.values().stream().toList().getLast().parts.getFirst().delivery)
                .isEqualTo(Delivery.FAILED);
    }

    @Test
    void whoBlocksUsIsWrittenIntoTheLedger() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.answers(new SendOutcome.Unwanted("blocked by the user"));

        step();

        assertThat(city.ports.ledger().consent(ANA).standing()).isEqualTo(Standing.OPTED_OUT);
    }

    /// They blocked us at one of their addresses; what goes to the other is not sent.
    @Test
    void whoSaidStopAtOneAddressHearsNothingAtTheOther() {
        var other = new Lane(ANA.accountId(), new Address(ANA.citizen().channel(), "US.1349"));
        city.ports.ledger().join(other, ANA.citizen(), ChannelEvent.Joint.ID_AND_NUMBER);
        city.ports
                .ledger()
                .write(new ConsentChange(other, ConsentChange.ALL, Standing.OPTED_OUT, "keyword", "STOP", Samples.NOW));
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "news", 1));

        while (step() > 0) {}

        assertThat(provider.sent).isEmpty();
    }

    /// A part of which nothing is heard again.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # policy      | news may come for | the provider, when asked | seconds later | what was sent   | the part stands at
              SEND_AGAIN   | 0                 | does not say             | 2             | hello 0 hello 0 | ACCEPTED
              SEND_AGAIN   | 0                 | surely has it not        | 2             | hello 0 hello 0 | ACCEPTED
              SEND_AGAIN   | 0                 | has it                   | 2             | hello 0         | ACCEPTED
              SEND_AGAIN   | 120               | does not say             | 60            | hello 0         | UNKNOWN
              SEND_AGAIN   | 120               | does not say             | 125           | hello 0 hello 0 | ACCEPTED
              SEND_AGAIN   | 120               | surely has it not        | 2             | hello 0 hello 0 | ACCEPTED
              ASK_A_PERSON | 0                 | does not say             | 2             | hello 0         | FAILED
              ASK_A_PERSON | 0                 | surely has it not        | 2             | hello 0 hello 0 | ACCEPTED
              ASK_A_PERSON | 0                 | has it                   | 2             | hello 0         | ACCEPTED
              ASK_A_PERSON | 120               | does not say             | 60            | hello 0         | UNKNOWN
              ASK_A_PERSON | 120               | does not say             | 125           | hello 0         | FAILED
            """)
    void whatBecomesOfAPartInDoubt(
            WhenUnknown policy, int newsSeconds, String says, int laterSeconds, String sent, Delivery stands) {
        provider.policy = new SendPolicy(100, policy, Duration.ofSeconds(newsSeconds));
        provider.knows = switch (says) {
            case "has it" -> new SendOutcome.Accepted("p0");
            case "surely has it not" -> new SendOutcome.Retry("not there", Optional.empty());
            default -> new SendOutcome.Unknown("does not say");
        };
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.answers(new SendOutcome.Unknown("connection reset"));

        for (var second = 0; second <= laterSeconds; second++) {
            step();
            city.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(String.join(" ", provider.sent)).isEqualTo(sent);
        assertThat(only().parts.getFirst().delivery).isEqualTo(stands);
    }

    @Test
    void aNodeThatIsKilledHoldsAMessageForHalfAMinute() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        assertThat(claim()).hasSize(1);

        city.clock.advance(Duration.ofSeconds(29));
        assertThat(step()).isZero();
        city.clock.advance(Duration.ofSeconds(1));
        assertThat(step()).isEqualTo(1);
        assertThat(provider.sent).containsExactly("hello 0");
    }

    @Test
    void toBeAskedForPatienceIsNoTry() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        for (var i = 0; i < 100; i++) {
            provider.answers(new SendOutcome.Retry("429", Optional.of(Duration.ofSeconds(30))));
        }

        for (var i = 0; i < 100; i++) {
            assertThat(step()).isEqualTo(1);
            city.clock.advance(Duration.ofSeconds(30));
        }
        step();

        assertThat(only().tries).isZero();
        assertThat(only().parts.getFirst().delivery).isEqualTo(Delivery.ACCEPTED);
    }

    @Test
    void patienceEndsAfterADay() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        city.clock.advance(Duration.ofHours(25));
        provider.answers(new SendOutcome.Retry("429", Optional.of(Duration.ofSeconds(30))));

        step();

        assertThat(only().parts.getFirst().delivery).isEqualTo(Delivery.FAILED);
        assertThat(only().note).isEqualTo("part 0: 429; given up after 24 hours");
    }

    /// The breaker is played by `callsMax`, as in GuardedSender: 100 calls, none, or three to try.
    @Test
    void aProviderThatIsAwayForTenMinutesLosesNothingAndLiveGoesFirst() {
        for (var i = 0; i < 200; i++) {
            var said = Samples.said(
                    Samples.conversation(Samples.lane("city-sms")), (i % 2 == 0 ? "news " : "talk ") + i, 1);
            city.ports.store().commit(Samples.paced(said, i % 2 == 0 ? Pace.BULK : Pace.LIVE));
        }
        provider.isDown = true;
        for (var second = 0; second < 600; second++) {
            provider.callsMax = second == 0 ? 100 : second % 5 == 0 ? 3 : 0;
            step();
            city.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(provider.sent).isEmpty();
        assertThat(city.record.outbox.values()).noneMatch(sending -> sending.settled);

        provider.isDown = false;
        provider.callsMax = 100;
        city.ports.outbox().hurry("city-sms", city.clock.instant());
        for (var second = 0; second < 20; second++) {
            step();
            city.clock.advance(Duration.ofMillis(500));
        }

        assertThat(provider.sent).hasSize(200).doesNotHaveDuplicates();
        assertThat(provider.sent.subList(0, 100)).noneMatch(text -> text.startsWith("news"));
        assertThat(city.record.outbox.values()).allMatch(sending -> sending.tries < 16);
    }

    @Test
    void isNoFasterThanTheProviderTakesIt() {
        for (var i = 0; i < 1_000; i++) {
            city.ports.store().commit(Samples.said(Samples.conversation(Samples.lane("city-sms")), "talk " + i, 2));
        }

        for (var tick = 0; tick < 50; tick++) {
            while (step() > 0) {}
            city.clock.advance(Duration.ofMillis(100));
        }

        // 100 in the bucket and 100 a second, over 4.9 s; of ten messages in the last claim the second parts may be
        // owed.
        assertThat(provider.sent).hasSizeBetween(580, 600);
    }

    @Test
    void theSameWordsOverAndOverAreHeldBackAndShown() {
        var conversation = Samples.conversation(ANA);
        for (var i = 0; i < 10; i++) {
            var said = Samples.said(conversation, "I am an autoresponder", 1);
            city.ports.store().commit(said);
            conversation = said.after();
        }

        for (var i = 0; i < 10; i++) {
            step();
        }

        assertThat(provider.sent).hasSize(Deliverer.SAME_WORDS_MAX);
        assertThat(city.record.outbox.values().stream().map(sending -> sending.note))
                .endsWith(
                        "said 9 times within 10 minutes to the same citizen; held back",
                        "said 10 times within 10 minutes to the same citizen; held back");
    }

    /// Each answer ends the message at once, and a person sees what was said.
    @ParameterizedTest
    @CsvSource({"rejected,part 0: no such number", "unwanted,part 0: blocked by the user"})
    void whatWillNeverGoIsADeadLetterWithItsReason(String answer, String note) {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 2));
        provider.answers(
                answer.equals("rejected")
                        ? new SendOutcome.Rejected("21211", "no such number")
                        : new SendOutcome.Unwanted("blocked by the user"));

        step();
        city.clock.advance(Duration.ofHours(1));
        step();

        assertThat(provider.sent).containsExactly("hello 0");
        assertThat(only().settled).isTrue();
        assertThat(only().note).isEqualTo(note);
        assertThat(only().parts).extracting(part -> part.delivery).containsOnly(Delivery.FAILED);
    }

    @Test
    void aProviderThatFailsForGoodIsTriedSixteenTimesAndThenGivenUp() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        for (var i = 0; i < 20; i++) {
            provider.answers(new SendOutcome.Retry("503", Optional.empty()));
        }

        for (var halfHour = 0; halfHour < 20; halfHour++) {
            step();
            city.clock.advance(Duration.ofMinutes(30));
        }

        assertThat(provider.sent).hasSize(16);
        assertThat(only().settled).isTrue();
        assertThat(only().parts.getFirst().delivery).isEqualTo(Delivery.FAILED);
    }

    /// A provider that is left alone is not called, and not asked; the message is not tried, and not kept for ever.
    @ParameterizedTest
    @CsvSource({"false,QUEUED", "true,UNKNOWN"})
    void aMessageThatWasTakenWhileItsProviderIsLeftAloneIsPutBackForADay(boolean handedOver, Delivery stands) {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 2));
        if (handedOver) {
            provider.answers(new SendOutcome.Unknown("connection reset"));
            step();
            city.clock.advance(Duration.ofMinutes(1));
        }
        var calls = provider.sent.size();
        var tries = only().tries;
        var taken = claim().getFirst();
        provider.callsMax = 0;

        deliverer.deliver(taken);

        assertThat(provider.sent).hasSize(calls);
        assertThat(only().leased).isFalse();
        assertThat(only().tries).isEqualTo(tries);
        assertThat(only().note).isEqualTo("part 0: the provider is left alone for now");
        assertThat(only().parts.getFirst().delivery).isEqualTo(stands);

        provider.callsMax = 100;
        city.clock.advance(Duration.ofHours(25));
        taken = claim().getFirst();
        provider.callsMax = 0;
        deliverer.deliver(taken);

        assertThat(only().settled).isTrue();
        assertThat(only().note).endsWith("given up after 24 hours");
    }

    @Test
    void aPartInDoubtStopsThoseAfterItAndOneThatArrivedDoesNot() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "long", 2));
        provider.policy = new SendPolicy(100, WhenUnknown.ASK_A_PERSON, Duration.ofMinutes(2));
        provider.answers(new SendOutcome.Unknown("connection reset"));
        step();
        city.clock.advance(Duration.ofSeconds(20));
        step();
        assertThat(provider.sent).containsExactly("long 0");
        assertThat(only().note).isEqualTo("part 0: handed over without an answer; waits for news");

        provider.knows = new SendOutcome.Accepted("p0");
        city.clock.advance(Duration.ofSeconds(15));
        step();

        assertThat(provider.sent).containsExactly("long 0", "long 1");
    }

    /// Asked every quarter of a minute, and for the last time when news can come no more.
    @Test
    void aPartInDoubtIsAskedAfterEveryFifteenSeconds() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.policy = new SendPolicy(100, WhenUnknown.ASK_A_PERSON, Duration.ofSeconds(40));
        provider.answers(new SendOutcome.Unknown("connection reset"));

        var askedAt = new ArrayList<Integer>();
        for (var second = 0; second <= 60; second++) {
            var before = provider.asked;
            step();
            if (provider.asked > before) {
                askedAt.add(second);
            }
            city.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(askedAt).containsExactly(1, 16, 31, 40);
    }

    @Test
    void aProviderIsToldWhichOfItsIdsAreOfOtherPartsOfOurs() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        step();
        city.ports.store().commit(Samples.said(Samples.conversation(Samples.lane("city-sms")), "hello", 1));
        provider.answers(new SendOutcome.Unknown("connection reset"));
        step();
        city.clock.advance(Duration.ofMinutes(1));

        step();

        assertThat(provider.isKnown).accepts("p1").rejects("p2");
    }

    @Test
    void whatIsSentAlreadyWhenItIsTakenIsReleased() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        var taken = claim().getFirst();
        var part = taken.parts().getFirst();
        var sent = new Due(
                taken.send(),
                List.of(new Outbox.PartState(part.part(), Delivery.DELIVERED, part.handedOverAt())),
                taken.lease(),
                taken.tries(),
                taken.sameWords());

        deliverer.deliver(sent);

        assertThat(provider.sent).isEmpty();
        assertThat(only().settled).isTrue();
        assertThat(only().note).isEqualTo("sent");
    }

    @Test
    void whatIsInBulkWaitsForItsTimeAndIsNoTry() {
        city.ports.store().commit(Samples.paced(Samples.said(Samples.conversation(ANA), "news", 1), Pace.BULK));
        var morning = city.clock.instant().plus(Duration.ofHours(11));
        bulkRules.says = new BulkRules.Verdict.Wait(morning, "it is night");

        assertThat(step()).as("the first look is for what is live").isZero();
        assertThat(step()).isEqualTo(1);
        assertThat(provider.sent).isEmpty();
        assertThat(only().settled).isFalse();
        assertThat(step()).as("not due before the morning").isZero();

        bulkRules.says = new BulkRules.Verdict.Send();
        city.clock.advance(Duration.ofHours(11));
        step();
        step();
        assertThat(provider.sent).containsExactly("news 0");
    }

    @Test
    void whatIsCalledOffIsWithheldAndWhatIsLiveIsNeverAskedAbout() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "answer", 1));
        bulkRules.says = new BulkRules.Verdict.Withhold("STOPPED", "it was stopped");
        step();
        assertThat(provider.sent).containsExactly("answer 0");

        var other = new Lane("city-sms", new Address(ANA.citizen().channel(), "+15550177"));
        city.ports.store().commit(Samples.paced(Samples.said(Samples.conversation(other), "news", 1), Pace.BULK));
        step();
        step();
        assertThat(provider.sent).containsExactly("answer 0");
        assertThat(bulkRules.withheld).hasSize(1);
    }

    private static final class FakeBulkRules implements BulkRules {

        private Verdict says = new Verdict.Send();
        private final List<Due> withheld = new ArrayList<>();

        @Override
        public Verdict verdict(Due due, Instant now) {
            return says;
        }

        @Override
        public void withheld(Due due, Verdict.Withhold why, Instant now) {
            withheld.add(due);
        }
    }

    /// What one account spends is not taken from another.
    @Test
    void anIdleAccountPaysNothingForABusyOne() {
        var asked = new HashMap<String, Integer>();
        var bucket = new InMemoryThrottle(100);
        var two = new Deliverer(
                city.ports.outbox(),
                city.ports.ledger(),
                bulkRules,
                provider,
                new Throttle() {
                    @Override
                    public Grant take(String accountId, int live, int bulk, Instant now) {
                        asked.merge(accountId, live, Integer::sum);
                        return bucket.take(accountId, live, bulk, now);
                    }

                    @Override
                    public void pause(String accountId, Duration atLeast, Instant now) {}
                },
                RetrySchedule.DEFAULT,
                city.clock,
                () -> 0,
                Deliverer.FAULT_TRIED_EVERY);
        for (var i = 0; i < 40; i++) {
            city.ports.store().commit(Samples.said(Samples.conversation(Samples.lane("city-sms")), "talk " + i, 1));
        }

        for (var claims = 0; claims < 6; claims++) {
            two.claim(Map.of("city-sms", 0, "city-idle", 0), 100).forEach(two::deliver);
        }

        assertThat(provider.sent).hasSizeGreaterThan(30);
        assertThat(asked.get("city-idle")).isEqualTo(1);
    }

    /// What is under way counts against what the provider may be given at once.
    @ParameterizedTest
    @CsvSource({"5, 0, 5", "5, 3, 2", "5, 5, 0", "5, 6, 0"})
    void takesNoMoreThanThereIsRoomFor(int callsMax, int underWay, int taken) {
        provider.callsMax = 100;
        for (var i = 0; i < 50; i++) {
            city.ports.store().commit(Samples.said(Samples.conversation(Samples.lane("city-sms")), "talk " + i, 1));
        }
        for (var opens = 0; opens < 4; opens++) {
            step(); // the hand opens twice as wide each time
        }
        provider.callsMax = callsMax;

        assertThat(deliverer.claim(Map.of("city-sms", underWay), 100)).hasSize(taken);
    }

    private InMemoryRecord.Sending only() {
        assertThat(city.record.outbox).hasSize(1);
        return city.record.outbox.values().iterator().next();
    }

    private List<Due> claim() {
        return deliverer.claim(Map.of("city-sms", 0), 100);
    }

    private int step() {
        var due = deliverer.claim(Map.of("city-sms", 0), 100);
        due.forEach(deliverer::deliver);
        return due.size();
    }

    /// A provider that answers from a script, accepts when the script has run out, and remembers what it was given.
    private static final class Script implements Deliverer.Sender {

        final List<String> sent = new ArrayList<>();
        SendOutcome knows = new SendOutcome.Unknown("cannot be asked");
        SendPolicy policy = new SendPolicy(100, WhenUnknown.SEND_AGAIN, Duration.ZERO);
        int callsMax = 100;
        Instant mendedAt = Instant.EPOCH;
        int asked;
        Predicate<String> isKnown = _ -> false;
        boolean isDown;

        @Nullable
        SendOutcome always;

        private final Deque<SendOutcome> script = new ArrayDeque<>();

        void answers(SendOutcome... outcomes) {
            script.addAll(List.of(outcomes));
        }

        @Override
        public SendOutcome send(Due due, Outgoing.Part part) {
            if (isDown) {
                return new SendOutcome.Retry("503", Optional.empty());
            }
            sent.add(part.text());
            if (always != null) {
                return always;
            }
            return script.isEmpty() ? new SendOutcome.Accepted("p" + sent.size()) : script.remove();
        }

        @Override
        public Optional<SendOutcome> askAfter(
                Due due, Outgoing.Part part, Instant handedOverAt, Predicate<String> isKnown) {
            this.isKnown = isKnown;
            if (callsMax == 0) {
                return Optional.empty();
            }
            asked++;
            return Optional.of(knows);
        }

        @Override
        public int callsMax(String accountId) {
            return callsMax;
        }

        @Override
        public SendPolicy policy(String accountId) {
            return policy;
        }

        @Override
        public Instant mendedAt(String accountId) {
            return mendedAt;
        }
    }
}
