package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.consent.Consent;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import io.glassline.trial.RecordedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgRecordedTrafficTest {

    private static final Instant SINCE = NOW.minus(Duration.ofDays(1));
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(1));

    private Database database;
    private PgInboundLog inbound;
    private PgConversationStore store;
    private PgRecordedTraffic traffic;
    private int received;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        inbound = TestServers.inboundLog(database);
        store = new PgConversationStore(database);
        traffic = new PgRecordedTraffic(database);
    }

    @AfterEach
    void close() {
        store.close();
        inbound.close();
        database.close();
    }

    private Conversation open(Lane lane) {
        return Samples.conversation(lane);
    }

    /// A message, decided at `at`, and the conversation after it.
    private Change says(Conversation before, String text, Instant at) {
        var message = Samples.inbound(before.lane(), "m" + ++received, text);
        inbound.accept(Samples.arrival(message)).join();
        var turn = Samples.turn(before, message, "An answer.");
        var decision = new Change.Decision(message.id(), Samples.decision(), at);
        var change = new Change(
                turn.after(),
                turn.messages(),
                turn.finished(),
                List.of(decision),
                turn.sends(),
                turn.consents(),
                turn.entries());
        assertThat(store.commit(change)).isTrue();
        return change;
    }

    private List<RecordedMessage> read() {
        var all = new ArrayList<RecordedMessage>();
        traffic.read(SINCE, UNTIL, message -> all.add(message));
        return all;
    }

    /// More conversations than a page has, and one with more messages than a page has would take minutes; so one with
    /// a few, spread over the time of all others.
    @Test
    void eachMessageIsReadOnceAndThoseOfAConversationTogether() {
        var longest = open(Samples.lane());
        for (var number = 0; number < 450; number++) {
            says(open(Samples.lane()), "hello", NOW.plusMillis(number));
            if (number % 100 == 0) {
                longest = says(longest, "message " + number, NOW.plusMillis(number))
                        .after();
            }
        }
        var all = read();
        assertThat(all).hasSize(455);
        assertThat(traffic.count(SINCE, UNTIL)).isEqualTo(455);

        var begun = new HashSet<Conversation.Id>();
        for (var i = 0; i < all.size(); i++) {
            var id = all.get(i).conversation().id();
            var isNew = i == 0 || !all.get(i - 1).conversation().id().equals(id);
            assertThat(isNew && !begun.add(id)).as("%s comes twice", id).isFalse();
        }
        var id = longest.id();
        assertThat(all.stream()
                        .filter(message -> message.conversation().id().equals(id))
                        .map(message ->
                                message.inbound().orElseThrow().content().words()))
                .containsExactly("message 0", "message 100", "message 200", "message 300", "message 400");
    }

    @Test
    void readingEndsWhenNoMoreIsWanted() {
        says(open(Samples.lane()), "one", NOW);
        says(open(Samples.lane()), "two", NOW);
        var all = new ArrayList<RecordedMessage>();
        traffic.read(SINCE, UNTIL, message -> {
            all.add(message);
            return false;
        });
        assertThat(all).hasSize(1);
    }

    @Test
    void onlyTheWindowIsRead() {
        var change = says(open(Samples.lane()), "before it", SINCE.minusSeconds(1));
        says(change.after(), "in it", SINCE);
        says(open(Samples.lane()), "after it", UNTIL);
        assertThat(read())
                .extracting(message -> message.inbound().orElseThrow().content().words())
                .containsExactly("in it");
    }

    @Test
    void erasedWordsAreKnownAsSuch() {
        var kept = says(open(Samples.lane()), "kept", NOW);
        var gone = says(open(Samples.lane()), "gone", NOW);
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        update audit_entry set words_salt = null
                        where id = (select entry_id from inbound where id = :id)
                        """)
                        .bind("id", gone.finished().getFirst().value())
                        .execute());

        assertThat(read())
                .extracting(message -> message.inbound().map(Inbound::id))
                .containsExactlyInAnyOrder(Optional.of(kept.finished().getFirst()), Optional.empty());
    }

    @Test
    void whatACitizenSpokeAndHowTheyStoodBeforeIsTold() {
        var lane = Samples.lane();
        var first = open(lane).with(new Stage.WithBot(), open(lane).session(), Locale.of("es"));
        var ended = says(first, "hola", SINCE.minusSeconds(60)).after();
        assertThat(store.commit(Samples.move(ended, new Stage.Closed(SINCE, "quiet"))))
                .isTrue();
        try (var ledger = new PgConsentLedger(database, Samples.AUDIT)) {
            ledger.write(new ConsentChange(
                    lane, ConsentChange.ALL, Standing.OPTED_OUT, ConsentChange.KEYWORD, "BAJA", SINCE));
        }
        var second = new Conversation(
                new Conversation.Id(UUID.randomUUID()),
                UUID.randomUUID(),
                lane,
                Locale.ENGLISH,
                new Stage.WithBot(),
                ended.session(),
                ended.thread(),
                0,
                0,
                NOW.plusSeconds(1),
                NOW.plusSeconds(1),
                ended.traffic());
        says(second, "hello", NOW.plusSeconds(1));

        var message = read().getFirst();
        assertThat(message.languageBefore()).contains(Locale.of("es"));
        assertThat(message.consent()).extracting(Consent::isOptedOut).isEqualTo(true);
    }

    @Test
    void aDecisionIsFoundByItsMessageWithWhatWasTold() {
        var change = says(open(Samples.lane()), "hello", NOW);
        var found = traffic.find(change.finished().getFirst()).orElseThrow();
        assertThat(found.decision()).isEqualTo(Samples.decision());
        assertThat(found.replies()).containsExactly("An answer.");
        assertThat(traffic.find(change.messages().getLast().id())).isEmpty();
    }

    @Test
    void decisionsAreCountedByRuleAndListedTheLatestFirst() {
        says(open(Samples.lane()), "one", NOW);
        var latest = says(open(Samples.lane()), "two", NOW.plusSeconds(1));
        assertThat(traffic.countByRule(SINCE)).containsOnlyKeys("otherwise").containsValue(2L);
        assertThat(traffic.countByRule(UNTIL)).isEmpty();
        assertThat(traffic.latest(SINCE, 1))
                .extracting(recorded -> recorded.about())
                .containsExactly(latest.finished().getFirst());
    }
}
