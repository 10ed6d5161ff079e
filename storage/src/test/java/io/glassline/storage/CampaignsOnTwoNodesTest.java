package io.glassline.storage;

import static io.glassline.conversation.Samples.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.ManualClock;
import io.glassline.audit.Actor;
import io.glassline.channel.Outgoing;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Shown;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.outbox.Deliverer;
import io.glassline.outbox.InMemoryThrottle;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.RetrySchedule;
import io.glassline.programme.Campaign;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.CampaignWork;
import io.glassline.programme.Campaigns;
import io.glassline.programme.Recipient.Reason;
import io.glassline.programme.TwoProgrammes;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgCampaigns;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgDeadLetters;
import io.glassline.storage.postgres.PgOutbox;
import io.glassline.turn.City;
import io.glassline.turn.InMemorySessions;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Campaigns of two nodes over one PostgreSQL, one of which is killed in the middle: each who asked has it once, nobody
/// else has it at all.
class CampaignsOnTwoNodesTest {

    private static final int PEOPLE = 20_000;

    private static final Actor ADA = Actor.atConsole("ada");
    private static final Actor KIM = Actor.atConsole("kim");
    private static final Map<String, String> TEXTS = Map.of("en", "No pickup on Monday", "es", "El lunes no hay");

    /// Begins at eight in the morning of [TwoProgrammes], when the quiet hours are over.
    private final ManualClock clock = new ManualClock();
    private final City city = new City();
    private final List<Database> databases = TestServers.newDatabase(2);
    private final Provider provider = new Provider();
    private final List<Node> nodes =
            databases.stream().map(database -> new Node(database)).toList();
    private final PgCampaigns campaigns = nodes.getLast().campaigns;

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
    }

    @Test
    void eachOfTwentyThousandHasItOnceThoughANodeIsKilledInTheMiddle() throws Exception {
        subscribed(PEOPLE);
        says(lane(7), "trash", Standing.OPTED_OUT);
        says(lane(8), ConsentChange.ALL, Standing.OPTED_OUT);
        var id = approved();
        nodes.getFirst().work.claim(0); // who has it is written down
        says(lane(9), "trash", Standing.OPTED_OUT);
        says(lane(10), ConsentChange.ALL, Standing.OPTED_OUT);
        subscribe(lane(PEOPLE + 1), "en"); // after it began

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var second = threads.submit(() -> nodes.getLast().runUntil(() -> provider.sent.size() >= PEOPLE / 2));
            var first = threads.submit(() -> {
                nodes.getFirst().runUntil(() -> provider.sent.size() >= PEOPLE / 4);
                nodes.getFirst().killedInTheMiddle();
                return true;
            });
            first.get();
            second.get();
        }
        clock.advance(CampaignWork.LEASE.plusSeconds(1)); // what the dead node had in hand is free
        nodes.getLast().runUntil(() -> isDone(id));

        var due = new HashSet<String>();
        IntStream.range(0, PEOPLE)
                .filter(n -> n < 7 || n > 10)
                .forEach(n -> due.add(lane(n).citizen().value()));
        assertThat(provider.sent.keySet()).isEqualTo(due);
        assertThat(provider.sent.values()).allMatch(times -> times.get() == 1);
        assertThat(provider.texts).containsOnlyKeys(TEXTS.values().toArray(String[]::new));
        var counts = campaigns.counts(id);
        assertThat(counts.people()).isEqualTo(PEOPLE - 2);
        assertThat(counts.sent()).isEqualTo(PEOPLE - 4);
        assertThat(counts.leftOut()).isEqualTo(Map.of(Reason.LEFT, 2L));
        assertThat(messages()).as("one message for each").isEqualTo(PEOPLE - 4);
    }

    @Test
    void whatIsLiveGoesBeforeWhatIsInBulk() {
        subscribed(50);
        approved();
        nodes.getFirst().enqueue();
        var live = Samples.conversation(lane(500));
        nodes.getLast().store.commit(Samples.said(live, "an answer", 1));

        var taken = nodes.getLast().deliverer.claim(Map.of("city-sms", 0), 10);

        assertThat(taken).extracting(due -> due.send().message().text()).containsExactly("an answer");
    }

    @Test
    void whatIsStoppedIsWithheldAndNoDeadLetter() {
        subscribed(30);
        var id = approved();
        nodes.getFirst().enqueue();
        assertThat(campaigns.counts(id).queued()).isEqualTo(30);
        while (provider.sent.size() < 10) {
            nodes.getLast().deliver(4);
        }
        var sent = provider.sent.size();
        assertThat(campaigns.stop(id, KIM, clock.instant())).isInstanceOf(Campaigns.Outcome.Done.class);

        nodes.getLast().deliverAll();

        assertThat(provider.sent).hasSize(sent);
        var counts = campaigns.counts(id);
        assertThat(counts.sent()).isEqualTo(sent);
        assertThat(counts.leftOut()).isEqualTo(Map.of(Reason.STOPPED, 30L - sent));
        assertThat(nodes.getLast().deadLetters.count(100)).isZero();
    }

    @Test
    void whoeverLeavesWhileItWaitsInTheOutboxGetsNothing() {
        subscribed(5);
        var id = approved();
        nodes.getFirst().enqueue();
        says(lane(1), "trash", Standing.OPTED_OUT);
        says(lane(2), ConsentChange.ALL, Standing.OPTED_OUT);

        nodes.getFirst().deliverAll();

        assertThat(provider.sent.keySet()).containsExactlyInAnyOrder(address(0), address(3), address(4));
        assertThat(campaigns.counts(id).leftOut()).isEqualTo(Map.of(Reason.LEFT, 2L));
        assertThat(nodes.getFirst().deadLetters.count(100)).isZero();
    }

    @Test
    void atNightNothingIsTakenUpAndWhatWaitsWaitsForTheMorning() {
        subscribed(5);
        var id = approved();
        nodes.getFirst().enqueue();
        clock.advance(Duration.ofHours(14)); // ten in the evening
        assertThat(nodes.getFirst().deliverAll()).isEqualTo(5);
        assertThat(provider.sent).isEmpty();
        var atNight = approved();
        assertThat(nodes.getFirst().work.claim(100)).isEmpty();
        assertThat(campaigns.counts(atNight).waiting()).isEqualTo(5);

        clock.advance(Duration.ofHours(10));
        nodes.getFirst().enqueue();
        nodes.getFirst().deliverAll();

        assertThat(campaigns.counts(id).sent()).isEqualTo(5);
        assertThat(campaigns.counts(atNight).sent()).isEqualTo(5);
    }

    @Test
    void whoWroteItDoesNotApproveItAndOnlyWhatIsApprovedIsSent() {
        subscribed(3);
        var id = new Campaign.Id(UUID.randomUUID());
        campaigns.write(Campaign.draft(id.value(), "trash", TEXTS, "ada", clock.instant()), ADA);
        assertThat(campaigns.approve(id, KIM, clock.instant())).isInstanceOf(Campaigns.Outcome.Refused.class);
        campaigns.ask(id, ADA, clock.instant());
        assertThat(campaigns.approve(id, ADA, clock.instant())).isInstanceOf(Campaigns.Outcome.Refused.class);
        var byAProgram = Actor.byToken("batch").onBehalfOf("ada");
        assertThat(campaigns.approve(id, byAProgram, clock.instant())).isInstanceOf(Campaigns.Outcome.Refused.class);
        assertThat(nodes.getFirst().work.claim(100)).isEmpty();
        assertThat(campaigns.approve(id, KIM, clock.instant())).isInstanceOf(Campaigns.Outcome.Done.class);
        assertThat(nodes.getFirst().work.claim(100)).as("begins").isNotNull();
        assertThat(campaigns
                        .find(id)
                        .orElseThrow()
                        .step(State.APPROVED)
                        .orElseThrow()
                        .who())
                .isEqualTo("kim");
    }

    private Campaign.Id approved() {
        var id = new Campaign.Id(UUID.randomUUID());
        campaigns.write(Campaign.draft(id.value(), "trash", TEXTS, "ada", clock.instant()), ADA);
        campaigns.ask(id, ADA, clock.instant());
        campaigns.approve(id, KIM, clock.instant());
        return id;
    }

    private boolean isDone(Campaign.Id id) {
        return campaigns.find(id).orElseThrow().state() == State.DONE;
    }

    private static Lane lane(int number) {
        return new Lane("city-sms", new Address(new ChannelKind("sms"), address(number)));
    }

    private static String address(int number) {
        return "+1555" + (1_000_000 + number);
    }

    private void subscribed(int people) {
        databases
                .getLast()
                .jdbi()
                .useHandle(handle ->
                        handle.createUpdate("""
                        insert into subscription
                            (account, channel, address, programme, language, since, how, words, shown)
                        select 'city-sms', 'sms', '+1555' || (1000000 + n), 'trash',
                               case when n % 3 = 0 then 'es' else 'en' end, now(), 'keyword', 'JOIN TRASH', 'shown'
                        from generate_series(0, :people - 1) n
                        """).bind("people", people).execute());
    }

    private void subscribe(Lane lane, String language) {
        nodes.getLast()
                .ledger
                .write(new ConsentChange(
                        lane,
                        "trash",
                        Standing.OPTED_IN,
                        ConsentChange.KEYWORD,
                        "JOIN TRASH",
                        clock.instant(),
                        Optional.of(new Shown(Locale.of(language), "shown"))));
    }

    private void says(Lane lane, String programme, Standing standing) {
        nodes.getLast()
                .ledger
                .write(new ConsentChange(lane, programme, standing, ConsentChange.KEYWORD, "said", clock.instant()));
    }

    private long messages() {
        return databases
                .getLast()
                .jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from message where author = 'system'")
                        .mapTo(Long.class)
                        .one());
    }

    /// A node that works on campaigns and delivers.
    private final class Node {

        private final Database database;
        private final PgConversationStore store;
        private final PgConsentLedger ledger;
        private final PgOutbox outbox;
        private final PgDeadLetters deadLetters;
        private final PgCampaigns campaigns;
        private final CampaignWork work;
        private final Deliverer deliverer;

        Node(Database database) {
            this.database = database;
            this.store = new PgConversationStore(database);
            this.ledger = new PgConsentLedger(database, AUDIT);
            this.outbox = new PgOutbox(database, AUDIT);
            this.deadLetters = new PgDeadLetters(database, AUDIT);
            this.campaigns = new PgCampaigns(database, AUDIT);
            this.work = work(campaigns);
            this.deliverer = new Deliverer(
                    outbox,
                    ledger,
                    work,
                    provider,
                    new InMemoryThrottle(1_000_000),
                    RetrySchedule.DEFAULT,
                    clock,
                    () -> 0,
                    Deliverer.FAULT_TRIED_EVERY);
        }

        private CampaignWork work(Campaigns campaigns) {
            return new CampaignWork(
                    campaigns,
                    new TwoProgrammes(),
                    store,
                    new InMemorySessions(clock),
                    city.channels,
                    ledger,
                    deadLetters,
                    AUDIT,
                    clock);
        }

        /// @return how many messages were taken up
        int enqueue() {
            var turns = work.claim(CampaignWork.CLAIM_MAX);
            inParallel(turns.stream()
                    .<Callable<Object>>map(turn -> () -> {
                        work.bringOn(turn);
                        return true;
                    })
                    .toList());
            return turns.size();
        }

        int deliver(int countMax) {
            var due = deliverer.claim(Map.of("city-sms", 0), countMax);
            inParallel(due.stream()
                    .<Callable<Object>>map(one -> () -> {
                        deliverer.deliver(one);
                        return true;
                    })
                    .toList());
            return due.size();
        }

        /// The first look after a pause is for what is live alone.
        int deliverAll() {
            var count = 0;
            for (var idle = 0; idle < 3; ) {
                var taken = deliver(100);
                count += taken;
                idle = taken == 0 ? idle + 1 : 0;
            }
            return count;
        }

        boolean runUntil(Callable<Boolean> isEnough) throws Exception {
            while (!isEnough.call()) {
                enqueue();
                deliver(Deliverer.CLAIM_MAX);
            }
            return true;
        }

        /// Has taken people up, put some into the outbox and noted only a few of those, when its connections are cut.
        void killedInTheMiddle() {
            var turns = work.claim(CampaignWork.CLAIM_MAX);
            turns.stream().limit(20).forEach(work::bringOn);
            var dying = work((Campaigns) Proxy.newProxyInstance(
                    Campaigns.class.getClassLoader(), new Class<?>[] {Campaigns.class}, (_, method, arguments) -> {
                        if (method.getName().equals("queued")) {
                            throw new IllegalStateException("killed between the message and the note of it");
                        }
                        return method.invoke(campaigns, arguments);
                    }));
            turns.stream()
                    .skip(20)
                    .limit(20)
                    .forEach(turn ->
                            assertThatThrownBy(() -> dying.bringOn(turn)).hasMessageContaining("killed"));
            close();
        }

        void close() {
            store.close();
            ledger.close();
            outbox.close();
            database.close();
        }
    }

    private static void inParallel(List<Callable<Object>> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes everything, and counts what each citizen got.
    private static final class Provider implements Deliverer.Sender {

        private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> texts = new ConcurrentHashMap<>();
        private final AtomicInteger ids = new AtomicInteger();

        @Override
        public SendOutcome send(Due due, Outgoing.Part part) {
            sent.computeIfAbsent(due.send().lane().citizen().value(), _ -> new AtomicInteger())
                    .incrementAndGet();
            texts.computeIfAbsent(due.send().message().text(), _ -> new AtomicInteger())
                    .incrementAndGet();
            return new SendOutcome.Accepted("p" + ids.incrementAndGet());
        }

        @Override
        public Optional<SendOutcome> askAfter(
                Due due, Outgoing.Part part, Instant handedOverAt, Predicate<String> isKnown) {
            return Optional.of(new SendOutcome.Unknown("cannot be asked"));
        }

        @Override
        public int callsMax(String accountId) {
            return 1_000;
        }

        @Override
        public SendPolicy policy(String accountId) {
            return new SendPolicy(1_000, WhenUnknown.ASK_A_PERSON, Duration.ZERO);
        }

        @Override
        public Instant mendedAt(String accountId) {
            return Instant.EPOCH;
        }
    }
}
