package io.glassline.sources;

import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.source.Source;
import io.glassline.source.SourceLookup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sources that this node asks, over all versions of the configuration. A source that is the same
/// in two versions is one: its connections, its breaker and what it answered a moment ago go on.
///
/// Safe to call from any thread.
public final class Sources implements AutoCloseable {

    /// How long a source that keeps failing is left alone.
    public static final Duration LEFT_ALONE_FOR = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final Jdbi ownDatabase;
    private final Drivers drivers;
    private final Watch watch;
    private final InstantSource clock;
    private final Duration leftAloneFor;
    private final Map<Source, SourceGuard> open = new ConcurrentHashMap<>();
    private final Map<String, Outcome> last = new ConcurrentHashMap<>();
    private volatile Set<Source> active = Set.of();

    /// Is told of each look-up.
    @FunctionalInterface
    public interface Watch {
        void answered(SourceLookup lookup, Outcome outcome, Duration took);
    }

    /// @param ownDatabase the gateway's own PostgreSQL
    public Sources(Jdbi ownDatabase, Drivers drivers, Watch watch, InstantSource clock) {
        this(ownDatabase, drivers, watch, clock, LEFT_ALONE_FOR);
    }

    Sources(Jdbi ownDatabase, Drivers drivers, Watch watch, InstantSource clock, Duration leftAloneFor) {
        this.ownDatabase = ownDatabase;
        this.drivers = drivers;
        this.watch = watch;
        this.clock = clock;
        this.leftAloneFor = leftAloneFor;
    }

    /// The look-ups of one version.
    public Lookups lookups(Collection<SourceLookup> lookups) {
        var byName = lookups.stream().collect(Collectors.toUnmodifiableMap(SourceLookup::name, Function.identity()));
        return asked -> {
            var lookup = byName.get(asked.name());
            return lookup == null
                    ? new Lookup.Result.Unreachable("there is no look-up named " + asked.name())
                    : ask(lookup, asked);
        };
    }

    /// Asks, whatever version is active.
    public Lookup.Result ask(SourceLookup lookup, Lookup asked) {
        var started = System.nanoTime();
        try {
            var answer = guard(lookup.source()).ask(lookup, asked);
            tell(lookup, answer.outcome(), started);
            return new Lookup.Result.Found(answer.rows());
        } catch (SourceFailure failure) {
            tell(lookup, failure.outcome(), started);
            // Our log says why; the citizen's record says no more than that.
            LOG.atWarn()
                    .log(
                            "look-up {} of source {}: {}",
                            lookup.name(),
                            lookup.source().name(),
                            failure.because());
            return new Lookup.Result.Unreachable(lookup.name() + ": " + failure.because());
        }
    }

    /// Which columns the source has for this look-up now.
    ///
    /// @param arguments all of its parameters, by name; an API is asked with these values
    public LiveColumns columns(SourceLookup lookup, Map<String, String> arguments) {
        try {
            var guard = guard(lookup.source());
            return new LiveColumns.Known(guard.guarded(lookup, access -> access.columns(lookup, arguments)));
        } catch (SourceFailure failure) {
            return new LiveColumns.Unknown(failure.outcome(), failure.because());
        }
    }

    /// Reads all of a table, beside the look-ups and without their limits: a list of addresses may take a minute.
    ///
    /// @param columns of the table, each a plain name
    /// @param rows is told of each, with its values in the order of the columns, empty for null
    /// @return why it could not be read to its end
    public Optional<String> readAll(Source source, String table, List<String> columns, Consumer<List<String>> rows) {
        try (var access = database(source)) {
            access.readAll(table, columns, rows);
            return Optional.empty();
        } catch (SourceFailure failure) {
            return Optional.of(failure.because());
        }
    }

    private JdbcAccess database(Source source) throws SourceFailure {
        return switch (source) {
            case Source.OwnDatabase _ -> JdbcAccess.over(ownDatabase);
            case Source.Database database -> JdbcAccess.open(database, drivers);
            case Source.HttpApi _ -> throw new SourceFailure(Outcome.WRONG, "it is an API, and has no tables");
        };
    }

    /// What a live source says of its columns.
    public sealed interface LiveColumns {

        record Known(Set<String> names) implements LiveColumns {}

        record Unknown(Outcome outcome, String because) implements LiveColumns {}
    }

    private void tell(SourceLookup lookup, Outcome outcome, long started) {
        if (outcome != Outcome.CACHED) {
            last.put(lookup.source().name(), outcome);
        }
        watch.answered(lookup, outcome, Duration.ofNanos(System.nanoTime() - started));
    }

    private SourceGuard guard(Source source) {
        return open.computeIfAbsent(source, named -> {
            var limits = named.limits();
            return new SourceGuard(
                    named.name(), () -> access(named), limits.connectionsMax(), limits.cacheFor(), leftAloneFor, clock);
        });
    }

    private SourceAccess access(Source source) throws SourceFailure {
        return switch (source) {
            case Source.OwnDatabase _ -> JdbcAccess.over(ownDatabase);
            case Source.Database database -> JdbcAccess.open(database, drivers);
            case Source.HttpApi api -> new HttpAccess(api, clock);
        };
    }

    /// Keeps these sources, those of the active version, and ends all others. A form that began under
    /// an earlier version may still ask one of those: it is opened again for that.
    public void keep(Collection<Source> sources) {
        active = Set.copyOf(sources);
        for (var source : open.keySet()) {
            if (!active.contains(source) && !(source instanceof Source.OwnDatabase)) {
                end(source);
            }
        }
        last.keySet().retainAll(active.stream().map(Source::name).collect(Collectors.toSet()));
    }

    private void end(Source source) {
        var guard = open.remove(source);
        if (guard != null) {
            LOG.atInfo().log("source {} is closed: the active version does not name it so", source.name());
            guard.close();
        }
    }

    /// How each source of the active version was when it was last asked, in the health page's words.
    public Map<String, String> health() {
        var health = new TreeMap<String, String>();
        for (var source : active) {
            var guard = open.get(source);
            var outcome = last.get(source.name());
            health.put(
                    source.name(),
                    guard != null && guard.isLeftAlone()
                            ? Outcome.LEFT_ALONE.health()
                            : outcome == null ? "NOT ASKED YET" : outcome.health());
        }
        return new LinkedHashMap<>(health);
    }

    /// How many sources have connections or threads now.
    int openCount() {
        return open.size();
    }

    @Override
    public void close() {
        open.keySet().forEach(this::end);
    }
}
