package io.glassline.store;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.move;
import static io.glassline.conversation.Samples.said;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.AuditEntry;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Topic;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.outbox.Outbox.Step;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What every [ConversationStore] promises.
public abstract class ConversationStoreContract {

    /// The store under test and its neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @Test
    void knowsWhatWasSaidLatelyOnALaneInAllItsConversations() {
        var lane = lane(Samples.EMAIL);
        for (var n = 1; n <= 3; n++) {
            var thread = new MailThread("<m" + n + "@x>", List.of(), Optional.empty(), Optional.empty());
            var question = inbound(lane, "m" + n, new Content.Text("question " + n), Optional.of(thread), NOW);
            ports().inbound().accept(arrival(question)).join();
            assertThat(ports().store().commit(turn(conversation(lane), question, "answer " + n)))
                    .isTrue();
        }

        var lately = ports().store().lately(lane, NOW.minusSeconds(1), 10);
        assertThat(lately)
                .extracting(message -> message.content().words())
                .containsExactlyInAnyOrder(
                        "question 1", "answer 1", "question 2", "answer 2", "question 3", "answer 3");
        assertThat(ports().store().lately(lane, NOW.minusSeconds(1), 4)).hasSize(4);
        assertThat(ports().store().lately(lane, NOW.plusSeconds(1), 10)).isEmpty();
        assertThat(ports().store().lately(lane(Samples.EMAIL), NOW.minusSeconds(1), 10))
                .isEmpty();
    }

    static final List<Content> CONTENTS = List.of(
            new Content.Text("When are the bins emptied? 🗑️ Ünïcode, \"quotes\", \\ and\nlines"),
            new Content.Text("a zero \u0000 inside"),
            new Content.Media("image/jpeg", URI.create("https://provider.example/m/1"), Optional.of("the hole")),
            new Content.Media("audio/ogg", URI.create("https://provider.example/m/2"), Optional.empty()),
            new Content.Place(59.3293, -18.0686, Optional.of("by the bridge")),
            new Content.Place(0.0, 0.0, Optional.empty()),
            new Content.Choice("yes", "Yes, please"),
            new Content.Keys("12#"),
            new Content.Call(),
            new Content.Unsupported("a sticker"));

    @ParameterizedTest
    @FieldSource("CONTENTS")
    void keepsAConversationAndEveryKindOfMessage(Content content) {
        var lane = lane();
        var asked = accepted(inbound(lane, "1", content, Optional.empty(), NOW));
        var session = new Session(
                Optional.of(new Session.Flow("report-pothole", "where", Map.of("size", "large")).offered()),
                List.of(new Message.Offer("a", "First"), new Message.Offer("b", "Second")),
                true,
                2,
                Optional.of("Where is it?"),
                Optional.of("trash-day"),
                Optional.of(new Message.Id(new UUID(7, 8))),
                true,
                Optional.of(new Session.Alarm("danger", true)),
                new Topic(
                        Optional.of("waste"),
                        Optional.of("where is my bin?"),
                        List.of(new Message.Offer("a", "First"))),
                Optional.of(NOW),
                true,
                Session.Waits.LEAVING_MESSAGE,
                Set.of("skill:welding", "storm"),
                Optional.of("412 Oak Street"),
                List.of(new Session.Flow("trash-day", "where", Map.of("home", "412 Oak Street"))),
                Optional.of(new Session.EraseCode("123456", NOW, 4)),
                Optional.of(new Session.RatingAsked(new Message.Id(new UUID(9, 10)), NOW)));
        var before = conversation(lane)
                .with(
                        new Stage.Waiting(new QueueId("waste"), Stage.Priority.URGENT, NOW),
                        session,
                        Locale.forLanguageTag("sv-FI"));
        var change = turn(before, asked, "Tuesday");

        assertThat(ports().store().commit(change)).isTrue();

        assertThat(ports().store().find(before.id())).contains(change.after());
        assertThat(ports().store().findOpen(lane)).contains(change.after());
        assertThat(ports().store().unfinished(lane, 10)).isEmpty();
    }

    @Test
    void keepsEveryStage() {
        var stages = List.of(
                new Stage.Waiting(new QueueId("waste"), Stage.Priority.EMERGENCY, NOW),
                new Stage.WithAgent(new QueueId("waste"), "ada", NOW.plusSeconds(5)),
                new Stage.WithAgent(
                        new QueueId("waste"),
                        "ada",
                        NOW.plusSeconds(5),
                        new Stage.Rank(Stage.Priority.EMERGENCY, NOW.minusSeconds(60))),
                new Stage.WithBot(),
                new Stage.Closed(NOW.plusSeconds(9), "answered"));
        var now = opened(lane());
        for (var stage : stages) {
            var change = move(now, stage);
            assertThat(ports().store().commit(change)).isTrue();
            now = change.after();
            assertThat(ports().store().find(now.id())).contains(now);
        }
        assertThat(ports().store().findOpen(now.lane())).isEmpty();
    }

    @Test
    void knowsNoConversationThatWasNotWritten() {
        assertThat(ports().store().find(new Conversation.Id(UUID.randomUUID()))).isEmpty();
        assertThat(ports().store().findOpen(lane())).isEmpty();
        assertThat(ports().store().unfinished(lane(), 10)).isEmpty();
    }

    @Test
    void givesOutALanesMessagesInTheOrderTheyCameHoweverLateOneWasStored() {
        var lane = lane();
        var content = new Content.Text("hello");
        for (var second : List.of(3, 1, 2)) {
            accepted(inbound(lane, "came " + second, content, Optional.empty(), NOW.plusSeconds(second)));
        }

        assertThat(ports().store().unfinished(lane, 10))
                .extracting(Inbound::providerId)
                .containsExactly("came 1", "came 2", "came 3");
        assertThat(ports().store().unfinished(lane, 1))
                .extracting(Inbound::providerId)
                .containsExactly("came 1");
    }

    /// Of many changes that come together each is taken or refused by itself: here two of each conversation, half of
    /// them new, two with the same message, and a lane that two want to open.
    @Test
    void takesOrRefusesEachOfManyChangesThatComeTogether() throws Exception {
        var store = ports().store();
        var changes = new ArrayList<Change>();
        for (var i = 0; i < 12; i++) {
            var lane = lane();
            var asked = accepted(inbound(lane, "1", "hello"));
            var before = i % 2 == 0 ? conversation(lane) : opened(lane);
            changes.add(turn(before, asked, "Hello"));
            changes.add(turn(before, asked, "Hello again"));
            if (i % 2 == 0) {
                changes.add(turn(conversation(lane), asked, "Hello, too"));
            } else {
                changes.add(move(before, new Stage.Waiting(new QueueId("waste"), Stage.Priority.NORMAL, NOW)));
            }
        }

        var taken = new ArrayList<Change>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var commits = new ArrayList<Callable<Boolean>>();
            changes.forEach(change -> commits.add(() -> store.commit(change)));
            var done = threads.invokeAll(commits);
            for (var i = 0; i < changes.size(); i++) {
                if (done.get(i).get()) {
                    taken.add(changes.get(i));
                }
            }
        }

        assertThat(taken.stream().map(change -> change.after().lane()))
                .as("one for each lane")
                .hasSize(12)
                .doesNotHaveDuplicates();
        for (var change : taken) {
            assertThat(store.find(change.after().id())).contains(change.after());
            assertThat(store.findOpen(change.after().lane())).contains(change.after());
            var turned = !change.finished().isEmpty();
            assertThat(store.unfinished(change.after().lane(), 9)).hasSize(turned ? 0 : 1);
        }
    }

    @Test
    void refusesAVersionThatSomeoneElseHasWritten() {
        var read = opened(lane());
        var first = said(read, "first", 1);
        var second = said(read, "second", 1);
        var entriesBefore = entriesOf(read);

        assertThat(ports().store().commit(first)).isTrue();
        assertThat(ports().store().commit(second)).isFalse();

        assertThat(ports().store().find(read.id())).contains(first.after());
        assertThat(entriesOf(read)).hasSize(entriesBefore.size() + 1);
        assertThat(ports().outbox().claim(Set.of(read.lane().accountId()), NOW, Duration.ofMinutes(1), 9))
                .extracting(due -> due.send().message().text())
                .containsExactly("first");
    }

    @Test
    void refusesAVersionThatLeavesOneOut() {
        var read = opened(lane());
        var tooFar = move(read.nextVersion(), new Stage.WithBot());

        assertThat(ports().store().commit(tooFar)).isFalse();
        assertThat(ports().store().find(read.id())).contains(read);
    }

    @Test
    void refusesASecondOpenConversationOnALane() {
        var lane = lane();
        opened(lane);
        var asked = accepted(inbound(lane, "1", "hello"));
        var another = turn(conversation(lane), asked, "Hello");

        assertThat(ports().store().commit(another)).isFalse();
        assertThat(ports().store().find(another.after().id())).isEmpty();
        assertThat(ports().store().unfinished(lane, 9)).containsExactly(asked);
    }

    @Test
    void opensANewConversationWhenTheLastIsClosed() {
        var lane = lane();
        var closed = move(opened(lane), new Stage.Closed(NOW, "answered"));
        assertThat(ports().store().commit(closed)).isTrue();

        var next = opened(lane);

        assertThat(ports().store().findOpen(lane)).contains(next);
    }

    @Test
    void actsOnAMessageOnce() {
        var lane = lane();
        var asked = accepted(inbound(lane, "1", "hello"));
        var first = turn(conversation(lane), asked, "Hello");
        assertThat(ports().store().commit(first)).isTrue();

        var again = move(first.after(), new Stage.WithBot());
        var actingAgain = new Change(
                again.after(),
                again.messages(),
                List.of(asked.id()),
                again.decisions(),
                again.sends(),
                again.consents(),
                again.entries());

        assertThat(ports().store().commit(actingAgain)).isFalse();
        assertThat(ports().store().find(first.after().id())).contains(first.after());
    }

    @Test
    void finishesOnlyWhatWasAccepted() {
        var lane = lane();
        var neverAccepted = inbound(lane, "1", "hello");
        assertThat(ports().store().commit(turn(conversation(lane), neverAccepted, "Hello")))
                .isFalse();
        assertThat(ports().store().findOpen(lane)).isEmpty();
    }

    @Test
    void oneOfSixteenWritersWins() throws Exception {
        var read = opened(lane());
        var start = new CountDownLatch(1);
        var writers = new ArrayList<Callable<Boolean>>();
        for (var i = 0; i < 16; i++) {
            var change = said(read, "writer " + i, 1);
            writers.add(() -> {
                start.await();
                return ports().store().commit(change);
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = writers.stream().map(threads::submit).toList();
            start.countDown();
            var won = 0;
            for (var writer : running) {
                won += writer.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(ports().store().find(read.id()).orElseThrow().version()).isEqualTo(read.version() + 1);
    }

    @Test
    void oneOfEightOpenersWins() throws Exception {
        var lane = lane();
        var asked = accepted(inbound(lane, "1", "hello"));
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<Boolean>>();
            for (var i = 0; i < 8; i++) {
                var change = turn(conversation(lane), asked, "Hello " + i);
                running.add(threads.submit(() -> {
                    start.await();
                    return ports().store().commit(change);
                }));
            }
            start.countDown();
            var won = 0;
            for (var opener : running) {
                won += opener.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void givesWhatIsUnfinishedInTheOrderItCame() {
        var lane = lane();
        var marked = new Inbound(
                Message.Id.received(lane.accountId(), "marked"),
                lane.accountId(),
                "marked",
                lane.citizen(),
                new Content.Text("out of office"),
                NOW.minusSeconds(60),
                NOW,
                Optional.empty(),
                Set.of(Mark.AUTOMATIC, Mark.SENDER_UNPROVEN),
                0);
        accepted(inbound(lane, "b", "first"));
        accepted(inbound(lane, "a", "second"), inbound(lane, "c", "third"));
        accepted(marked);

        assertThat(ports().store().unfinished(lane, 10))
                .containsExactly(
                        inbound(lane, "b", "first"), inbound(lane, "a", "second"), inbound(lane, "c", "third"), marked);
        assertThat(ports().store().unfinished(lane, 2))
                .extracting(Inbound::providerId)
                .containsExactly("b", "a");
    }

    @Test
    void namesLanesThatWaitLongestFirst() {
        var later = lane();
        var earlier = lane();
        var notYet = lane();
        var base = NOW.minus(Duration.ofDays(400));
        accepted(inbound(later, "1", new Content.Text("x"), Optional.empty(), base.plusSeconds(2)));
        accepted(inbound(earlier, "1", new Content.Text("x"), Optional.empty(), base.plusSeconds(1)));
        accepted(inbound(earlier, "2", new Content.Text("x"), Optional.empty(), base.plusSeconds(3)));
        accepted(inbound(notYet, "1", new Content.Text("x"), Optional.empty(), base.plusSeconds(10)));

        assertThat(ports().store().lanesUnfinished(base.plusSeconds(10), NOW, 1000))
                .containsSubsequence(earlier, later)
                .doesNotContain(notYet);
    }

    @Test
    void countsAFailedTurnAndWaitsForItsRetry() {
        var lane = lane();
        var asked = accepted(inbound(lane, "1", "hello"));
        var retryAt = NOW.plusSeconds(30);

        ports().store().turnFailed(List.of(asked.id()), "IllegalStateException: no rule", retryAt);
        ports().store().turnFailed(List.of(asked.id()), "IllegalStateException: no rule", retryAt);

        assertThat(ports().store().unfinished(lane, 1))
                .extracting(Inbound::failedTurns)
                .containsExactly(2);
        var soon = NOW.plusSeconds(5);
        assertThat(ports().store().lanesUnfinished(soon, retryAt.minusMillis(1), 10_000))
                .doesNotContain(lane);
        assertThat(ports().store().lanesUnfinished(soon, retryAt, 10_000)).contains(lane);
    }

    @Test
    void putsAConsentOfAChangeIntoTheLedger() {
        var lane = lane();
        var asked = accepted(inbound(lane, "1", "STOP"));
        var turn = turn(conversation(lane), asked, "You will hear nothing more.");
        var stop = new ConsentChange(lane, ConsentChange.ALL, Standing.OPTED_OUT, "keyword", "STOP", NOW);
        var change = new Change(
                turn.after(),
                turn.messages(),
                turn.finished(),
                turn.decisions(),
                turn.sends(),
                List.of(stop),
                turn.entries());

        assertThat(ports().store().commit(change)).isTrue();
        assertThat(ports().ledger().consent(lane).standing()).isEqualTo(Standing.OPTED_OUT);
    }

    @Test
    void findsTheConversationAMailBelongsTo() {
        var lane = lane(Samples.EMAIL);
        var aboutBins = mailed(lane, "<bins-1@home>", List.of());
        var aboutNoise = mailed(lane, "<noise-1@home>", List.of());
        sent(aboutNoise, "<answer-7@city>");

        assertThat(byThread(lane, Optional.empty(), "<bins-1@home>")).contains(aboutBins);
        assertThat(byThread(lane, Optional.empty(), "<answer-7@city>")).contains(aboutNoise);
        assertThat(byThread(lane, Optional.empty(), "<bins-1@home>", "<noise-1@home>"))
                .as("the mail it answers comes last")
                .contains(aboutNoise);
        assertThat(byThread(lane, Optional.of(aboutBins.id()), "<noise-1@home>"))
                .as("our token counts more than references")
                .contains(aboutBins);
        assertThat(byThread(lane, Optional.empty(), "<unknown@home>")).isEmpty();
        assertThat(byThread(lane(Samples.EMAIL), Optional.of(aboutBins.id()), "<bins-1@home>"))
                .as("on another lane nothing is found")
                .isEmpty();

        var closed = move(aboutBins, new Stage.Closed(NOW, "answered"));
        assertThat(ports().store().commit(closed)).isTrue();
        assertThat(byThread(lane, Optional.of(aboutBins.id()), "<bins-1@home>")).isEmpty();
    }

    private Optional<Conversation> byThread(Lane lane, Optional<Conversation.Id> token, String... references) {
        var thread = new MailThread(
                "<new@home>", List.of(references), Optional.of("Re: something"), token.map(Conversation.Id::value));
        return ports().store().findByThread(lane, thread);
    }

    private Conversation mailed(Lane lane, String mailId, List<String> references) {
        var thread = new MailThread(mailId, references, Optional.of("Hello"), Optional.empty());
        var mail = accepted(inbound(lane, mailId, new Content.Text("hello"), Optional.of(thread), NOW));
        var change = turn(conversation(lane), mail, "We look into it.");
        assertThat(ports().store().commit(change)).isTrue();
        return change.after();
    }

    /// Sends everything that is due on the conversation's account; what belongs to it gets this provider's id.
    private void sent(Conversation conversation, String providerId) {
        var account = Set.of(conversation.lane().accountId());
        for (var due = ports().outbox().claim(account, NOW, Duration.ofMinutes(1), 9);
                !due.isEmpty();
                due = ports().outbox().claim(account, NOW, Duration.ofMinutes(1), 9)) {
            for (var one : due) {
                var ours = one.send()
                        .message()
                        .conversation()
                        .equals(conversation.id().value());
                ports().outbox().handingOver(one, 0, NOW);
                ports().outbox()
                        .move(
                                one,
                                0,
                                accepted(ours ? providerId : UUID.randomUUID().toString()),
                                NOW);
                ports().outbox().release(one, Optional.empty(), "sent", NOW);
            }
        }
    }

    private static Step accepted(String providerId) {
        return new Step(io.glassline.message.Delivery.ACCEPTED, Optional.of(providerId), Optional.empty(), "accepted");
    }

    private Inbound accepted(Inbound... messages) {
        assertThat(ports().inbound().accept(arrival(messages)).join()).isEqualTo(messages.length);
        return messages[0];
    }

    private Conversation opened(Lane lane) {
        var change = new Change(
                conversation(lane).nextVersion(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(ports().store().commit(change)).isTrue();
        return change.after();
    }

    private List<AuditEntry> entriesOf(Conversation conversation) {
        return ports().entries().get().stream()
                .filter(entry -> entry.conversation().equals(Optional.of(conversation.id())))
                .toList();
    }

    /// Kept here so that a part without words is a case of the contract, too.
    @Test
    void keepsASendInItsParts() {
        var lane = lane();
        var asked = accepted(inbound(lane, "1", "hello"));
        var parts = List.of(
                new Outgoing.Part(0, "one", List.of()),
                new Outgoing.Part(1, "", List.of(new Message.Offer("yes", "Yes"))));
        var change = turn(conversation(lane), asked, new Content.Text("one"), parts);
        assertThat(ports().store().commit(change)).isTrue();

        var due = ports().outbox().claim(Set.of(lane.accountId()), NOW, Duration.ofMinutes(1), 9);

        assertThat(due).hasSize(1);
        assertThat(due.getFirst().send()).isEqualTo(change.sends().getFirst());
    }
}
