package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.LineSocket;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A call over a socket, frame by frame. The provider's frames are words here: `words hello`, `key 1`, `cut he`,
/// `played hello!`.
class SocketCallTest {

    private static final ChannelAccount ACCOUNT =
            new ChannelAccount("city-sms", Samples.SMS, "+15550100", Map.of(), Map.of());
    private static final ChannelAccount WITH_MUSIC = new ChannelAccount(
            "city-sms", Samples.SMS, "+15550100", Map.of("hold-music-url", "https://city.example/a.mp3"), Map.of());

    private final City city = new City();
    private final Lines lines = new Lines(new InMemoryPhoneLines(city.record));
    private final List<String> sent = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final Talking phone = new Talking();
    private Function<Lane, CompletableFuture<?>> turn = lane -> CompletableFuture.completedFuture(city.turns.run(lane));
    private boolean isRecordAway;

    @Test
    void theCallerIsGreetedAnsweredAndListenedTo() {
        city.writes(ANA, "hello");
        var call = begun();
        assertThat(sent()).containsExactly("say hello!");

        city.clock.advance(Duration.ofSeconds(2));
        call.frame("words one");
        assertThat(sent()).containsExactly("say one!");
        assertThat(kept).containsExactly("words one");
    }

    @Test
    void theLanguageChangesWhereTheCallerWantsIt() {
        var call = talking();
        call.frame("words español");
        assertThat(sent()).containsExactly("listen es", "say vale");
        call.frame("words uno");
        assertThat(sent()).containsExactly("say uno!");
    }

    @Test
    void nothingIsAnsweredThatIsNotKept() {
        var call = talking();
        isRecordAway = true;
        call.frame("words one");

        assertThat(sent()).containsExactly("failed IllegalStateException", "end OUT_OF_ORDER 0");
        assertThat(call.isOver()).isTrue();
        assertThat(city.said()).doesNotContain("citizen: one");
    }

    @Test
    void whatWasPlayedIsDeliveredAndIsNotSaidAgain() {
        var call = talking("hello");
        call.frame("played hel");
        assertThat(deliveries()).containsExactly(Delivery.SENT);
        call.frame("played lo");
        assertThat(deliveries()).containsExactly(Delivery.DELIVERED);

        begun();
        assertThat(sent()).containsExactly("say Are you there?");
    }

    @Test
    void whatWasNotPlayedIsSaidAgainOverTheNextSocket() {
        talking("hello");

        begun();
        assertThat(sent()).containsExactly("say hello!");
    }

    /// Then they have heard it, or did not want to.
    @Test
    void whatTheCallerAnsweredIsNotSaidAgain() {
        var call = talking("hello");
        city.clock.advance(Duration.ofSeconds(1));
        turn = _ -> new Never();
        call.frame("words one");
        assertThat(sent()).containsExactly("say ONE_MOMENT", "end OUT_OF_ORDER 0");

        turn = lane -> CompletableFuture.completedFuture(city.turns.run(lane));
        begun();
        assertThat(sent()).containsExactly("say one!");
    }

    @Test
    void anInterruptionIsKeptAndEndsWhatIsSaid() {
        var call = talking("hello");
        call.frame("cut hel");
        call.frame("played lo");

        assertThat(kept).contains("cut hel");
        assertThat(deliveries()).containsExactly(Delivery.SENT);
    }

    @Test
    void whoWantsAPersonHearsItInTheNextAnswer() {
        var call = talking();
        call.frame("words person");

        assertThat(sent()).containsExactly("end HOLD 0");
        city.ports.store().commit(Samples.said(city.conversation(ANA), "You are number 3.", 1));
        call.frame("words more");
        call.look();
        assertThat(sent()).isEmpty();
        assertThat(city.ports.outbox().say(ANA, "next", city.clock.instant()))
                .as("what is queued is left for it")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the caller was given choices | keys       | then    | what is kept
              true                         | 1          |         | key 1
              false                        | 1 2 #      |         | key 1,key 2,key #
              false                        | 1 2        | waits   | key 1,key 2
              false                        | 1 2        |         | ''
              false                        | 1 2        | speaks  | key 1,key 2; words one
            """)
    void aNumberIsWholeWhenItEnds(boolean choices, String keys, String then, String expected) {
        var call = choices ? talking("which") : talking();
        kept.clear();
        for (var key : keys.split(" ")) {
            call.frame("key " + key);
        }
        if ("waits".equals(then)) {
            city.clock.advance(SocketCall.NEXT_KEY_WAIT);
            call.look();
            assertThat(kept).isEmpty();
            city.clock.advance(Duration.ofMillis(1));
            call.look();
        } else if ("speaks".equals(then)) {
            call.frame("words one");
        }
        assertThat(String.join("; ", kept)).isEqualTo(expected);
    }

    @Test
    void aSilentCallerIsAskedAndThenLetGo() {
        var call = talking("hello");
        for (var asked = 1; asked <= 2; asked++) {
            city.clock.advance(SocketCall.SILENCE.plusSeconds(3));
            call.look();
            assertThat(sent()).containsExactly("say Are you there?");
            call.look();
            assertThat(sent()).isEmpty();
        }
        city.clock.advance(SocketCall.SILENCE.plusSeconds(3));
        call.look();
        assertThat(sent()).containsExactly("end HANG_UP 3");
    }

    @Test
    void anAgentsWordsAreSpokenAtOnceAndMusicBetween() {
        city.writes(ANA, "person");
        city.turns.run(ANA);
        city.isSent();
        var taken = Samples.move(
                city.conversation(ANA), new Stage.WithAgent(new QueueId("general"), "kim", city.clock.instant()));
        city.ports.store().commit(taken);
        var call = begun(WITH_MUSIC);
        sent();

        city.ports.store().commit(Samples.said(taken.after(), "Good morning", 1));
        call.look();
        assertThat(sent()).containsExactly("say Good morning");

        city.clock.advance(SocketCall.SILENCE.plusSeconds(3));
        call.look();
        call.look();
        assertThat(sent()).containsExactly("play https://city.example/a.mp3");
        city.clock.advance(Duration.ofSeconds(60));
        call.look();
        assertThat(sent()).containsExactly("say hold on");
    }

    @Test
    void aMatterThatIsClosedEndsTheSocket() {
        var call = talking();
        city.ports
                .store()
                .commit(Samples.move(city.conversation(ANA), new Stage.Closed(city.clock.instant(), "resolved")));
        call.look();
        assertThat(sent()).containsExactly("end HANG_UP 0");
    }

    @Test
    void onlyTheLastSocketSpeaksAndNoneWhenTheCallIsOver() {
        var first = talking();
        var second = begun();
        sent();
        first.look();
        assertThat(sent()).containsExactly("close DONE");

        lines.ended(ANA, city.clock.instant());
        second.look();
        assertThat(sent()).containsExactly("close DONE");
        begun();
        assertThat(sent()).containsExactly("close DONE");
    }

    @Test
    void aCallBeginsWithSetupAndSoon() {
        var early = call(ACCOUNT);
        early.frame("words hello");
        assertThat(sent()).containsExactly("close PROTOCOL");
        assertThat(kept).isEmpty();

        var late = call(ACCOUNT);
        city.clock.advance(SocketCall.SETUP_WITHIN);
        late.look();
        assertThat(sent()).isEmpty();
        city.clock.advance(Duration.ofMillis(1));
        late.look();
        assertThat(sent()).containsExactly("close PROTOCOL");

        var strange = call(ACCOUNT);
        strange.frame("setup of-another");
        assertThat(sent()).containsExactly("close PROTOCOL");
    }

    @Test
    void whatCannotBeReadEndsNothingAndIsKeptWhileItIsNews() {
        var call = talking();
        for (var n = 0; n < 2 * SocketCall.UNREADABLE_KEPT_MAX; n++) {
            call.frame("telepathy " + n);
        }
        call.frame("setup");
        assertThat(phone.unreadable).isEqualTo(SocketCall.UNREADABLE_KEPT_MAX);
        call.frame("words one");
        assertThat(sent()).containsExactly("say one!");
    }

    /// Nobody waits for an answer just then.
    @Test
    void aRecordThatIsAwayForAMomentEndsNoCall() {
        var call = talking();
        lines.areAway = true;
        call.look();
        city.clock.advance(Duration.ofSeconds(7));
        call.look();
        assertThat(sent()).isEmpty();

        lines.areAway = false;
        call.look();
        lines.areAway = true;
        call.look();
        city.clock.advance(Calls.ANSWER_WAIT_MAX.plusMillis(1));
        call.look();
        assertThat(sent()).containsExactly("failed IllegalStateException", "end OUT_OF_ORDER 0");
    }

    private SocketCall talking(String... first) {
        city.writes(ANA, first.length == 0 ? "hello" : first[0]);
        var call = begun();
        if (first.length == 0) {
            call.frame("played hello!");
        }
        city.clock.advance(Duration.ofSeconds(1));
        sent();
        return call;
    }

    private SocketCall begun() {
        return begun(ACCOUNT);
    }

    private SocketCall begun(ChannelAccount account) {
        city.clock.advance(Duration.ofMillis(10));
        var call = call(account);
        call.frame("setup");
        return call;
    }

    private SocketCall call(ChannelAccount account) {
        return calls().over(phone, handshake(), phone, account, UUID.randomUUID(), this::accept, new Wire());
    }

    private static WebhookCall handshake() {
        return new WebhookCall("GET", "", "", Map.of(), new byte[0], Samples.NOW);
    }

    private Calls calls() {
        return new Calls(
                city.ports.store(),
                city.ports.outbox(),
                lines,
                _ -> Optional.empty(),
                city.rulesets,
                lane -> turn.apply(lane),
                account -> "https://city.example/channels/" + account,
                city.clock);
    }

    private CompletableFuture<Receipt> accept(WebhookCall call) {
        if (isRecordAway) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        var receipt = phone.receive(call, ACCOUNT);
        if (receipt instanceof Receipt.Events(var events, var _)) {
            switch (events.getFirst()) {
                case ChannelEvent.MessageReceived said -> {
                    kept.add(phone.frames(call));
                    city.writes(ANA, said.content().words());
                }
                case ChannelEvent.SignalReceived _ -> kept.add(phone.frames(call));
                default -> {}
            }
        }
        return CompletableFuture.completedFuture(receipt);
    }

    private List<Delivery> deliveries() {
        return city.record.outbox.values().stream()
                .flatMap(sending -> sending.parts.stream().map(part -> part.delivery))
                .toList();
    }

    private List<String> sent() {
        var all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    private final class Wire implements SocketCall.Wire {

        @Override
        public void send(String frame) {
            sent.add(frame);
        }

        @Override
        public void close(SocketCall.Closing why) {
            sent.add("close " + why);
        }

        @Override
        public void failed(RuntimeException because) {
            sent.add("failed " + because.getClass().getSimpleName());
        }
    }

    /// Lines on a record that can be away.
    private static final class Lines implements PhoneLines {

        private final PhoneLines lines;
        private boolean areAway;

        Lines(PhoneLines lines) {
            this.lines = lines;
        }

        @Override
        public boolean heard(Lane call, Instant now) {
            return lines.heard(call, now);
        }

        @Override
        public boolean opened(Lane call, UUID socket, Instant now) {
            return lines.opened(call, socket, now);
        }

        @Override
        public boolean speaks(Lane call, UUID socket, Instant now) {
            if (areAway) {
                throw new IllegalStateException("away");
            }
            return lines.speaks(call, socket, now);
        }

        @Override
        public void ended(Lane call, Instant at) {
            lines.ended(call, at);
        }

        @Override
        public Optional<PhoneLine> find(Lane call) {
            return lines.find(call);
        }

        @Override
        public List<Lane> unsettled(Instant quietBefore, int countMax) {
            return lines.unsettled(quietBefore, countMax);
        }

        @Override
        public void settled(Lane call) {
            lines.settled(call);
        }
    }

    private static final class Never extends CompletableFuture<Void> {

        @Override
        public Void get(long timeout, TimeUnit unit) throws TimeoutException {
            throw new TimeoutException();
        }
    }

    /// A provider whose frames are words.
    private static final class Talking implements LineAdapter, LineSocket {

        private int unreadable;

        String frames(WebhookCall call) {
            var lines = new String(call.body(), UTF_8).split("\n", 2);
            return lines.length < 2 ? "" : lines[1];
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            var setup = new String(call.body(), UTF_8).split("\n", 2)[0];
            var frames = frames(call);
            if (!setup.equals("setup")) {
                return new Receipt.Refused(Fault.MALFORMED, "no setup");
            }
            if (frames.isEmpty()) {
                return new Receipt.Events(
                        List.of(new ChannelEvent.LineOpen(line(call, account).orElseThrow())));
            }
            return switch (read(frames.split(",")[0])) {
                case Frame.Words(var text) -> said(new Content.Text(text));
                case Frame.Key _ -> said(new Content.Keys(frames.replaceAll("[^0-9*]", "")));
                case Frame.Interruption(var heard) ->
                    new Receipt.Events(List.of(new ChannelEvent.SignalReceived(
                            "x", ANA.citizen(), new Signal.ServiceNotice(Optional.empty(), heard), Samples.NOW)));
                case Frame.Setup _, Frame.Played _, Frame.Complaint _, Frame.Nothing _, Frame.Unreadable _ -> {
                    unreadable++;
                    yield new Receipt.Refused(Fault.MALFORMED, "unreadable");
                }
            };
        }

        private static Receipt said(Content content) {
            return new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                    "x", ANA.citizen(), content, Samples.NOW, Optional.empty(), Set.of())));
        }

        @Override
        public Optional<Line> line(WebhookCall call, ChannelAccount account) {
            return Optional.of(new Line("CA1", ANA.citizen(), 1, 0, Line.State.ASKED));
        }

        @Override
        public WebhookReply speak(Line line, Speech speech, ChannelAccount account) {
            return WebhookReply.status(200);
        }

        @Override
        public WebhookReply open(
                Line line, String url, List<Locale> languages, Locale language, ChannelAccount account) {
            return WebhookReply.status(201);
        }

        @Override
        public Frame read(String frame) {
            var space = frame.indexOf(' ');
            var rest = frame.substring(space + 1);
            return switch (space < 0 ? frame : frame.substring(0, space)) {
                case "setup" -> new Frame.Setup(Locale.ENGLISH);
                case "words" -> new Frame.Words(rest);
                case "key" -> new Frame.Key(rest.charAt(0));
                case "cut" -> new Frame.Interruption(rest);
                case "played" -> new Frame.Played(rest);
                default -> new Frame.Unreadable(frame);
            };
        }

        @Override
        public WebhookCall said(WebhookCall handshake, Said said, Instant at) {
            var body = said.frames().isEmpty() ? said.setup() : said.setup() + "\n" + String.join(",", said.frames());
            return new WebhookCall(METHOD, "", "", Map.of(), body.getBytes(UTF_8), at);
        }

        @Override
        public List<String> say(List<Utterance> utterances) {
            return utterances.stream().map(one -> "say " + one.text()).toList();
        }

        @Override
        public String play(String url) {
            return "play " + url;
        }

        @Override
        public String listenIn(Locale language) {
            return "listen " + language;
        }

        @Override
        public String end(Ending why, int silences) {
            return "end " + why + " " + silences;
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
        public WebhookReply acknowledgement() {
            return WebhookReply.status(204);
        }

        @Override
        public List<Outgoing.Part> render(Outgoing message) {
            return List.of(new Outgoing.Part(0, message.text(), List.of()));
        }
    }
}
