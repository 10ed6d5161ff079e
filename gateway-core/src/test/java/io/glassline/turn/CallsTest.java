package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.channel.LineSocket;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each step of a call, as the caller hears it.
class CallsTest {

    private static final ChannelAccount ACCOUNT =
            new ChannelAccount("city-sms", Samples.SMS, "+15550100", Map.of(), Map.of());
    private static final Locale SPANISH = Locale.of("es");

    private final City city = new City();
    private final PhoneLines lines = new InMemoryPhoneLines(city.record);
    private final Phone phone = new Phone();
    private final List<Lane> runs = new ArrayList<>();
    private Function<Lane, CompletableFuture<?>> turn = lane -> CompletableFuture.completedFuture(city.turns.run(lane));
    private int step;

    @Test
    void theCallerHearsTheAnswerAndIsListenedTo() {
        assertThat(says("hello")).isEqualTo(speech(Then.LISTEN, "hello!"));
    }

    @Test
    void aRequestThatIsMadeAgainGetsTheSameWordsAndTheNextGetsNone() {
        says("hello");

        assertThat(lineOpen(Line.State.ASKED)).isEqualTo(speech(Then.LISTEN, "hello!"));
        step++;
        assertThat(lineOpen(Line.State.ASKED)).isEqualTo(speech(Then.LISTEN, "Are you there?"));
    }

    @Test
    void whoWaitsForAPersonIsHeldAndHearsAtOnceAndThenSeldomWhereTheyStand() {
        assertThat(says("person")).isEqualTo(hold("number 3"));
        for (var looks = 1; looks <= 20; looks++) {
            step++;
            assertThat(held(looks)).as("look %d", looks).isEqualTo(looks % 10 == 0 ? hold("number 3") : hold());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # waits for | then
              1         | HOLD
              15        | HOLD
              16        | HANG_UP
            """)
    void nobodyHoldsTheLineForLongerThanTheCitySays(int minutes, Then then) {
        says("person");
        step++;
        city.clock.advance(Duration.ofMinutes(minutes));

        assertThat(held(7).then()).isEqualTo(then);
    }

    @Test
    void anAgentsWordsAreSpokenTheNextTimeTheCallComesBack() {
        says("person");
        var taken = Samples.move(
                city.conversation(ANA), new Stage.WithAgent(new QueueId("general"), "kim", city.clock.instant()));
        city.ports.store().commit(taken);
        step++;
        assertThat(held(1)).isEqualTo(new Speech(List.of(), Locale.ENGLISH, Then.HOLD));

        city.ports.store().commit(Samples.said(taken.after(), "Good morning", 1));

        assertThat(held(2)).isEqualTo(speech(Then.LISTEN, "Good morning"));
        step++;
        assertThat(lineOpen(Line.State.ASKED))
                .as("talking is not waiting in line")
                .isEqualTo(speech(Then.HOLD, "hold on"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the caller who waits     | the call goes on
              HOLDING                  | HOLD
              CHOOSING                 | LISTEN
              LEAVING_MESSAGE          | LISTEN
              LET_GO                   | HANG_UP
            """)
    void whoWaitsIsHeldAskedOrLetGo(Session.Waits waits, Then then) {
        says("person");
        var before = city.conversation(ANA);
        var after = before.with(before.stage(), before.session().waiting(waits), before.language());
        city.ports.store().commit(Samples.said(after, "well", 1));
        step++;

        assertThat(lineOpen(Line.State.ASKED).then()).isEqualTo(then);
    }

    /// A report that waits to be looked at keeps nobody on the line, and a goodbye frees it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the conversation      | the caller is | the call goes on
              with the bot          | HOLDING       | LISTEN
              with the bot          | LET_GO        | HANG_UP
              waits to be looked at | HOLDING       | LISTEN
              waits to be looked at | LET_GO        | HANG_UP
            """)
    void theBotListensUntilTheCallerSaysGoodbye(String conversation, Session.Waits waits, Then then) {
        says(conversation.equals("with the bot") ? "hello" : "person");
        var before = city.conversation(ANA);
        var session = before.session().waiting(waits).withBotGoingOn(conversation.startsWith("waits"));
        city.ports.store().commit(Samples.said(before.with(before.stage(), session, before.language()), "well", 1));
        step++;

        assertThat(lineOpen(Line.State.ASKED).then()).isEqualTo(then);
    }

    @Test
    void aRequestThatComesAfterTheEndOfItsCallHearsNothing() {
        says("hello");
        lines.ended(ANA, city.clock.instant());
        city.writes(ANA, "one");
        city.turns.run(ANA);
        step++;

        var line = line(Line.State.ASKED, 1);
        assertThat(calls().answer(line, new ChannelEvent.LineOpen(line), phone, ACCOUNT))
                .isEqualTo(WebhookReply.status(204));
        assertThat(city.ports.outbox().say(ANA, "another", city.clock.instant()))
                .hasSize(1);
    }

    @Test
    void anAnswerThatTakesLongerThanTheProviderWaitsIsFetchedTheNextTime() {
        says("hello");
        turn = _ -> new Never(TimeoutException::new);
        step++;
        assertThat(says("one")).isEqualTo(speech(Then.COME_BACK, "ONE_MOMENT"));
        assertThat(lineOpen(Line.State.DELAYED)).isEqualTo(speech(Then.COME_BACK, "ONE_MOMENT"));

        turn = lane -> CompletableFuture.completedFuture(city.turns.run(lane));
        assertThat(lineOpen(Line.State.DELAYED)).isEqualTo(speech(Then.LISTEN, "one!"));
        assertThat(runs).hasSize(4);
    }

    @Test
    void theCallerWaitsEightSecondsAtMost() {
        var waiting = new Never(TimeoutException::new);
        turn = _ -> waiting;
        says("hello");

        assertThat(waiting.waitedMillis).isEqualTo(8_000);
    }

    @Test
    void withoutAConversationThereAreNoWordsForAMoment() {
        turn = _ -> CompletableFuture.failedFuture(new IllegalStateException());

        assertThat(says("hello")).isEqualTo(new Speech(List.of(), SPANISH, Then.COME_BACK));
    }

    @Test
    void aNodeThatIsStoppedAsksTheCallerToComeBack() {
        turn = _ -> new Never(InterruptedException::new);

        assertThat(says("hello").then()).isEqualTo(Then.COME_BACK);
        assertThat(Thread.interrupted()).as("for whoever waits next").isTrue();
    }

    @Test
    void noTurnIsRunForALineOnWhichNothingIsLeftToDo() {
        says("hello");
        runs.clear();
        step++;
        city.writes(ANA, "waits for its own request");

        lineOpen(Line.State.ASKED);
        city.turns.run(ANA);
        lineOpen(Line.State.DELAYED);

        assertThat(runs).isEmpty();
    }

    @Test
    void aSilentLineIsAskedAndThenHungUp() {
        says("hello");
        step++;

        assertThat(spoken(new ChannelEvent.LineOpen(line(Line.State.ASKED, 2)), line(Line.State.ASKED, 2)))
                .isEqualTo(speech(Then.LISTEN, "Are you there?"));
        assertThat(spoken(new ChannelEvent.LineOpen(line(Line.State.ASKED, 3)), line(Line.State.ASKED, 3)))
                .isEqualTo(speech(Then.HANG_UP, "Are you there?"));
    }

    @Test
    void aLineWithNothingOnTheRecordIsHungUp() {
        assertThat(lineOpen(Line.State.ASKED)).isEqualTo(new Speech(List.of("GOODBYE"), SPANISH, Then.HANG_UP));
    }

    @Test
    void whenTheMatterIsClosedTheLastWordsAreSaidAndTheLineIsHungUp() {
        says("hello");
        var last = Samples.said(city.conversation(ANA), "Goodbye", 1);
        city.ports.store().commit(last);
        city.ports.store().commit(Samples.move(last.after(), new Stage.Closed(city.clock.instant(), "resolved")));
        step++;

        assertThat(lineOpen(Line.State.ASKED)).isEqualTo(speech(Then.HANG_UP, "Goodbye"));
    }

    @Test
    void aLineThatIsClosedIsAcknowledgedOnly() {
        var line = line(Line.State.ASKED, 0);

        var reply = calls().answer(line, new ChannelEvent.LineClosed(line, city.clock.instant()), phone, ACCOUNT);

        assertThat(reply).isEqualTo(WebhookReply.status(204));
    }

    @Test
    void withTheRecordAwayTheCallerIsToldInTheCitysFirstLanguage() {
        calls().outOfOrder(line(Line.State.NEW, 0), phone, ACCOUNT);

        assertThat(phone.spoken).isEqualTo(new Speech(List.of("OUT_OF_ORDER"), SPANISH, Then.HANG_UP));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the call         | says   | hears
              NEW 0            | hello  | a socket
              TALKED 0         |        | a socket
              HELD 0           |        | a socket
              CUT_OFF 1        |        | a socket
              CUT_OFF 3        |        | a socket
              CUT_OFF 4        |        | hello!
              ASKED 0          |        | hello!
              DELAYED 0        |        | hello!
              TALKED 3         |        | hello!
              HELD 0           | one    | a socket
              ASKED 0          | one    | hello! one!
              HELD 0           | person | hello!
            """)
    void whoIsListenedToIsPutThroughToASocketUnlessThatFails(String at, @Nullable String says, String hears) {
        phone.talks = true;
        city.writes(ANA, "hello");
        city.turns.run(ANA);
        var state = Line.State.valueOf(at.split(" ")[0]);
        var line = line(state, Integer.parseInt(at.split(" ")[1]));
        if (says != null) {
            city.writes(ANA, says);
        }

        var reply =
                calls().answer(line, says == null ? new ChannelEvent.LineOpen(line) : received(says), phone, ACCOUNT);

        assertThat(reply.status() == 201 ? "a socket" : String.join(" ", phone.spoken.say()))
                .isEqualTo(hears);
        assertThat(city.ports
                        .outbox()
                        .say(ANA, "the socket's", city.clock.instant())
                        .isEmpty())
                .as("what is queued is left for the socket")
                .isEqualTo(reply.status() != 201);
    }

    @Test
    void whoIsCutOffTooOftenHearsWhatTheyMissed() {
        phone.talks = true;
        city.writes(ANA, "hello");
        city.turns.run(ANA);
        city.clock.advance(Duration.ofSeconds(1));
        city.ports.outbox().say(ANA, "CA1:socket:x.1", city.clock.instant());

        var line = line(Line.State.CUT_OFF, 4);
        assertThat(spoken(new ChannelEvent.LineOpen(line), line)).isEqualTo(speech(Then.LISTEN, "hello!"));
    }

    @Test
    void nobodyIsCalledToSendToAPhone() {
        var channels = new Channels(List.of(ACCOUNT), List.of(phone));

        assertThat(channels.pushAccountIds()).isEmpty();
        assertThat(channels.sendPolicy(ACCOUNT.id())).isEmpty();
    }

    private Calls calls() {
        return new Calls(
                city.ports.store(),
                city.ports.outbox(),
                lines,
                c -> c.stage() instanceof Stage.Waiting
                        ? Optional.of(new QueuePlace(3, Optional.empty()))
                        : Optional.empty(),
                city.rulesets(SPANISH),
                lane -> {
                    runs.add(lane);
                    return turn.apply(lane);
                },
                account -> "https://city.example/channels/" + account,
                city.clock);
    }

    private Speech held(int looks) {
        return spoken(new ChannelEvent.LineOpen(line(Line.State.HELD, looks)), line(Line.State.HELD, looks));
    }

    private static Speech hold(String... words) {
        return speech(Then.HOLD, words).withOneKey(true);
    }

    private Speech says(String words) {
        city.writes(ANA, words);
        return spoken(received(words), line(Line.State.ASKED, 0));
    }

    private ChannelEvent received(String words) {
        return new ChannelEvent.MessageReceived(
                "CA1:" + step,
                ANA.citizen(),
                new Content.Text(words),
                city.clock.instant(),
                Optional.empty(),
                Set.of());
    }

    private Speech lineOpen(Line.State state) {
        return spoken(new ChannelEvent.LineOpen(line(state, 1)), line(state, 1));
    }

    private Speech spoken(ChannelEvent event, Line line) {
        var reply = calls().answer(line, event, phone, ACCOUNT);
        assertThat(reply).isEqualTo(WebhookReply.status(200));
        return phone.spoken;
    }

    private Line line(Line.State state, int silences) {
        return new Line("CA1", ANA.citizen(), step, silences, state);
    }

    private static Speech speech(Then then, String... words) {
        return new Speech(List.of(words), Locale.ENGLISH, then);
    }

    /// A turn that is not done in time, or whose thread is stopped.
    private static final class Never extends CompletableFuture<Void> {

        private final java.util.function.Supplier<Exception> ends;
        private long waitedMillis;

        Never(java.util.function.Supplier<Exception> ends) {
            this.ends = ends;
        }

        @Override
        public Void get(long timeout, TimeUnit unit) throws InterruptedException, TimeoutException {
            waitedMillis = unit.toMillis(timeout);
            switch (ends.get()) {
                case TimeoutException late -> throw late;
                case InterruptedException stopped -> throw stopped;
                default -> throw new AssertionError();
            }
        }
    }

    /// A line that remembers what was last said on it.
    private static final class Phone implements LineAdapter {

        private Speech spoken = new Speech(List.of(), Locale.ROOT, Then.HANG_UP);
        private boolean talks;

        @Override
        public Optional<LineSocket> socket(ChannelAccount account) {
            return talks ? Optional.of(socket) : Optional.empty();
        }

        /// One that is opened, and no more.
        private final LineSocket socket = (LineSocket) Proxy.newProxyInstance(
                LineSocket.class.getClassLoader(), new Class<?>[] {LineSocket.class}, (_, method, _) -> {
                    assertThat(method.getName()).isEqualTo("open");
                    return WebhookReply.status(201);
                });

        @Override
        public Optional<Line> line(WebhookCall call, ChannelAccount account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WebhookReply speak(Line line, Speech speech, ChannelAccount account) {
            spoken = speech;
            return WebhookReply.status(200);
        }

        @Override
        public ChannelKind kind() {
            return Samples.SMS;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(160, 0);
        }

        @Override
        public AccountForm form() {
            return new AccountForm(Set.of(), Set.of(), Set.of(), Set.of());
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WebhookReply acknowledgement() {
            return WebhookReply.status(204);
        }

        @Override
        public List<Outgoing.Part> render(Outgoing message) {
            return List.of(new Outgoing.Part(0, message.text(), List.of()));
        }
    }
}
