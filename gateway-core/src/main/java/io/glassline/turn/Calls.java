package io.glassline.turn;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.channel.Outgoing;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.outbox.Outbox;
import io.glassline.routing.Router;
import io.glassline.routing.Router.LinePhrase;
import io.glassline.store.ConversationStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Phone calls: the one channel that waits on the line, so that its turn runs inside the provider's request.
///
/// What is said on the line is what the lane's outbox holds; so an agent's words, typed while the caller holds, are
/// spoken the next time the call comes back. A request that the provider makes again gets the same words again.
public final class Calls {

    /// How long a caller hears nothing. Providers wait 15 s; the rest is for the network and for us.
    public static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(8);

    /// The keys from 1 to 9.
    private static final int KEYS = 9;

    private final ConversationStore store;
    private final Outbox outbox;
    private final Router router;
    private final Function<Lane, CompletableFuture<?>> runTurn;
    private final InstantSource clock;
    private final Locale firstLanguage;

    /// @param runTurn starts the lane's turn, or joins the one that runs, and completes when it is done.
    public Calls(
            ConversationStore store,
            Outbox outbox,
            Router router,
            Function<Lane, CompletableFuture<?>> runTurn,
            InstantSource clock,
            Locale firstLanguage) {
        this.store = store;
        this.outbox = outbox;
        this.router = router;
        this.runTurn = runTurn;
        this.clock = clock;
        this.firstLanguage = firstLanguage;
    }

    /// The next step of a call, once what came with the request is durable. Blocks for at most [#ANSWER_WAIT_MAX].
    public WebhookReply answer(Line line, ChannelEvent event, LineAdapter adapter, ChannelAccount account) {
        var lane = new Lane(account.id(), line.caller());
        return switch (event) {
            case ChannelEvent.MessageReceived _ -> {
                var done = turnIsDone(lane);
                yield adapter.speak(line, done ? whatIsQueued(lane, line, adapter) : oneMoment(lane), account);
            }
            case ChannelEvent.LineOpen _ -> adapter.speak(line, onOpenLine(lane, line, adapter), account);
            case ChannelEvent.LineClosed _,
                    ChannelEvent.SignalReceived _,
                    ChannelEvent.DeliveryReported _,
                    ChannelEvent.OptedOut _,
                    ChannelEvent.OptedIn _,
                    ChannelEvent.SameCitizen _,
                    ChannelEvent.Unwanted _ -> adapter.acknowledgement();
        };
    }

    /// What a caller hears when nothing can be found out or decided just now. What was said before is kept.
    public WebhookReply outOfOrder(Line line, LineAdapter adapter, ChannelAccount account) {
        var words = router.linePhrase(LinePhrase.OUT_OF_ORDER, firstLanguage);
        return adapter.speak(line, new Speech(List.of(words), firstLanguage, Then.HANG_UP), account);
    }

    private boolean turnIsDone(Lane lane) {
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

    private Speech onOpenLine(Lane lane, Line line, LineAdapter adapter) {
        if (line.state() == Line.State.DELAYED && !store.unfinished(lane, 1).isEmpty()) {
            return turnIsDone(lane) ? whatIsQueued(lane, line, adapter) : oneMoment(lane);
        }
        var queued = outbox.say(lane, reference(line), clock.instant());
        if (!queued.isEmpty()) {
            return speech(queued, conversation(lane), adapter);
        }
        var conversation = conversation(lane);
        if (conversation.map(Conversation::stage).filter(Calls::withPeople).isPresent()) {
            return new Speech(
                    List.of(router.linePhrase(
                            LinePhrase.STILL_HOLDING, conversation.get().language())),
                    conversation.get().language(),
                    Then.HOLD);
        }
        return conversation
                .map(c -> router.afterSilence(c, line.silences()).withOneKey(isMenu(c)))
                .orElseGet(() -> new Speech(List.of(), firstLanguage, Then.HANG_UP));
    }

    /// Whether the caller was given choices that have one key each, and no form waits for a longer number.
    private static boolean isMenu(Conversation conversation) {
        var session = conversation.session();
        return conversation.stage() instanceof Stage.WithBot
                && session.flow().isEmpty()
                && !session.offered().isEmpty()
                && session.offered().size() <= KEYS;
    }

    private Speech whatIsQueued(Lane lane, Line line, LineAdapter adapter) {
        return speech(outbox.say(lane, reference(line), clock.instant()), conversation(lane), adapter);
    }

    private Speech speech(List<Outgoing> queued, Optional<Conversation> conversation, LineAdapter adapter) {
        var language = queued.isEmpty()
                ? conversation.map(Conversation::language).orElse(firstLanguage)
                : queued.getLast().language();
        var then = conversation.map(Conversation::stage).map(Calls::then).orElse(Then.HANG_UP);
        var words = queued.stream()
                .flatMap(message -> adapter.render(message).stream()
                        .flatMap(part -> router.utterances(part.text(), message.language()).stream()))
                .toList();
        return new Speech(
                words, language, then, conversation.filter(Calls::isMenu).isPresent());
    }

    private static Then then(Stage stage) {
        return switch (stage) {
            case Stage.WithBot _, Stage.WithAgent _ -> Then.LISTEN;
            case Stage.Waiting _ -> Then.HOLD;
            case Stage.Closed _ -> Then.HANG_UP;
        };
    }

    private static boolean withPeople(Stage stage) {
        return stage instanceof Stage.Waiting || stage instanceof Stage.WithAgent;
    }

    private Speech oneMoment(Lane lane) {
        var conversation = conversation(lane);
        return new Speech(
                conversation
                        .map(c -> List.of(router.linePhrase(LinePhrase.ONE_MOMENT, c.language())))
                        .orElse(List.of()),
                conversation.map(Conversation::language).orElse(firstLanguage),
                Then.COME_BACK);
    }

    private Optional<Conversation> conversation(Lane lane) {
        return store.findOpen(lane);
    }

    private static String reference(Line line) {
        return line.callId() + ":" + line.step();
    }
}
