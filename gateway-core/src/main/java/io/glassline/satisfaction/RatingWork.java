package io.glassline.satisfaction;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Session;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.NameBasedId;
import io.glassline.person.PersonLinks;
import io.glassline.rating.Ended;
import io.glassline.rating.Ended.Circumstances;
import io.glassline.rating.Rating;
import io.glassline.rating.RatingStep;
import io.glassline.rating.Ratings;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Sessions;
import io.glassline.turn.Turns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Asks citizens how satisfied they were, some time after a conversation ended, in that
/// conversation, which stays ended. Each conversation is looked at once: its citizen is asked, or
/// why not is written down.
///
/// It is stepped, on one node at a time, so that a person with two addresses is not asked on both.
/// It takes a lane as a turn does, and its commit is a compare-and-set: who writes at this moment
/// is not asked.
public final class RatingWork {

    /// How many conversations a step looks at.
    public static final int CONVERSATIONS_MAX = 100;

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Ratings ratings;
    private final Supplier<Optional<RatingQuestion>> question;
    private final Supplier<ZoneId> zone;
    private final ConversationStore store;
    private final Sessions sessions;
    private final Channels channels;
    private final ConsentLedger ledger;
    private final PersonLinks links;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final Consumer<Lane> ready;

    /// @param question of the active version; empty where the city asks nobody
    /// @param ready is told of a lane that somebody else wanted meanwhile
    public RatingWork(
            Ratings ratings,
            Supplier<Optional<RatingQuestion>> question,
            Supplier<ZoneId> zone,
            ConversationStore store,
            Sessions sessions,
            Channels channels,
            ConsentLedger ledger,
            PersonLinks links,
            AuditEntries audit,
            InstantSource clock,
            Consumer<Lane> ready) {
        this.ratings = ratings;
        this.question = question;
        this.zone = zone;
        this.store = store;
        this.sessions = sessions;
        this.channels = channels;
        this.ledger = ledger;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
        this.ready = ready;
    }

    /// Looks at what ended. In quiet hours it looks at nothing: what ended is asked about when they
    /// are over, if that is soon enough.
    ///
    /// @return how many it was done with; [#CONVERSATIONS_MAX] when there may be more
    public int step() {
        var asks = question.get();
        var now = clock.instant();
        if (asks.isEmpty() || isQuiet(asks.get(), now)) {
            return 0;
        }
        var until = now.minus(asks.get().after());
        var done = 0;
        for (var ended : ratings.ended(
                asks.get().channels(), until.minus(RatingQuestion.ASKED_WITHIN), until, CONVERSATIONS_MAX)) {
            var obstacle = ended.obstacle().or(() -> ended.obstacle(around(ended.conversation(), now), now));
            if (obstacle.isPresent()) {
                ratings.passOver(ended.conversation(), obstacle.get(), now);
                done++;
            } else if (isAsked(ended, asks.get())) {
                done++;
            }
        }
        return done;
    }

    private boolean isQuiet(RatingQuestion asks, Instant now) {
        return asks.quietHours()
                .flatMap(hours -> hours.endAfter(now, zone.get()))
                .isPresent();
    }

    private Circumstances around(Conversation conversation, Instant now) {
        var lane = conversation.lane();
        var person = new ArrayList<>(links.others(lane));
        person.add(lane);
        return new Circumstances(
                channels.pushAccountIds().contains(lane.accountId()) && !channels.isSpoken(lane.accountId()),
                ledger.forbids(lane, Pace.LIVE).isPresent(),
                ratings.isAskedSince(person, now.minus(RatingQuestion.ONCE_WITHIN)),
                isLatest(conversation),
                channels.account(lane.accountId())
                        .flatMap(account -> channels.adapter(account).replyWindow()));
    }

    private boolean isLatest(Conversation conversation) {
        return store.findLatest(conversation.lane())
                .filter(latest -> latest.id().equals(conversation.id()) && !latest.isOpen())
                .isPresent();
    }

    /// Not while the lane is somebody's, or a message of it waits: then it is looked at again.
    private boolean isAsked(Ended ended, RatingQuestion asks) {
        var lane = ended.conversation().lane();
        var claim = sessions.claim(lane, LEASE);
        if (claim.isEmpty()) {
            return false;
        }
        var after = Optional.<Conversation>empty();
        try {
            var change = change(ended, asks);
            if (store.unfinished(lane, 1).isEmpty() && isLatest(ended.conversation()) && store.commit(change)) {
                after = Optional.of(change.after());
            }
        } finally {
            if (sessions.release(claim.get(), after)) {
                ready.accept(lane);
            }
        }
        return after.isPresent();
    }

    /// Where the channel has room for all of them. Elsewhere the number is written, as the text says.
    private List<Message.Offer> buttons(Lane lane) {
        var room = channels.account(lane.accountId())
                .map(account -> channels.adapter(account).capabilities().offersMax())
                .orElse(0);
        return room < Rating.POINTS_MAX
                ? List.of()
                : IntStream.rangeClosed(Rating.POINTS_MIN, Rating.POINTS_MAX)
                        .mapToObj(points -> new Message.Offer(Rating.OFFER + points, "" + points))
                        .toList();
    }

    private Change change(Ended ended, RatingQuestion asks) {
        var now = clock.instant();
        var before = ended.conversation();
        var id = new Message.Id(NameBasedId.of(before.id().value(), "rating"));
        var remembered = Session.FRESH.disclosing().askingRating(new Session.RatingAsked(id, now));
        var after = before.with(before.stage(), remembered, before.language()).counting(now);
        var message = new Message(
                id,
                after.messageCount(),
                new Author.System(),
                new Content.Text(asks.text().apply(before.language())),
                buttons(before.lane()),
                Optional.empty(),
                now);
        var listButton = message.offers().isEmpty()
                ? Optional.<String>empty()
                : Optional.of(asks.listButton().apply(before.language()));
        return new Change(
                        after.nextVersion(),
                        List.of(message),
                        List.of(),
                        List.of(),
                        List.of(Turns.send(channels, after, message, listButton, false)),
                        List.of(),
                        List.of(audit.of(new MessageEvent.Writing(after, message))))
                .rating(new RatingStep.Asked(id, before, ended.about(), now));
    }
}
