package io.glassline.turn;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.HoldPolicy;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.channel.LineSocket;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.outbox.Outbox;
import io.glassline.routing.Router.Hold;
import io.glassline.routing.Router.LinePhrase;
import io.glassline.routing.Ruleset;
import io.glassline.routing.Rulesets;
import io.glassline.store.ConversationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Phone calls: the one channel that waits on the line, so that its turn runs inside the provider's request.
///
/// Each call is a lane of its own, so what is said on the line is what this call's outbox holds: never what was meant
/// for another caller with the same number. An agent's words, typed while the caller holds, are spoken the next time
/// the call comes back. A request that the provider makes again gets the same words again. What becomes of a call
/// that is over is [EndedCalls]' business.
///
/// On an account that speaks by a [LineSocket], a request whose caller is to be listened to is answered by opening it,
/// and a [SocketCall] says what is queued. Who holds, or is let go, hears it in the answers to requests as ever.
public final class Calls {

    /// How long a caller hears nothing. Providers wait 15 s; the rest is for the network and for us.
    public static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(8);

    /// So often in a row a socket may be lost, or not be opened; then the call goes on without.
    static final int CUT_OFF_MAX = 3;

    /// The keys from 1 to 9.
    private static final int KEYS = 9;

    private final ConversationStore store;
    private final Outbox outbox;
    private final PhoneLines lines;
    private final Function<Conversation, Optional<QueuePlace>> placeInQueue;
    private final Rulesets rulesets;
    private final Function<Lane, CompletableFuture<?>> runTurn;
    private final UnaryOperator<String> publicUrl;
    private final InstantSource clock;

    /// @param publicUrl of an account: where its provider calls
    /// @param runTurn starts the lane's turn, or joins the one that runs, and completes when it is done.
    public Calls(
            ConversationStore store,
            Outbox outbox,
            PhoneLines lines,
            Function<Conversation, Optional<QueuePlace>> placeInQueue,
            Rulesets rulesets,
            Function<Lane, CompletableFuture<?>> runTurn,
            UnaryOperator<String> publicUrl,
            InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.lines = lines;
        this.placeInQueue = placeInQueue;
        this.rulesets = rulesets;
        this.runTurn = runTurn;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /// The next step of a call, once what came with the request is durable. Blocks for at most [#ANSWER_WAIT_MAX].
    public WebhookReply answer(Line line, ChannelEvent event, LineAdapter adapter, ChannelAccount account) {
        var call = new Call(line, new Lane(account.id(), line.caller()), adapter, account);
        return switch (event) {
            case ChannelEvent.MessageReceived _ -> call.isOn() ? onMessage(call) : adapter.acknowledgement();
            case ChannelEvent.LineOpen _ -> call.isOn() ? onOpenLine(call) : adapter.acknowledgement();
            case ChannelEvent.LineClosed _,
                    ChannelEvent.SignalReceived _,
                    ChannelEvent.DeliveryReported _,
                    ChannelEvent.OptedOut _,
                    ChannelEvent.OptedIn _,
                    ChannelEvent.SameCitizen _,
                    ChannelEvent.Unwanted _ -> adapter.acknowledgement();
        };
    }

    /// The call that `handshake` opened a socket for.
    ///
    /// @param id tells this socket from all others
    /// @param accept takes what is said, as [io.glassline.intake.Intake#accept] does
    public SocketCall over(
            LineSocket socket,
            WebhookCall handshake,
            LineAdapter adapter,
            ChannelAccount account,
            UUID id,
            Function<WebhookCall, CompletableFuture<Receipt>> accept,
            SocketCall.Wire wire) {
        return new SocketCall(
                this,
                new SocketCall.Stores(store, outbox, lines, rulesets, clock),
                new SocketCall.Setting(socket, handshake, adapter, account, id),
                accept,
                wire);
    }

    /// What a caller hears when nothing can be found out or decided just now. What was said before is kept.
    public WebhookReply outOfOrder(Line line, LineAdapter adapter, ChannelAccount account) {
        return adapter.speak(line, hangUp(LinePhrase.OUT_OF_ORDER), account);
    }

    private final class Call {

        private final Line line;
        private final Lane lane;
        private final LineAdapter adapter;
        private final ChannelAccount account;

        Call(Line line, Lane lane, LineAdapter adapter, ChannelAccount account) {
            this.line = line;
            this.lane = lane;
            this.adapter = adapter;
            this.account = account;
        }

        /// Whether anyone listens: a request that comes after the end of its call was late, and gets no words.
        boolean isOn() {
            return lines.heard(lane, clock.instant());
        }

        boolean isHeld() {
            return line.state() == Line.State.HELD;
        }

        /// Where the caller is to be listened to by one. A call that goes on without keeps to that.
        Optional<LineSocket> socket() {
            return switch (line.state()) {
                case NEW, HELD, TALKED -> adapter.socket(account);
                case CUT_OFF -> line.silences() <= CUT_OFF_MAX ? adapter.socket(account) : Optional.empty();
                case ASKED, DELAYED -> Optional.empty();
            };
        }

        WebhookReply speak(Speech speech) {
            return adapter.speak(line, speech, account);
        }
    }

    private WebhookReply onMessage(Call call) {
        if (call.line.state() == Line.State.NEW && call.socket().isPresent()) {
            return open(call, call.socket().get(), Optional.empty()); // the turn is done by the time it is open
        }
        if (!turnIsDone(call.lane)) {
            return call.speak(oneMoment(call.lane));
        }
        return bySocket(call, call.socket()).orElseGet(() -> call.speak(whatIsQueued(call)));
    }

    /// Where the caller is to be listened to by one, now.
    private Optional<WebhookReply> bySocket(Call call, Optional<LineSocket> socket) {
        return socket.flatMap(one -> store.findOpen(call.lane)
                .filter(conversation -> then(conversation) == Then.LISTEN)
                .map(conversation -> open(call, one, Optional.of(conversation))));
    }

    private WebhookReply open(Call call, LineSocket socket, Optional<Conversation> conversation) {
        var ruleset = ruleset(conversation);
        var language = conversation.map(Conversation::language).orElse(ruleset.firstLanguage());
        return socket.open(call.line, publicUrl.apply(call.account.id()), ruleset.languages(), language, call.account);
    }

    boolean turnIsDone(Lane lane) {
        try {
            runTurn.apply(lane).get(ANSWER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private WebhookReply onOpenLine(Call call) {
        return bySocket(call, call.socket().filter(_ -> !isAskedInVain(call.line)))
                .orElseGet(() -> call.speak(whileOpen(call)));
    }

    /// The caller said nothing over a socket, which has ended for that.
    private static boolean isAskedInVain(Line line) {
        return line.state() == Line.State.TALKED && line.silences() > 0;
    }

    private Speech whileOpen(Call call) {
        if (call.line.state() == Line.State.DELAYED
                && !store.unfinished(call.lane, 1).isEmpty()) {
            return turnIsDone(call.lane) ? whatIsQueued(call) : oneMoment(call.lane);
        }
        var cutOff = call.line.state() == Line.State.CUT_OFF;
        var words = new ArrayList<>(cutOff ? outbox.unheard(call.lane, overSockets(call.line)) : List.<Outgoing>of());
        words.addAll(outbox.say(call.lane, reference(call.line), clock.instant()));
        var conversation = store.findOpen(call.lane);
        if (!words.isEmpty()) {
            return speech(words, conversation, call);
        }
        var silences = cutOff ? 1 : call.line.silences();
        return conversation
                .map(c -> holds(c) ? holding(c, call) : asked(c, silences))
                .orElseGet(() -> hangUp(LinePhrase.GOODBYE));
    }

    Speech asked(Conversation conversation, int silences) {
        return rulesets.of(conversation)
                .router()
                .afterSilence(conversation, silences, rulesets.withdrawn())
                .withOneKey(isOneKeyEnough(conversation));
    }

    private Speech hangUp(LinePhrase phrase) {
        var active = rulesets.active();
        var language = active.firstLanguage();
        return new Speech(List.of(active.router().linePhrase(phrase, language)), language, Then.HANG_UP);
    }

    Ruleset ruleset(Optional<Conversation> conversation) {
        return conversation.map(rulesets::of).orElseGet(rulesets::active);
    }

    private Speech whatIsQueued(Call call) {
        return speech(outbox.say(call.lane, reference(call.line), clock.instant()), store.findOpen(call.lane), call);
    }

    private Speech speech(List<Outgoing> queued, Optional<Conversation> conversation, Call call) {
        var ruleset = ruleset(conversation);
        var language = queued.isEmpty()
                ? conversation.map(Conversation::language).orElse(ruleset.firstLanguage())
                : queued.getLast().language();
        var words = queued.stream()
                .flatMap(message -> utterances(message, call.adapter, ruleset).stream())
                .toList();
        var then = conversation.map(c -> then(c)).orElse(Then.HANG_UP);
        if (then == Then.HOLD && !call.isHeld()) {
            // The caller begins to hold, and hears at once for how long and what else there is.
            var hold = holding(conversation.orElseThrow(), call);
            return new Speech(both(words, hold.utterances()), language, hold.then(), hold.oneKey());
        }
        return new Speech(
                words,
                language,
                then,
                conversation.filter(Calls::isOneKeyEnough).isPresent());
    }

    static List<Utterance> utterances(Outgoing message, LineAdapter adapter, Ruleset ruleset) {
        return adapter.render(message).stream()
                .flatMap(part -> ruleset.router().utterances(part.text(), message.language()).stream())
                .toList();
    }

    private static List<Utterance> both(List<Utterance> first, List<Utterance> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private Speech holding(Conversation conversation, Call call) {
        var due = !call.isHeld() || HoldPolicy.of(call.account).areWordsDue(call.line.silences());
        return holding(conversation, call.account, due);
    }

    /// @param due whether words are, or only a pause
    Speech holding(Conversation conversation, ChannelAccount account, boolean due) {
        var policy = HoldPolicy.of(account);
        var now = clock.instant();
        var over = waitsSince(conversation).plus(policy.waitMax()).isBefore(now);
        var place = due && !over ? placeInQueue.apply(conversation) : Optional.<QueuePlace>empty();
        return rulesets.of(conversation)
                .router()
                .holding(conversation, new Hold(now, place, due, over))
                .withOneKey(isOneKeyEnough(conversation));
    }

    private static Instant waitsSince(Conversation conversation) {
        return switch (conversation.stage()) {
            case Stage.Waiting(var _, var _, var since) -> since;
            case Stage.WithAgent(var _, var _, var since, var _) ->
                since.isAfter(conversation.lastActivityAt()) ? since : conversation.lastActivityAt();
            case Stage.WithBot _, Stage.Closed _ -> conversation.lastActivityAt();
        };
    }

    /// Whether silence on the line is waiting for people, and no answer that fails to come.
    static boolean holds(Conversation conversation) {
        return switch (conversation.stage()) {
            case Stage.Waiting _ ->
                !conversation.session().botGoesOn() && conversation.session().waits() == Session.Waits.HOLDING;
            case Stage.WithAgent _ -> true;
            case Stage.WithBot _, Stage.Closed _ -> false;
        };
    }

    static Then then(Conversation conversation) {
        return switch (conversation.stage()) {
            case Stage.WithBot _ -> afterTheBot(conversation);
            case Stage.WithAgent _ -> Then.LISTEN;
            case Stage.Waiting _ ->
                conversation.session().botGoesOn()
                        ? afterTheBot(conversation)
                        : switch (conversation.session().waits()) {
                            case HOLDING -> Then.HOLD;
                            case CHOOSING, LEAVING_MESSAGE -> Then.LISTEN;
                            case LET_GO -> Then.HANG_UP;
                        };
            case Stage.Closed _ -> Then.HANG_UP;
        };
    }

    /// The bot listens, until the caller has said goodbye.
    private static Then afterTheBot(Conversation conversation) {
        return conversation.session().waits() == Session.Waits.LET_GO ? Then.HANG_UP : Then.LISTEN;
    }

    /// Whether the caller was given choices that have one key each, and no form waits for a longer number.
    static boolean isOneKeyEnough(Conversation conversation) {
        var session = conversation.session();
        return switch (conversation.stage()) {
            case Stage.WithBot _ -> areChoicesOpen(session);
            case Stage.Waiting _ ->
                session.botGoesOn() ? areChoicesOpen(session) : session.waits() != Session.Waits.LEAVING_MESSAGE;
            case Stage.WithAgent _, Stage.Closed _ -> false;
        };
    }

    private static boolean areChoicesOpen(Session session) {
        return session.openFlow().isEmpty()
                && !session.offered().isEmpty()
                && session.offered().size() <= KEYS;
    }

    private Speech oneMoment(Lane lane) {
        var conversation = store.findOpen(lane);
        var ruleset = ruleset(conversation);
        return new Speech(
                conversation
                        .map(c -> List.of(ruleset.router().linePhrase(LinePhrase.ONE_MOMENT, c.language())))
                        .orElse(List.of()),
                conversation.map(Conversation::language).orElse(ruleset.firstLanguage()),
                Then.COME_BACK);
    }

    private static String reference(Line line) {
        return line.callId() + ":" + line.step();
    }

    /// How the references begin under which something was said on this call by sockets.
    static String overSockets(Line line) {
        return line.callId() + ":socket:";
    }
}
