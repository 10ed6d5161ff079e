package io.glassline.app.node;

import io.glassline.place.AddressAnswer;
import io.glassline.place.AddressList;
import io.glassline.place.AddressRows;
import io.glassline.place.AddressSearch;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.source.Question;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import io.glassline.source.SourceLookup;
import io.glassline.sources.Outcome;
import io.glassline.sources.Sources;
import io.glassline.storage.postgres.PgAddresses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The look-up that the gateway answers itself: an address, from the list of the version that asks. A list is taken
/// into the database once, by the node that first needs it, beside the turns; a turn that comes before it is there is
/// told that it is not.
///
/// Safe to call from any thread.
final class AddressLookups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AddressLookups.class);

    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    /// How old what was read of tables may be, and how often a list that is asked is marked as in use.
    private static final Duration FRESH_FOR = Duration.ofHours(1);

    /// How long a list that could not be taken in is left alone.
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(30);

    private static final int AT_ONCE_MAX = 4;
    private static final int WAITING_MAX = 64;

    /// As it is counted and timed beside the city's own look-ups.
    private static final SourceLookup COUNTED = new SourceLookup(
            Lookup.ADDRESS,
            new Source.OwnDatabase(SourceLimits.USUAL),
            new Question.Select("addresses.yml"),
            List.of("label"),
            TIME_LIMIT);

    private final PgAddresses addresses;
    private final AddressListReader reader;
    private final Sources.Watch watch;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Instant> failed = new ConcurrentHashMap<>();
    private final Set<String> loading = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = new ThreadPoolExecutor(
            AT_ONCE_MAX,
            AT_ONCE_MAX,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("addresses-", 0).factory());

    AddressLookups(PgAddresses addresses, AddressListReader reader, Sources.Watch watch, InstantSource clock) {
        this.addresses = addresses;
        this.reader = reader;
        this.watch = watch;
        this.clock = clock;
    }

    private record Known(PgAddresses.Loaded list, Instant checked) {}

    /// The look-ups of a version, with the one for addresses among them. Its list is taken in from now on.
    Lookups beside(Lookups others, Optional<AddressList> list) {
        list.ifPresent(this::loadBeside);
        return asked -> asked.name().equals(Lookup.ADDRESS)
                ? list.map(known -> ask(known, asked.arguments()))
                        .orElseGet(() -> new Lookup.Result.Unreachable("address: the city has no addresses.yml"))
                : others.ask(asked);
    }

    private Lookup.Result ask(AddressList list, Map<String, String> arguments) {
        var started = System.nanoTime();
        var outcome = Outcome.AWAY;
        var because = "the database is away";
        try {
            var answer =
                    threads.submit(() -> answer(list, arguments)).get(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.isPresent()) {
                var rows = AddressRows.of(answer.get());
                outcome = rows.isEmpty() ? Outcome.NOTHING : Outcome.FOUND;
                return new Lookup.Result.Found(rows);
            }
            outcome = Outcome.BUSY;
            because = "the list of addresses is being taken in";
        } catch (TimeoutException e) {
            outcome = Outcome.SLOW;
            because = "the database did not answer within %d ms".formatted(TIME_LIMIT.toMillis());
        } catch (RejectedExecutionException e) {
            outcome = Outcome.BUSY;
            because = "too many look-ups wait already";
        } catch (ExecutionException e) {
            // What was said is a resident's address: it belongs into no log.
            LOG.atWarn()
                    .log(
                            "an address could not be looked up: {}",
                            String.valueOf(e.getCause()).split(":")[0]);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.answered(COUNTED, outcome, Duration.ofNanos(System.nanoTime() - started));
        }
        return new Lookup.Result.Unreachable(Lookup.ADDRESS + ": " + because);
    }

    /// Empty while the list is not there.
    private Optional<AddressAnswer> answer(AddressList list, Map<String, String> arguments) {
        return current(list)
                .map(loaded -> AddressQuestion.answer(
                        new AddressSearch(addresses.book(loaded), list.surroundings()), arguments));
    }

    // taking lists in

    private Optional<PgAddresses.Loaded> current(AddressList list) {
        var digest = AddressListReader.digest(list);
        var now = known.get(digest);
        if (now == null) {
            var found = addresses.newest(digest);
            found.ifPresent(loaded -> known.put(digest, new Known(loaded, Instant.MIN)));
            loadBeside(list);
            return found;
        }
        if (now.checked().isBefore(clock.instant().minus(FRESH_FOR))) {
            loadBeside(list);
        }
        return Optional.of(now.list());
    }

    private void loadBeside(AddressList list) {
        var digest = AddressListReader.digest(list);
        var isLeftAlone =
                failed.getOrDefault(digest, Instant.MIN).isAfter(clock.instant().minus(TRY_AGAIN_AFTER));
        if (!isLeftAlone && loading.add(digest)) {
            Thread.ofPlatform().daemon().name("addresses-load").start(() -> {
                try {
                    load(list, digest);
                    failed.remove(digest);
                } catch (RuntimeException e) {
                    failed.put(digest, clock.instant());
                    LOG.atWarn().log("the list of addresses could not be taken in: {}", e.getMessage());
                } finally {
                    loading.remove(digest);
                }
            });
        }
    }

    private void load(AddressList list, String digest) {
        var since = switch (list.origin()) {
            case AddressList.Listed _ -> Instant.EPOCH;
            case AddressList.Tables _ -> clock.instant().minus(FRESH_FOR);
        };
        var loaded = addresses.load(digest, since, () -> reader.read(list));
        known.put(digest, new Known(loaded, clock.instant()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
