package io.glassline.intake;

import io.glassline.audit.Actor;
import io.glassline.channel.Channels;
import io.glassline.channel.Receipt;
import io.glassline.intake.Quarantine.How;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads quarantined deliveries again with today's adapters.
///
/// A delivery is proven anew, over the very bytes, URL and headers that came, so nothing gets in this way
/// that could not have come by itself; one signed under a secret that was changed since is told to be so.
/// Messages in it that are known already fall out by their ids.
public final class Redrive {

    /// How long what is read again may take to be stored.
    private static final Duration STORE_WAIT_MAX = Duration.ofSeconds(30);

    private final Intake intake;
    private final Quarantine quarantine;
    private final Channels channels;
    private final InstantSource clock;

    public Redrive(Intake intake, Quarantine quarantine, Channels channels, InstantSource clock) {
        this.intake = intake;
        this.quarantine = quarantine;
        this.channels = channels;
        this.clock = clock;
    }

    public sealed interface Outcome {

        /// It was understood and what was in it is stored. `what` says what that was.
        record Done(String what) implements Outcome {}

        /// It is in the quarantine as before.
        record NotYet(String because) implements Outcome {}

        record NoSuchDelivery() implements Outcome {}
    }

    /// Blocks until what was read is durable.
    public Outcome readAgain(long number, Actor by) {
        var kept = quarantine.find(number).orElse(null);
        if (kept == null) {
            return new Outcome.NoSuchDelivery();
        }
        var account = channels.account(kept.line().accountId()).orElse(null);
        if (account == null) {
            return new Outcome.NotYet(
                    "the account " + kept.line().accountId() + " is not in the city's configuration any more");
        }
        try {
            var receipt = intake.accept(kept.call(), channels.adapter(account), account)
                    .get(STORE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
            return switch (receipt) {
                case Receipt.Events(var events, var _) ->
                    settled(number, by, events.size() == 1 ? "one event" : events.size() + " events");
                case Receipt.Elsewhere(var owner, var _) -> settled(number, by, "it was for account " + owner.id());
                case Receipt.Nothing(var because) -> settled(number, by, "nothing for us: " + because);
                case Receipt.Handshake _ -> settled(number, by, "the provider checking that we are there");
                case Receipt.Quarantined(var because) -> new Outcome.NotYet(because);
                case Receipt.Refused(var fault, var because) ->
                    new Outcome.NotYet(
                            switch (fault) {
                                case NOT_AUTHENTIC ->
                                    "it is not proven any more (" + because
                                            + "); was the account's secret changed since it came?";
                                case NOT_PROVABLE, MALFORMED -> because;
                            });
            };
        } catch (ExecutionException | TimeoutException e) {
            return new Outcome.NotYet("what was read could not be stored just now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.NotYet("interrupted");
        }
    }

    private Outcome settled(long number, Actor by, String what) {
        quarantine.settle(number, How.READ_AGAIN, by, clock.instant());
        return new Outcome.Done(what);
    }

    /// Someone has looked at it and decided that it is of no use.
    ///
    /// @return whether it was waiting.
    public boolean setAside(long number, Actor by) {
        return quarantine.settle(number, How.SET_ASIDE, by, clock.instant());
    }
}
