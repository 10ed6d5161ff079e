package io.glassline.turn;

import io.glassline.audit.AuditEntries;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueLines;
import io.glassline.conversation.Traffic;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.person.CodeSender;
import io.glassline.person.PersonLinks;
import io.glassline.rating.Rating;
import io.glassline.receipt.ReceiptLinks;
import io.glassline.routing.Rulesets;
import io.glassline.store.ConversationStore;
import io.glassline.turn.ConversationEnd.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Turns inbound messages into what follows from them: one lane at a time, in order, each message once.
///
/// It is stepped: [#run] does what there is on one lane and returns. The worker in `app` calls it; tests call it
/// and look. A turn may be run twice, by two nodes or after a crash, and its effects are still there once: the
/// commit is a compare-and-set, and the ids it writes are derived from the message it answers.
public final class Turns {

    /// How many messages of a lane are read at once.
    private static final int MESSAGES_PER_READ_MAX = 50;

    /// How often a lane is run again because another node asked for it. Then the re-driver has it.
    private static final int RUNS_MAX = 10;

    /// A turn that takes longer loses its lease; its commit then decides.
    private static final Duration LEASE = Duration.ofSeconds(10);

    /// How often a decision may lose against someone else's before the turn counts as failed.
    private static final int OUTRUN_MAX = 5;

    /// Failed turns over one message before it goes to a person.
    public static final int FAILURES_MAX = 4;

    private final ConversationStore store;
    private final Sessions sessions;
    private final Channels channels;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final TurnDecisions decisions;
    private final Rulesets rulesets;
    private final Supplier<UUID> ids;
    private final TurnListener listener;

    /// @param queueLines as they were lately
    /// @param listener is told of what was committed.
    public Turns(
            ConversationStore store,
            Sessions sessions,
            ConsentLedger ledger,
            PersonLinks links,
            CodeSender codes,
            ErasureWish erasures,
            ReceiptLinks receipts,
            Rulesets rulesets,
            Channels channels,
            Supplier<QueueLines> queueLines,
            AuditEntries audit,
            InstantSource clock,
            Supplier<UUID> ids,
            TurnListener listener) {
        this.store = store;
        this.sessions = sessions;
        this.channels = channels;
        this.audit = audit;
        this.clock = clock;
        this.decisions = new TurnDecisions(
                store,
                ledger,
                new CodesBack(links, codes, erasures),
                receipts,
                rulesets,
                channels,
                queueLines,
                audit,
                clock);
        this.rulesets = rulesets;
        this.ids = ids;
        this.listener = listener;
    }

    /// What one run of a lane came to.
    public sealed interface Ran {

        /// Nothing is left to do for now. `messages` were handled.
        record Done(int messages) implements Ran {}

        /// `messages` were handled. The next one waits for more words until then; run the lane again at that time.
        record Waits(int messages, Instant until) implements Ran {}

        /// Another node has the lane.
        record Elsewhere() implements Ran {}

        /// A turn failed and was written down; try again at `retryAt`.
        record Failed(String because, Instant retryAt) implements Ran {}
    }

    /// Runs the lane, and again if another node asked for it meanwhile: it has something for us that we may not
    /// have seen.
    public Ran run(Lane lane) {
        var handled = 0;
        for (var runs = 0; runs < RUNS_MAX; runs++) {
            var claimed = sessions.claim(lane, LEASE);
            if (claimed.isEmpty()) {
                return handled == 0 ? new Ran.Elsewhere() : new Ran.Done(handled);
            }
            var run = new Run(claimed.get());
            var asked = true;
            try {
                run.handleAll();
            } finally {
                asked = sessions.release(run.claim, run.latest);
            }
            handled += run.handled;
            if (run.failed.isPresent()) {
                return run.failed.get();
            }
            if (!asked) {
                return run.waitsUntil.isPresent()
                        ? new Ran.Waits(handled, run.waitsUntil.get())
                        : new Ran.Done(handled);
            }
        }
        return new Ran.Done(handled);
    }

    /// One claim of a lane, and how far it got.
    private final class Run {

        private final Sessions.Claim claim;
        private Optional<Conversation> latest = Optional.empty();
        private Optional<Ran> failed = Optional.empty();
        private Optional<Instant> waitsUntil = Optional.empty();
        private int handled;

        Run(Sessions.Claim claim) {
            this.claim = claim;
        }

        /// Stops at the first turn that fails or waits: the messages after it wait, for order's sake.
        void handleAll() {
            var known = claim.session();
            var more = true;
            while (more && goesOn()) {
                var messages = store.unfinished(claim.lane(), MESSAGES_PER_READ_MAX);
                more = messages.size() == MESSAGES_PER_READ_MAX;
                for (var i = 0; i < messages.size() && goesOn(); ) {
                    try {
                        switch (turn(claim.lane(), messages.subList(i, messages.size()), known)) {
                            case Turn.Made(var after, var count) -> {
                                known = Optional.of(after);
                                latest = known;
                                handled += count;
                                i += count;
                            }
                            case Turn.Waits(var until) -> waitsUntil = Optional.of(until);
                        }
                    } catch (RuntimeException e) {
                        failed = Optional.of(failed(messages.get(i), e));
                    }
                }
            }
        }

        private boolean goesOn() {
            return failed.isEmpty() && waitsUntil.isEmpty();
        }
    }

    /// What a turn came to.
    private sealed interface Turn {

        /// `messages` were handled, and the conversation is `after`.
        record Made(Conversation after, int messages) implements Turn {}

        record Waits(Instant until) implements Turn {}
    }

    private Ran failed(Inbound message, RuntimeException e) {
        var because = e.getClass().getSimpleName() + ": " + e.getMessage();
        var retryAt = clock.instant().plus(Duration.ofSeconds(1L << Math.min(message.failedTurns(), 6)));
        store.turnFailed(List.of(message.id()), because, retryAt);
        return new Ran.Failed(because, retryAt);
    }

    /// Decides about the first of `unfinished`, with those that are read together with it, and makes it true. What
    /// Redis knew is tried first; after losing once, only the record counts.
    private Turn turn(Lane lane, List<Inbound> unfinished, Optional<Conversation> known) {
        var message = unfinished.getFirst();
        var usable =
                known.filter(Conversation::isOpen).filter(_ -> message.thread().isEmpty());
        for (var attempt = 0; attempt < OUTRUN_MAX; attempt++) {
            var latest = attempt == 0 && usable.isPresent() ? usable.get() : recorded(lane, message);
            var over = reasonItIsOver(latest, message);
            var end = over.map(reason -> ConversationEnd.change(latest, reason, audit, clock.instant()));
            if (end.isPresent() && !store.commit(end.get())) {
                continue; // it went on, or another node ended it
            }
            var before = end.map(change -> next(change.after())).orElse(latest);
            var elsewhere = known.map(Conversation::traffic).orElse(Traffic.NONE);
            switch (decisions.decide(before.with(before.traffic().or(elsewhere)), unfinished)) {
                case TurnDecisions.Outcome.Waits(var until) -> {
                    return new Turn.Waits(until);
                }
                case TurnDecisions.Outcome.Decided(var change, var messages, var calls) -> {
                    if (store.commit(change)) {
                        listener.committed(calls);
                        return new Turn.Made(change.after(), messages);
                    }
                }
            }
            if (store.unfinished(lane, MESSAGES_PER_READ_MAX).stream().noneMatch(m -> m.id().equals(message.id()))) {
                return new Turn.Made(recorded(lane, message), 1); // another node has handled it meanwhile
            }
        }
        throw new IllegalStateException("conversation changed under the turn " + OUTRUN_MAX + " times");
    }

    /// Most conversations were said something in a moment ago, and that is known without asking.
    private Optional<Reason> reasonItIsOver(Conversation conversation, Inbound message) {
        var policy = channels.endPolicy(conversation.lane().accountId());
        var cameAt = message.receivedAt();
        return ConversationEnd.at(cameAt, conversation, policy, conversation.lastActivityAt())
                .flatMap(_ -> ConversationEnd.at(cameAt, conversation, policy, store.quietSince(conversation)));
    }

    private Conversation recorded(Lane lane, Inbound message) {
        return message.thread()
                .flatMap(thread -> store.findByThread(lane, thread))
                .or(() -> store.findLatest(lane)
                        .map(latest -> latest.isOpen() && message.thread().isEmpty() ? latest : next(latest)))
                .orElseGet(() -> opened(lane, rulesets.active().firstLanguage()));
    }

    /// The conversation after one that ended, or beside one on another thread: it remembers the language.
    /// Consent is the ledger's to remember. What the address said within the hour still counts. Who was
    /// asked about the earlier one how satisfied they were answers in this one.
    private Conversation next(Conversation earlier) {
        var next = opened(earlier.lane(), earlier.language()).with(earlier.traffic());
        return earlier.session()
                .ratingAsked()
                .filter(_ -> !earlier.isOpen())
                .filter(asked -> clock.instant().isBefore(asked.at().plus(Rating.ANSWERED_WITHIN)))
                .map(asked ->
                        next.with(next.stage(), next.session().disclosing().askingRating(asked), next.language()))
                .orElse(next);
    }

    private Conversation opened(Lane lane, Locale language) {
        return Conversation.open(new Conversation.Id(ids.get()), ids.get(), lane, language, clock.instant());
    }

    /// The message in the form in which it goes to the outbox.
    ///
    /// @param listButton see [Outgoing].
    /// @throws IllegalStateException when the lane's account is no longer configured.
    public static Send send(
            Channels channels,
            Conversation conversation,
            Message written,
            Optional<String> listButton,
            boolean despiteOptOut) {
        var lane = conversation.lane();
        var account = channels.account(lane.accountId())
                .orElseThrow(() -> new IllegalStateException(
                        "account " + lane.accountId() + " is not in channels.yml; put it back to answer on it"));
        var outgoing = new Outgoing(
                written.id(),
                conversation.id().value(),
                lane.citizen(),
                written.content().words(),
                written.offers(),
                conversation.language(),
                conversation.thread(),
                !(written.author() instanceof Author.Agent),
                listButton,
                Outgoing.Pace.LIVE);
        var message = written.content() instanceof Content.Template(var name, var language, var values, var _)
                ? outgoing.as(new Outgoing.Template(name, language, values))
                : outgoing;
        return new Send(lane, message, channels.adapter(account).render(message), despiteOptOut, written.at());
    }
}
