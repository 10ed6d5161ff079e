package io.glassline.app.chat;

import io.glassline.app.activity.CallWatch;
import io.glassline.app.http.PublicUrl;
import io.glassline.app.work.ThrottledLog;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.web.WebAdapter;
import io.glassline.channels.web.WebCall;
import io.glassline.conversation.Lane;
import io.glassline.intake.Intake;
import io.glassline.message.Address;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where visitors come in: opens sessions, and hands what visitors say to the intake by the same door as
/// every channel. Never blocks: it is used on the event loop. What it counts of callers stays in memory and
/// is forgotten.
@Singleton
final class ChatDoor {

    private static final Logger LOG = LoggerFactory.getLogger(ChatDoor.class);

    /// Longer than a message of the longest text, every character escaped.
    static final int BODY_MAX_BYTES = 32 << 10;

    private static final Duration COME_AGAIN_AFTER = Duration.ofSeconds(2);

    /// Sessions opened at one network address for nothing: a family, a library's reading room.
    private static final RateRule FREE_SESSIONS = new RateRule(20, Duration.ofSeconds(30));

    /// With work done for each.
    private static final RateRule SESSIONS = new RateRule(1_000, Duration.ofSeconds(2));

    private static final RateRule MESSAGES_OF_VISITOR = new RateRule(12, Duration.ofSeconds(3));
    private static final RateRule MESSAGES_OF_ADDRESS = new RateRule(1_000, Duration.ofMillis(250));

    /// Marks, and looks by those who have no stream.
    private static final RateRule LOOKS_OF_VISITOR = new RateRule(60, Duration.ofSeconds(1));

    private final Channels channels;
    private final Intake intake;
    private final PublicUrl publicUrl;
    private final VisitorSessions sessions;
    private final CallWatch watch;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final ThrottledLog throttledLog;

    /// Each is asked of the registry once, because the registry looks it up by all its tags.
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

    private final SessionPuzzle puzzle = new SessionPuzzle();
    private final RateLimit freeSessions = FREE_SESSIONS.limit();
    private final RateLimit allSessions = SESSIONS.limit();
    private final RateLimit messagesOfVisitor = MESSAGES_OF_VISITOR.limit();
    private final RateLimit messagesOfAddress = MESSAGES_OF_ADDRESS.limit();
    private final RateLimit looksOfVisitor = LOOKS_OF_VISITOR.limit();

    ChatDoor(
            Channels channels,
            Intake intake,
            PublicUrl publicUrl,
            VisitorSessions sessions,
            CallWatch watch,
            InstantSource clock,
            MeterRegistry meters) {
        this.channels = channels;
        this.intake = intake;
        this.publicUrl = publicUrl;
        this.sessions = sessions;
        this.watch = watch;
        this.clock = clock;
        this.meters = meters;
        this.throttledLog = new ThrottledLog(LOG, clock);
    }

    private record RateRule(int atOnce, Duration each) {

        RateLimit limit() {
            return new RateLimit(atOnce, each);
        }
    }

    /// A chat of the city's.
    Optional<ChannelAccount> account(String id) {
        return channels.account(id).filter(account -> account.kind().equals(WebAdapter.KIND));
    }

    /// The chat that is meant where none is named.
    Optional<ChannelAccount> firstAccount() {
        return channels.accounts().stream()
                .filter(account -> account.kind().equals(WebAdapter.KIND))
                .min(Comparator.comparing(ChannelAccount::id));
    }

    static Lane lane(ChannelAccount account, VisitorSession session) {
        return new Lane(account.id(), new Address(WebAdapter.KIND, session.visitor()));
    }

    /// What came of asking for a session.
    sealed interface Opening {

        record Session(VisitorSession session) implements Opening {}

        /// To come again with a number that solves it; or to wait, for who cannot.
        record Puzzle(String puzzle, int bits, Duration orWait) implements Opening {}

        record TooMany(Duration orWait) implements Opening {}
    }

    /// What came of saying something.
    sealed interface Outcome {

        /// It is durable.
        record Kept() implements Outcome {}

        record TooFast(Duration orWait) implements Outcome {}

        record TooLong() implements Outcome {}

        record Unreadable() implements Outcome {}

        /// Nothing was kept; to be sent again after `orWait`.
        record NotNow(Duration orWait) implements Outcome {}
    }

    /// A solved puzzle, as it comes back.
    record Solution(String puzzle, String answer) {}

    /// @param caller the network address, which is looked at for nothing else
    Opening open(ChannelAccount account, String caller, Optional<Solution> solution) {
        var now = clock.instant();
        var key = account.id() + " " + caller;
        var wait = freeSessions.take(key, now);
        if (!wait.isZero() && !isWorkedFor(account, caller, solution, now)) {
            count(account, "puzzle");
            var bits = SessionPuzzle.bits(allSessions.taken(key, now) - FREE_SESSIONS.atOnce());
            return new Opening.Puzzle(puzzle.make(account, caller, bits, now), bits, wait);
        }
        var tooMany = allSessions.take(key, now);
        if (!tooMany.isZero()) {
            count(account, "too many sessions");
            return new Opening.TooMany(tooMany);
        }
        count(account, "session");
        return new Opening.Session(sessions.begin(account));
    }

    private boolean isWorkedFor(ChannelAccount account, String caller, Optional<Solution> solution, Instant now) {
        return solution.filter(solved -> puzzle.isSolved(account, caller, solved.puzzle(), solved.answer(), now))
                .isPresent();
    }

    /// @param body as the widget sends it: `{"id", "text"}`.
    CompletableFuture<Outcome> say(ChannelAccount account, VisitorSession session, String caller, byte[] body) {
        if (body.length > BODY_MAX_BYTES) {
            return CompletableFuture.completedFuture(new Outcome.TooLong());
        }
        var now = clock.instant();
        var wait = messagesOfVisitor.take(session.visitor(), now);
        if (wait.isZero()) {
            wait = messagesOfAddress.take(caller, now);
        }
        if (!wait.isZero()) {
            count(account, "too fast");
            return CompletableFuture.completedFuture(new Outcome.TooFast(wait));
        }
        var url = publicUrl.ofChat(account.id()) + "/messages";
        return accept(account, WebCall.message(account, session.visitor(), url, body, now));
    }

    /// @param body as the widget sends it: `{"delivered", "read"}`.
    CompletableFuture<Outcome> mark(ChannelAccount account, VisitorSession session, byte[] body) {
        if (body.length > BODY_MAX_BYTES) {
            return CompletableFuture.completedFuture(new Outcome.TooLong());
        }
        var wait = look(session);
        if (!wait.isZero()) {
            return CompletableFuture.completedFuture(new Outcome.TooFast(wait));
        }
        var url = publicUrl.ofChat(account.id()) + "/marks";
        return accept(account, WebCall.marks(account, session.visitor(), url, body, clock.instant()));
    }

    /// @return how long to wait before the visitor's talk may be looked at; mostly zero.
    Duration look(VisitorSession session) {
        return looksOfVisitor.take(session.visitor(), clock.instant());
    }

    private CompletableFuture<Outcome> accept(ChannelAccount account, WebhookCall call) {
        var adapter = channels.adapter(account);
        return intake.accept(call, adapter, account)
                .thenApply(receipt -> {
                    watch.answered(call, adapter, account, receipt);
                    return said(account, receipt);
                })
                .exceptionally(failure -> {
                    throttledLog.write(account.id() + ": a message could not be taken", Intake.causeOf(failure));
                    count(account, "not taken");
                    return new Outcome.NotNow(COME_AGAIN_AFTER);
                });
    }

    private Outcome said(ChannelAccount account, Receipt receipt) {
        return switch (receipt) {
            case Receipt.Refused(var _, var because) -> {
                LOG.atInfo().log("{} refused a call: {}", account.id(), because);
                count(account, "unreadable");
                yield new Outcome.Unreadable();
            }
            case Receipt.Events _,
                    Receipt.Nothing _,
                    Receipt.Handshake _,
                    Receipt.Quarantined _,
                    Receipt.Elsewhere _ -> {
                count(account, "accepted");
                yield new Outcome.Kept();
            }
        };
    }

    private void count(ChannelAccount account, String what) {
        counters.computeIfAbsent(
                        new Counted(account.id(), what),
                        counted -> meters.counter(
                                "glassline_chat_total", "account", counted.account, "came", counted.what))
                .increment();
    }

    private record Counted(String account, String what) {}
}
