package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.move;
import static io.glassline.conversation.Samples.said;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.desk.VisitorTalks.Line;
import io.glassline.desk.VisitorTalks.Talk;
import io.glassline.message.ChannelKind;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Step;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgVisitorTalksTest {

    private static final ChannelKind WEB = new ChannelKind("web");

    private Database database;
    private PgConversationStore store;
    private PgOutbox outbox;
    private PgVisitorTalks talks;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
        outbox = new PgOutbox(database, AUDIT);
        talks = new PgVisitorTalks(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aVisitorSeesTheirMessageAtOnceAndTheAnswerWhenItIsHandedOver() {
        var lane = lane(WEB);
        assertThat(told(lane)).isEmpty();

        var inbound = inbound(lane, "1", "When are the bins emptied?");
        accept(inbound);
        assertThat(told(lane)).containsExactly("citizen: When are the bins emptied?", "unanswered");

        commit(turn(conversation(lane), inbound, "On Tuesday."));
        assertThat(told(lane))
                .as("decided, and not sent yet")
                .containsExactly("citizen: When are the bins emptied?", "unanswered", "bot");

        handOver(lane, "p1");
        assertThat(told(lane)).containsExactly("citizen: When are the bins emptied?", "bot: On Tuesday.", "bot");
    }

    @Test
    void aLineKeepsItsIdFromWhenItCameToWhenItIsHandled() {
        var lane = lane(WEB);
        var inbound = inbound(lane, "1", "Hello?");
        accept(inbound);
        var before = talk(lane).lines();
        commit(turn(conversation(lane), inbound, "Hello."));

        assertThat(talk(lane).lines())
                .extracting(Line::id)
                .isEqualTo(before.stream().map(Line::id).toList());
        assertThat(before.getFirst().id()).isEqualTo(inbound.id() + ".0");
        assertThat(before.getFirst().providerId()).contains("1");
    }

    @Test
    void theOffersOfAnAnswerAndWhatBecameOfItAreThere() {
        var lane = asked("1", "Hello?", "Hello.").after().lane();
        handOver(lane, "p1");
        outbox.report(
                lane.accountId(),
                new DeliveryReported(Optional.of("p1"), Optional.empty(), Delivery.READ, Optional.empty(), NOW),
                NOW);

        assertThat(talk(lane).lines().getLast().delivery()).contains("read");
    }

    @Test
    void whatFailedIsNotShown() {
        var turn = asked("1", "Hello?", "Hello.");
        var due = outbox.claim(Set.of(turn.after().lane().accountId()), NOW, Duration.ofMinutes(1), 1)
                .getFirst();
        outbox.handingOver(due, 0, NOW);
        outbox.move(due, 0, new Step(Delivery.FAILED, Optional.empty(), Optional.of("x"), "rejected"), NOW);
        outbox.release(due, Optional.empty(), "rejected", NOW);

        assertThat(told(turn.after().lane())).containsExactly("citizen: Hello?", "bot");
    }

    @Test
    void oneTalkGoesOnOverManyConversationsAndIsNeverAnothers() {
        var first = asked("1", "Hello?", "Hello.").after();
        handOver(first.lane(), "p1");
        commit(move(first, new Stage.Closed(NOW, "quiet")));
        var again = inbound(first.lane(), "2", "And glass?");
        accept(again);
        commit(turn(
                Conversation.open(
                        new Conversation.Id(UUID.randomUUID()),
                        UUID.randomUUID(),
                        first.lane(),
                        Locale.ENGLISH,
                        NOW.plusSeconds(60)),
                again,
                "Every second week."));
        handOver(first.lane(), "p2");
        var other = asked("1", "Anything else?", "No.").after().lane();

        assertThat(told(first.lane()))
                .containsExactly(
                        "citizen: Hello?", "bot: Hello.", "citizen: And glass?", "bot: Every second week.", "bot");
        assertThat(told(other)).containsExactly("citizen: Anything else?", "unanswered", "bot");
        assertThat(talks.talk(first.lane(), 3).lines())
                .extracting(Line::text)
                .containsExactly("Hello.", "And glass?", "Every second week.");
    }

    /// Else an open page would not be told.
    @Test
    void whateverATalkSaysAnewMovesItsStamp() {
        var lane = lane(WEB);
        var other = asked("9", "Hello?", "Hello.").after().lane();
        var stamps = new ArrayList<String>();
        stamps.add(stamp(lane, other));
        var inbound = inbound(lane, "1", "Hello?");
        accept(inbound);
        stamps.add(stamp(lane, other));
        var turn = turn(conversation(lane), inbound, "Hello.");
        commit(turn);
        stamps.add(stamp(lane, other));
        handOver(lane, "p1");
        stamps.add(stamp(lane, other));
        commit(said(turn.after(), "Anything else?", 1));
        stamps.add(stamp(lane, other));

        assertThat(stamps).doesNotHaveDuplicates();
        assertThat(stamp(lane, other)).as("nothing new").isEqualTo(stamps.getLast());
        assertThat(talks.stamps(List.of())).isEmpty();
    }

    private String stamp(Lane lane, Lane other) {
        return talks.stamps(List.of(lane, other)).get(lane);
    }

    private Talk talk(Lane lane) {
        return talks.talk(lane, 100);
    }

    private List<String> told(Lane lane) {
        var talk = talk(lane);
        var told = new ArrayList<String>();
        talk.lines().forEach(line -> told.add(line.author() + ": " + line.text()));
        if (talk.isUnanswered()) {
            told.add("unanswered");
        }
        talk.state().ifPresent(told::add);
        return told;
    }

    private Change asked(String providerId, String question, String answer) {
        var lane = lane(WEB);
        var inbound = inbound(lane, providerId, question);
        accept(inbound);
        var change = turn(conversation(lane), inbound, answer);
        commit(change);
        return change;
    }

    private void handOver(Lane lane, String providerId) {
        var due = outbox.claim(Set.of(lane.accountId()), NOW, Duration.ofMinutes(1), 1)
                .getFirst();
        outbox.handingOver(due, 0, NOW);
        outbox.moveAndRelease(
                due,
                0,
                new Step(Delivery.ACCEPTED, Optional.of(providerId), Optional.empty(), "kept"),
                Optional.empty(),
                "kept",
                NOW);
    }

    private void accept(Inbound inbound) {
        try (var log = TestServers.inboundLog(database)) {
            log.accept(arrival(inbound)).join();
        }
    }

    private void commit(Change change) {
        assertThat(store.commit(change)).isTrue();
    }
}
