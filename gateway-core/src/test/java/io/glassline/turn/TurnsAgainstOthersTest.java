package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.message.Message;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Turns.Ran;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What a turn does when Redis knows something old, another node is quicker, or an answer is lost on the way.
class TurnsAgainstOthersTest {

    private final City city = new City();
    private final Watched store = new Watched(city.ports.store());

    @Test
    void aSessionThatIsTrueSavesAskingTheRecord() {
        city.writes(ANA, "one");
        city.turns.run(ANA);
        city.writes(ANA, "two");

        city.turns(store, city.sessions).run(ANA);

        assertThat(store.commits).isEqualTo(1);
        assertThat(store.asked).isZero();
    }

    @Test
    void aSessionThatIsOutOfDateIsBelievedOnceAndNeverAfterALostCommit() {
        city.writes(ANA, "one");
        city.turns.run(ANA);
        var forgetful = new InMemorySessions(city.clock);
        forgetful.keep(city.conversation(ANA));
        city.writes(ANA, "two");
        city.turns.run(ANA);
        city.writes(ANA, "three");

        assertThat(city.turns(store, forgetful).run(ANA)).isEqualTo(new Ran.Done(1));

        assertThat(store.commits).isEqualTo(2);
        assertThat(store.asked).isEqualTo(1);
        assertThat(city.conversation(ANA).version()).isEqualTo(3);
        assertThat(city.said()).endsWith("citizen: three", "bot: three!");
    }

    @Test
    void aSessionOfAClosedConversationOpensNone() {
        city.writes(ANA, "one");
        city.turns.run(ANA);
        var open = city.conversation(ANA);
        var closed = open.with(new Stage.Closed(city.clock.instant(), "resolved"));
        city.ports.store().commit(Samples.move(open, closed.stage()));
        city.writes(ANA, "two");

        city.turns(store, new Remembering(closed.nextVersion(), false)).run(ANA);

        assertThat(store.commits).isEqualTo(1);
        assertThat(city.conversation(ANA).id()).isNotEqualTo(open.id());
    }

    /// The commit was made, and the connection broke before that was said. The message after it waits meanwhile.
    @Test
    void aCommitWhoseAnswerWasLostIsNotMadeTwice() {
        city.writes(ANA, "one");
        city.writes(ANA, "two");
        store.commit = change -> {
            store.commit = city.ports.store()::commit;
            city.ports.store().commit(change);
            return false;
        };

        assertThat(city.turns(store, city.sessions).run(ANA)).isEqualTo(new Ran.Done(2));

        assertThat(store.commits).isEqualTo(2);
        assertThat(city.said()).containsExactly("citizen: one", "bot: one!", "citizen: two", "bot: two!");
    }

    @Test
    void whoIsOutrunFiveTimesGivesTheTurnUpForNow() {
        city.writes(ANA, "one");
        store.commit = _ -> false;

        assertThat(city.turns(store, city.sessions).run(ANA))
                .isInstanceOfSatisfying(
                        Ran.Failed.class,
                        failed -> assertThat(failed.because()).endsWith("conversation changed under the turn 5 times"));

        assertThat(store.commits).isEqualTo(5);
        assertThat(city.ports.store().unfinished(ANA, 9)).hasSize(1);
    }

    @Test
    void aLaneThatAnotherHasIsLeftToIt() {
        city.writes(ANA, "one");
        city.sessions.claim(ANA, Duration.ofSeconds(10)).orElseThrow();

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Elsewhere());
        assertThat(city.said()).isEmpty();
    }

    @Test
    void aLaneThatNobodyAskedForIsRunOnce() {
        var sessions = new Remembering(Optional.empty(), false, 99);

        city.turns(store, sessions).run(ANA);

        assertThat(sessions.claims).isEqualTo(1);
    }

    @Test
    void aLaneThatIsAskedForAgainAndAgainIsLeftToTheRedriverInTheEnd() {
        var sessions = new Remembering(Optional.empty(), true, 99);

        assertThat(city.turns(store, sessions).run(ANA)).isEqualTo(new Ran.Done(0));

        assertThat(sessions.claims).isEqualTo(10);
    }

    @Test
    void whatWasHandledBeforeTheLaneWasLostIsTold() {
        city.writes(ANA, "one");

        assertThat(city.turns(store, new Remembering(Optional.empty(), true, 1)).run(ANA))
                .isEqualTo(new Ran.Done(1));
    }

    /// A Redis that says what it is told to, whatever is kept in it.
    private static final class Remembering implements Sessions {

        private final Optional<Conversation> session;
        private final boolean askedFor;
        private final int claimsMax;
        private int claims;

        Remembering(Conversation session, boolean askedFor) {
            this(Optional.of(session), askedFor, 99);
        }

        Remembering(Optional<Conversation> session, boolean askedFor, int claimsMax) {
            this.session = session;
            this.askedFor = askedFor;
            this.claimsMax = claimsMax;
        }

        @Override
        public Optional<Claim> claim(Lane lane, Duration atMost) {
            return claims < claimsMax ? Optional.of(new Claim(lane, ++claims, session)) : Optional.empty();
        }

        @Override
        public boolean release(Claim claim, Optional<Conversation> latest) {
            return askedFor;
        }

        @Override
        public void hold(Collection<Lane> lanes, String holder, Duration atMost) {}

        @Override
        public void letGo(Collection<Lane> lanes, String holder) {}

        @Override
        public boolean forget(Lane lane) {
            return true;
        }

        @Override
        public void keep(Conversation conversation) {}
    }

    /// A store that counts what it is asked, and whose commit may be replaced.
    private static final class Watched implements ConversationStore {

        private final ConversationStore store;
        private Predicate<Change> commit;
        private int commits;
        private int asked;

        Watched(ConversationStore store) {
            this.store = store;
            this.commit = store::commit;
        }

        @Override
        public Optional<Conversation> find(Conversation.Id id) {
            return store.find(id);
        }

        @Override
        public Optional<Conversation> findLatest(Lane lane) {
            asked++;
            return store.findLatest(lane);
        }

        @Override
        public Instant quietSince(Conversation conversation) {
            return store.quietSince(conversation);
        }

        @Override
        public List<Conversation> quiet(List<QuietSince> accounts, int countMax) {
            return store.quiet(accounts, countMax);
        }

        @Override
        public Optional<Conversation> findByThread(Lane lane, MailThread thread) {
            return store.findByThread(lane, thread);
        }

        @Override
        public List<Inbound> unfinished(Lane lane, int countMax) {
            return store.unfinished(lane, countMax);
        }

        @Override
        public List<Message> lately(Lane lane, Instant since, int countMax) {
            return store.lately(lane, since, countMax);
        }

        @Override
        public boolean hasMessage(Message.Id id) {
            return store.hasMessage(id);
        }

        @Override
        public List<Lane> lanesUnfinished(Instant receivedBefore, Instant now, int countMax) {
            return store.lanesUnfinished(receivedBefore, now, countMax);
        }

        @Override
        public boolean commit(Change change) {
            commits++;
            return commit.test(change);
        }

        @Override
        public void turnFailed(List<Message.Id> inbound, String because, Instant retryAt) {
            store.turnFailed(inbound, because, retryAt);
        }
    }
}
