package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntry;
import io.glassline.consent.InMemoryConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.person.PersonLink;
import io.glassline.rating.Ended;
import io.glassline.rating.Ended.Obstacle;
import io.glassline.rating.Ratings;
import io.glassline.satisfaction.RatingQuestion;
import io.glassline.satisfaction.RatingWork;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A conversation ended, its citizen is asked how it was, and writes again.
class RatingTurnTest {

    private static final String QUESTION = "how was it?";

    private final City city = new City();
    private final Fixed ratings = new Fixed();
    private final RatingWork work = new RatingWork(
            ratings,
            () -> Optional.of(new RatingQuestion(
                    Duration.ofHours(1), Set.of("sms"), Optional.empty(), _ -> QUESTION, _ -> "choose")),
            () -> ZoneOffset.UTC,
            city.ports.store(),
            city.sessions,
            city.channels,
            new InMemoryConsentLedger(city.record, Samples.AUDIT),
            city.links,
            Samples.AUDIT,
            city.clock,
            _ -> {});

    @Test
    void theQuestionStandsInTheEndedConversationAndTheAnswerInTheNext() {
        var ended = ended("hello");
        assertThat(work.step()).isEqualTo(1);
        assertThat(city.said()).endsWith("system: " + QUESTION);
        assertThat(city.ports.store().find(ended.id()).orElseThrow().isOpen()).isFalse();
        assertThat(city.ports.store().findOpen(ANA)).isEmpty();

        hears("rate 4");
        assertThat(city.said()).endsWith("citizen: rate 4", "bot: thanks");
        assertThat(kinds()).containsOnlyOnce("rating.given");
        assertThat(city.conversation(ANA).id()).isNotEqualTo(ended.id());

        hears("rate 4");
        assertThat(kinds()).as("something was said since").containsOnlyOnce("rating.given");
    }

    @Test
    void afterADayOrAfterOtherWordsItIsAnsweredNoMore() {
        ended("hello");
        work.step();
        hears("and the library?");
        hears("rate 4");
        assertThat(kinds()).doesNotContain("rating.given");
    }

    @Test
    void whatComesADayLaterIsNoAnswer() {
        ended("hello");
        work.step();
        city.clock.advance(Duration.ofHours(24));
        hears("rate 4");
        assertThat(kinds()).doesNotContain("rating.given");
    }

    @Test
    void whoWritesMeanwhileIsNotAsked() {
        ended("hello");
        city.writes(ANA, "one more thing");
        work.step();
        assertThat(city.said()).doesNotContain("system: " + QUESTION);
        city.turns.run(ANA);
        work.step();
        assertThat(ratings.passedOver.values()).containsExactly(Obstacle.GOES_ON);
    }

    @Test
    void whoSaidStopIsNotAsked() {
        ended("stop");
        work.step();
        assertThat(ratings.passedOver.values()).containsExactly(Obstacle.OPTED_OUT);
    }

    @Test
    void aPersonIsAskedOnceOnWhicheverOfTheirAddresses() {
        var other = Samples.lane("slow-sms");
        city.links.link(
                new PersonLink(city.id(), ANA, other, PersonLink.How.STAFF, "ada", "said so", city.clock.instant()),
                Actor.atConsole("ada"));
        ratings.asked = Set.of(other);
        ended("hello");
        work.step();
        assertThat(ratings.passedOver.values()).containsExactly(Obstacle.ASKED_LATELY);
    }

    private Conversation ended(String text) {
        hears(text);
        var before = city.conversation(ANA);
        var change = ConversationEnd.change(before, ConversationEnd.Reason.QUIET, Samples.AUDIT, city.clock.instant());
        assertThat(city.ports.store().commit(change)).isTrue();
        assertThat(change.after().stage()).isInstanceOf(Stage.Closed.class);
        ratings.ended =
                List.of(new Ended(change.after(), "bot:parrot", true, false, false, Optional.of(city.clock.instant())));
        return change.after();
    }

    private void hears(String text) {
        city.writes(ANA, text);
        city.turns.run(ANA);
    }

    private List<String> kinds() {
        return city.record.entries().stream().map(AuditEntry::kind).toList();
    }

    /// What ended is told, and what is passed over is kept.
    private static final class Fixed implements Ratings {

        private List<Ended> ended = new ArrayList<>();
        private Set<Lane> asked = Set.of();
        private final Map<Conversation.Id, Obstacle> passedOver = new LinkedHashMap<>();

        @Override
        public List<Ended> ended(Collection<String> channels, Instant from, Instant until, int countMax) {
            return ended.stream()
                    .filter(one -> !passedOver.containsKey(one.conversation().id()))
                    .toList();
        }

        @Override
        public boolean isAskedSince(Collection<Lane> lanes, Instant since) {
            return lanes.stream().anyMatch(asked::contains);
        }

        @Override
        public void passOver(Conversation conversation, Obstacle because, Instant at) {
            passedOver.put(conversation.id(), because);
        }

        @Override
        public Summary summary(Instant since) {
            throw new AssertionError("nobody counts here");
        }
    }
}
