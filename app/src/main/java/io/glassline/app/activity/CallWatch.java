package io.glassline.app.activity;

import io.glassline.activity.CallLog;
import io.glassline.activity.CallOutcome;
import io.glassline.activity.CallTally;
import io.glassline.app.work.Loop;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Channels;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.ProofTrial;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Counts what providers' calls come to, and finds out why one is refused. The caller's thread only counts; looking for
/// the reason is done elsewhere, and seldom enough that a flood of forged calls does not keep the node busy.
public final class CallWatch implements AutoCloseable {

    private static final Duration STORED_EVERY = Duration.ofSeconds(3);

    /// For each account.
    private static final Duration LOOKED_INTO_EVERY = Duration.ofSeconds(5);

    private final Channels channels;
    private final CallLog log;
    private final InstantSource clock;
    private final Executor blocking;
    private final CallTally tally = new CallTally();
    private final Map<String, Instant> lookedIntoAt = new ConcurrentHashMap<>();
    private final Loop loop;

    /// @param blocking where a reason is looked for
    public CallWatch(Channels channels, CallLog log, InstantSource clock, Executor blocking) {
        this.channels = channels;
        this.log = log;
        this.clock = clock;
        this.blocking = blocking;
        this.loop = new Loop("counting calls", STORED_EVERY, this::store);
    }

    public void start() {
        loop.start();
    }

    /// Counts a call that was answered. Never blocks.
    public void answered(WebhookCall call, ChannelAdapter adapter, ChannelAccount account, Receipt receipt) {
        var outcome = CallOutcome.of(receipt);
        var because = because(receipt);
        tally.count(account.id(), outcome, because, call.receivedAt());
        if (!account.nextSecrets().isEmpty()) {
            blocking.execute(() -> compare(call, adapter, account));
        }
        if (outcome == CallOutcome.NOT_AUTHENTIC && isToBeLookedInto(account.id())) {
            blocking.execute(() -> new ProofTrial(adapter, account, channels.accounts())
                    .hint(call)
                    .ifPresent(hint -> tally.hint(account.id(), outcome, because, call.receivedAt(), hint)));
        }
    }

    /// Counts a call that could not be stored.
    public void notTaken(ChannelAccount account, String because) {
        tally.count(account.id(), CallOutcome.NOT_TAKEN, because, clock.instant());
    }

    private static String because(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Refused(var _, var because) -> because;
            case Receipt.Quarantined(var because) -> because;
            case Receipt.Elsewhere(var _, var theirs) -> because(theirs);
            case Receipt.Events _, Receipt.Nothing _, Receipt.Handshake _ -> "";
        };
    }

    private boolean isToBeLookedInto(String accountId) {
        var now = clock.instant();
        var last = lookedIntoAt.putIfAbsent(accountId, now);
        return last == null
                || !now.isBefore(last.plus(LOOKED_INTO_EVERY)) && lookedIntoAt.replace(accountId, last, now);
    }

    /// Which of the two secrets the provider uses: it says when the change is over.
    private void compare(WebhookCall call, ChannelAdapter adapter, ChannelAccount account) {
        if (NextSecrets.prove(call, adapter, account)) {
            tally.count(account.id(), CallOutcome.PROVEN_BY_SECRET, "", call.receivedAt());
        }
        account.withNextSecrets()
                .filter(next -> NextSecrets.prove(call, adapter, next))
                .ifPresent(_ -> tally.count(account.id(), CallOutcome.PROVEN_BY_NEXT_SECRET, "", call.receivedAt()));
    }

    /// With the record away the counts wait here, and are stored when it is back.
    private boolean store() {
        var counts = tally.drain();
        try {
            log.add(counts);
        } catch (RuntimeException e) {
            tally.back(counts);
            throw e;
        }
        return false;
    }

    @Override
    public void close() {
        loop.close();
        try {
            store();
        } catch (RuntimeException e) {
            // counts of three seconds, which nobody waits for while a node ends
        }
    }
}
