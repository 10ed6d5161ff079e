package io.glassline.turn;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.HoldPolicy;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.channel.LineSocket;
import io.glassline.channel.LineSocket.Ending;
import io.glassline.channel.LineSocket.Frame;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox;
import io.glassline.routing.Router.LinePhrase;
import io.glassline.routing.Rulesets;
import io.glassline.store.ConversationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A call as long as its caller is spoken with over a [LineSocket].
///
/// What the caller says is durable before it is answered, and the answer is what the call's outbox holds, as on every
/// line: see [Calls]. What was said is journalled as delivered when the provider tells that it was played; what was
/// not, when the socket is lost, is said again over the next one, from the beginning of the message. Where people are
/// wanted, or the call is over, the socket ends unspoken, and the answer to the provider's next request says what is
/// queued.
///
/// It is stepped, by one thread at a time: [#frame] with what comes, [#look] when nothing came for [#LOOK_EVERY].
/// Neither throws.
public final class SocketCall {

    /// An agent's words, whichever node they were written on, wait no longer than this.
    public static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// How long the caller may think after what was said.
    static final Duration SILENCE = Duration.ofSeconds(8);

    /// How long is waited for another key of a number. `#` ends it at once.
    static final Duration NEXT_KEY_WAIT = Duration.ofSeconds(3);

    static final Duration SETUP_WITHIN = Duration.ofSeconds(10);

    /// So many of one call are kept for people to look at. What comes after them says nothing new.
    static final int UNREADABLE_KEPT_MAX = 20;

    /// As in a form's longest number, and some.
    private static final int KEYS_MAX = 100;

    /// So often a caller is asked to wait for one answer.
    private static final int MOMENTS_MAX = 5;

    /// A slow voice, so that nobody is asked whether they are there while they listen.
    private static final Duration LETTER_LASTS = Duration.ofMillis(75);

    private final Calls calls;
    private final Stores stores;
    private final Setting setting;
    private final Function<WebhookCall, CompletableFuture<Receipt>> accept;
    private final Wire wire;
    private final Instant openedAt;

    private @Nullable Begun begun;
    private String setup = "";
    private boolean over;
    private int number;
    private int unreadable;
    private int spoken;
    private int silences;
    private boolean oneKey;
    private boolean musicPlays;
    private Locale language = Locale.ROOT;
    private Instant quietSince;
    private Instant heldWordsAt;
    private @Nullable Instant failingSince;

    private final StringBuilder keys = new StringBuilder();
    private final List<String> keyFrames = new ArrayList<>();
    private Instant keyedAt;

    /// What was sent and not told to have been played, oldest first.
    private final Deque<Playing> playing = new ArrayDeque<>();

    private int lettersPlayed;
    private boolean isToldOfPlaying;

    SocketCall(
            Calls calls,
            Stores stores,
            Setting setting,
            Function<WebhookCall, CompletableFuture<Receipt>> accept,
            Wire wire) {
        this.calls = calls;
        this.stores = stores;
        this.setting = setting;
        this.accept = accept;
        this.wire = wire;
        this.openedAt = stores.clock.instant();
        this.quietSince = openedAt;
        this.heldWordsAt = openedAt;
        this.keyedAt = openedAt;
    }

    /// Whether nothing more is said over this socket.
    public boolean isOver() {
        return over;
    }

    /// Something came over the socket.
    public void frame(String raw) {
        if (!over) {
            try {
                take(raw, setting.socket.read(raw));
                failingSince = null;
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /// Nothing came for a while.
    public void look() {
        if (over) {
            return;
        }
        try {
            lookAround();
            failingSince = null;
        } catch (RuntimeException e) {
            failedToLook(e);
        }
    }

    private void take(String raw, Frame frame) {
        var known = begun;
        if (known == null) {
            if (frame instanceof Frame.Setup(var listenedIn)) {
                begin(raw, listenedIn);
            } else {
                accepted(List.of(raw)); // it is kept, for people to look at
                close(Closing.PROTOCOL);
            }
            return;
        }
        switch (frame) {
            case Frame.Words _ -> {
                sayKeys(known);
                says(known, List.of(raw));
            }
            case Frame.Key(var key) -> key(known, raw, key);
            case Frame.Interruption(var heard) -> interrupted(raw, heard);
            case Frame.Played(var words) -> played(words);
            case Frame.Nothing _ -> {}
            case Frame.Setup _, Frame.Complaint _, Frame.Unreadable _ -> unreadable(raw);
        }
    }

    private void begin(String raw, Locale listenedIn) {
        setup = raw;
        var call = call(List.of());
        var receipt = accepted(call);
        var line = setting.adapter.line(call, setting.account);
        if (!(receipt instanceof Receipt.Events) || line.isEmpty()) {
            close(Closing.PROTOCOL);
            return;
        }
        var lane = new Lane(setting.account.id(), line.get().caller());
        var known = new Begun(line.get(), lane);
        begun = known;
        language = listenedIn;
        if (!stores.lines.opened(lane, setting.id, now())) {
            close(Closing.DONE);
        } else if (stores.store.unfinished(lane, 1).isEmpty() || isTurnDone(known)) {
            tell(known, stores.outbox.unheard(lane, Calls.overSockets(known.line)), true);
        }
    }

    private void says(Begun known, List<String> frames) {
        playing.clear(); // whoever answers has heard it, or did not want to
        silences = 0;
        musicPlays = false;
        quietSince = now();
        if (accepted(frames) instanceof Receipt.Events(var events, var _)
                && events.getFirst() instanceof ChannelEvent.MessageReceived
                && isTurnDone(known)) {
            tell(known, List.of(), false);
        }
    }

    /// @return false if it is not, and the call has ended for that.
    private boolean isTurnDone(Begun known) {
        for (var moments = 0; moments < MOMENTS_MAX; moments++) {
            if (calls.turnIsDone(known.lane)) {
                return true;
            }
            if (Thread.currentThread().isInterrupted()) {
                break; // the node ends: another one answers the next request
            }
            if (moments == 0) {
                var conversation = stores.store.findOpen(known.lane);
                var ruleset = calls.ruleset(conversation);
                var spokenIn = conversation.map(Conversation::language).orElse(ruleset.firstLanguage());
                send(List.of(new Utterance(ruleset.router().linePhrase(LinePhrase.ONE_MOMENT, spokenIn), spokenIn)));
            }
        }
        end(Ending.OUT_OF_ORDER);
        return false;
    }

    /// Says what is queued, should there be anything, after what comes `first`.
    ///
    /// @param asks whether the caller is spoken to in any case
    private void tell(Begun known, List<Outgoing> first, boolean asks) {
        if (!stores.lines.speaks(known.lane, setting.id, now())) {
            close(Closing.DONE);
            return;
        }
        var open = stores.store.findOpen(known.lane);
        var then = open.map(Calls::then).orElse(Then.HANG_UP);
        if (open.isEmpty() || then != Then.LISTEN) {
            end(then == Then.HOLD ? Ending.HOLD : Ending.HANG_UP);
            return;
        }
        var conversation = open.get();
        oneKey = Calls.isOneKeyEnough(conversation);
        listenIn(conversation.language());
        var words = new ArrayList<>(first);
        words.addAll(stores.outbox.say(known.lane, Calls.overSockets(known.line) + setting.id + "." + ++spoken, now()));
        if (!words.isEmpty()) {
            say(words, conversation);
        } else if (asks) {
            afterSilence(conversation);
        }
    }

    private void say(List<Outgoing> words, Conversation conversation) {
        var ruleset = stores.rulesets.of(conversation);
        var utterances = new ArrayList<Utterance>();
        for (var message : words) {
            var own = Calls.utterances(message, setting.adapter, ruleset);
            utterances.addAll(own);
            playing.add(new Playing(message, letters(own)));
        }
        send(utterances);
    }

    private void send(List<Utterance> utterances) {
        setting.socket.say(utterances).forEach(wire::send);
        musicPlays = false;
        quietSince = now().plus(LETTER_LASTS.multipliedBy(letters(utterances)));
    }

    private void listenIn(Locale spokenIn) {
        if (!spokenIn.equals(language)) {
            language = spokenIn;
            wire.send(setting.socket.listenIn(spokenIn));
        }
    }

    private void key(Begun known, String raw, char key) {
        keyFrames.add(raw);
        keys.append(key);
        keyedAt = now();
        quietSince = keyedAt;
        if (oneKey || key == '#' || keys.length() == KEYS_MAX) {
            sayKeys(known);
        }
    }

    private void sayKeys(Begun known) {
        if (!keyFrames.isEmpty()) {
            var frames = List.copyOf(keyFrames);
            keyFrames.clear();
            keys.setLength(0);
            says(known, frames);
        }
    }

    private void interrupted(String raw, String heard) {
        if (!isToldOfPlaying) {
            played(letters(heard));
        }
        playing.clear();
        lettersPlayed = 0;
        musicPlays = false;
        quietSince = now();
        accepted(List.of(raw));
    }

    private void played(String words) {
        isToldOfPlaying = true;
        played(letters(words));
        if (now().isAfter(quietSince) || playing.isEmpty()) {
            quietSince = now();
        }
    }

    private void played(int letters) {
        lettersPlayed += letters;
        while (!playing.isEmpty() && playing.getFirst().letters <= lettersPlayed) {
            var heard = playing.removeFirst();
            lettersPlayed -= heard.letters;
            journal(heard.message);
        }
        if (playing.isEmpty()) {
            lettersPlayed = 0; // and what else was played is no message: a question whether anyone is there
        }
    }

    private void journal(Outgoing message) {
        for (var part : setting.adapter.render(message)) {
            stores.outbox.reportLater(
                    setting.account.id(),
                    new DeliveryReported(
                            Optional.empty(),
                            Optional.of(new Outgoing.PartRef(message.id(), part.number()).toString()),
                            Delivery.DELIVERED,
                            Optional.empty(),
                            now()),
                    now());
        }
    }

    private void unreadable(String raw) {
        if (++unreadable <= UNREADABLE_KEPT_MAX) {
            accepted(List.of(raw));
        }
    }

    private void lookAround() {
        var known = begun;
        if (known == null) {
            if (now().isAfter(openedAt.plus(SETUP_WITHIN))) {
                close(Closing.PROTOCOL);
            }
            return;
        }
        if (!keyFrames.isEmpty() && now().isAfter(keyedAt.plus(NEXT_KEY_WAIT))) {
            sayKeys(known);
        } else {
            tell(known, List.of(), false);
        }
        if (!over && keyFrames.isEmpty() && now().isAfter(quietSince.plus(SILENCE))) {
            stores.store.findOpen(known.lane).ifPresent(this::quiet);
        }
    }

    private void quiet(Conversation conversation) {
        if (Calls.holds(conversation)) {
            whileAnAgentWrites(conversation);
        } else {
            afterSilence(conversation);
        }
    }

    private void afterSilence(Conversation conversation) {
        silences++;
        var speech = calls.asked(conversation, silences);
        if (speech.then() == Then.HANG_UP) {
            end(Ending.HANG_UP);
        } else {
            send(speech.utterances());
        }
    }

    private void whileAnAgentWrites(Conversation conversation) {
        var policy = HoldPolicy.of(setting.account);
        var due = !now().isBefore(heldWordsAt.plus(policy.wordsEvery()));
        var speech = calls.holding(conversation, setting.account, due);
        if (speech.then() == Then.HANG_UP) {
            end(Ending.HOLD); // the next request tells them the same, and lets them go
        } else if (!speech.utterances().isEmpty()) {
            heldWordsAt = now();
            send(speech.utterances());
        } else if (!musicPlays && policy.music().isPresent()) {
            musicPlays = true;
            wire.send(setting.socket.play(policy.music().get()));
        }
    }

    private Receipt accepted(List<String> frames) {
        return accepted(call(frames));
    }

    private WebhookCall call(List<String> frames) {
        return setting.socket.said(setting.handshake, new LineSocket.Said(setting.id, setup, ++number, frames), now());
    }

    /// @throws IllegalStateException if it could not be stored
    private Receipt accepted(WebhookCall call) {
        try {
            return accept.apply(call).get(Calls.ANSWER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("what a caller said could not be stored", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the node ends", e);
        }
    }

    private void end(Ending why) {
        over = true;
        wire.send(setting.socket.end(why, why == Ending.HANG_UP ? silences : 0));
    }

    private void close(Closing why) {
        over = true;
        wire.close(why);
    }

    /// The caller is not left with silence: the provider asks what is next, on whichever node can tell.
    private void failed(RuntimeException e) {
        wire.failed(e);
        end(Ending.OUT_OF_ORDER);
    }

    /// Nobody waits for an answer just now, so the record may come back.
    private void failedToLook(RuntimeException e) {
        var since = failingSince;
        if (since == null) {
            failingSince = now();
        } else if (now().isAfter(since.plus(Calls.ANSWER_WAIT_MAX))) {
            failed(e);
        }
    }

    private Instant now() {
        return stores.clock.instant();
    }

    private static int letters(List<Utterance> utterances) {
        return utterances.stream()
                .mapToInt(utterance -> letters(utterance.text()))
                .sum();
    }

    /// Spaces and marks may come back otherwise than they were sent.
    private static int letters(String text) {
        return (int) text.codePoints().filter(Character::isLetterOrDigit).count();
    }

    record Stores(ConversationStore store, Outbox outbox, PhoneLines lines, Rulesets rulesets, InstantSource clock) {}

    record Setting(LineSocket socket, WebhookCall handshake, LineAdapter adapter, ChannelAccount account, UUID id) {}

    private record Begun(Line line, Lane lane) {}

    private record Playing(Outgoing message, int letters) {}

    /// The socket itself.
    public interface Wire {

        void send(String frame);

        void close(Closing why);

        /// Something went wrong, and the call has ended for it.
        void failed(RuntimeException because);
    }

    public enum Closing {
        /// The call is over, or goes on elsewhere.
        DONE,
        /// What came cannot be the beginning of a call.
        PROTOCOL
    }
}
