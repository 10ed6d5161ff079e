package io.glassline.bench.loss;

import io.glassline.bench.loss.Load.Phase;
import io.glassline.bench.loss.Options.Fault;
import io.glassline.bench.town.TownProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What goes wrong in a run, and when: a plan made before it begins, carried out on a thread of its own, and written
/// to `faults.log`. A node that was killed is started again, and again if the record is away just then.
final class FaultPlan implements AutoCloseable {

    /// Nodes that found Redis away leave it alone for a second.
    private static final long REDIS_SETTLES_MS = 1_500;

    /// Less than a node waits for a commit before it takes to its spool.
    private static final long HELD_MS = 500;

    private static final List<String> ACCOUNTS = List.of("city-sms", "city-whatsapp", "city-telegram");
    private static final Duration RELAUNCH_PAUSE = Duration.ofMillis(500);

    private static final int RULES_TRIES_MAX = 60;
    private static final Duration RULES_TRIED_EVERY = Duration.ofSeconds(1);

    private final Town town;
    private final ProvidersClient providers;
    private final Network network;
    private final Load load;
    private final Bulletins bulletins;
    private final RuleChanges changes;
    private final List<Planned> plan = new ArrayList<>();
    private final PrintWriter log;
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();
    private final Map<TownProcess, Thread> comingBack = new ConcurrentHashMap<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private volatile boolean stopped;
    private volatile @Nullable Thread changing;

    private record Planned(long atMs, String name, Runnable action) {}

    FaultPlan(
            Options options,
            Town town,
            ProvidersClient providers,
            Network network,
            Load load,
            Bulletins bulletins,
            RuleChanges changes) {
        this.town = town;
        this.providers = providers;
        this.network = network;
        this.load = load;
        this.bulletins = bulletins;
        this.changes = changes;
        try {
            this.log = new PrintWriter(Files.newBufferedWriter(options.folder().resolve("faults.log")), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        switch (options.scenario()) {
            case SEEDED -> seeded(options);
            case POSTGRES_60S -> postgresAway(options, town.servers::stopPostgres, town.servers::startPostgres);
            case POSTGRES_FROZEN -> postgresAway(options, town.servers::freezePostgres, town.servers::thawPostgres);
            case REDIS_WIPE -> redisWiped(options);
            case PROVIDER_10M -> providersDown(options);
            case ROLLING -> rolling(options);
        }
        plan.sort(Comparator.comparingLong(Planned::atMs));
    }

    int kills() {
        return kills.get();
    }

    int others() {
        return others.get();
    }

    void start() {
        Thread.ofPlatform().name("misfortunes").daemon().start(this::run);
    }

    private void run() {
        var began = System.nanoTime();
        try {
            for (var planned : plan) {
                var wait = planned.atMs - (System.nanoTime() - began) / 1_000_000;
                if (wait > 0) {
                    Thread.sleep(wait);
                }
                if (stopped) {
                    return;
                }
                note(planned.name);
                try {
                    planned.action.run();
                } catch (RuntimeException e) {
                    note(planned.name + " could not be done: " + e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done.countDown();
        }
    }

    private synchronized void note(String what) {
        log.printf("%8.3f s  %s%n", (System.nanoTime() - startNanos) / 1e9, what);
    }

    /// Waits until the plan is carried out and every node is back.
    void awaitEnd() throws InterruptedException {
        done.await();
        for (var coming : List.copyOf(comingBack.values())) {
            coming.join();
        }
        var ops = changing;
        if (ops != null) {
            ops.join();
        }
        providers.endFaults();
        network.isWell();
        note("all faults have ended");
    }

    @Override
    public void close() {
        stopped = true;
        log.close();
    }

    // The plans

    private void seeded(Options options) {
        var chance = new SplittableRandom(options.seed() * 1_000_003L + 17);
        var length = (long) (options.seconds() * 1000);
        if (options.faults().contains(Fault.KILL)) {
            var count = length >= 15_000 && chance.nextBoolean() ? 2 : 1;
            for (var n = 0; n < count; n++) {
                var node = town.nodes.get((int) ((options.seed() + n) % town.nodes.size()));
                var back = Duration.ofMillis(100 + chance.nextInt(900));
                var at = length * (15 + 50 * n) / 100 + chance.nextLong(length * 30 / 100);
                if (options.faults().contains(Fault.POSTGRES) && chance.nextInt(3) > 0) {
                    heldAndKilled(at, node, back, chance);
                } else {
                    at(at, "kill -9 of " + node.name(), () -> kill(node, back));
                }
            }
        }
        // Redis before all else. Of three faults at once, PostgreSQL away, a node killed with a full spool, and Redis
        // wiped before that node is back, nobody is left who knows that a lane has an earlier message: nothing is lost
        // then, and order is not promised. See docs/operations/faults.md.
        var redisIsBack = 0L;
        if (options.faults().contains(Fault.REDIS)) {
            var begin = chance.nextLong(length * 5 / 100); // back before the first node is killed
            if (chance.nextBoolean()) {
                var away = 200 + chance.nextLong(length * 8 / 100);
                at(begin, "Redis is killed for " + away + " ms", this::killRedis);
                at(begin + away, "Redis is started, empty", this::startRedisEmpty);
                redisIsBack = begin + away;
            } else {
                at(begin, "Redis is emptied", this::emptyRedis);
                redisIsBack = begin;
            }
        }
        if (options.faults().contains(Fault.POSTGRES)) {
            var begin = Math.max(within(length, chance), redisIsBack + REDIS_SETTLES_MS);
            var away = 1_500 + chance.nextLong(2_500);
            at(begin, "PostgreSQL is stopped for " + away + " ms", this::stopPostgres);
            at(begin + away, "PostgreSQL is started", this::startPostgres);
        }
        if (options.faults().contains(Fault.PROVIDER)) {
            for (var n = 0; n < 4; n++) {
                provider(within(length, chance), 1 + chance.nextInt(3), chance);
            }
        }
        if (options.faults().contains(Fault.NETWORK)) {
            var begin = within(length, chance);
            var share = 0.1 + chance.nextDouble() * 0.3;
            at(begin, "%.0f %% of requests are slow".formatted(100 * share), () -> {
                others.incrementAndGet();
                network.slow(share);
            });
            var loses = within(length, chance);
            at(loses, "5 % of answers are lost", () -> {
                others.incrementAndGet();
                network.losesAnswers(0.05);
            });
            at(Math.max(begin, loses) + 3_000, "the network is well", network::isWell);
        }
        if (options.faults().contains(Fault.TOKEN)) {
            var account = ACCOUNTS.get(chance.nextInt(ACCOUNTS.size()));
            token(within(length, chance), 2 + chance.nextInt(4), account);
        }
        if (options.faults().contains(Fault.RULES)) {
            var back = 500 + chance.nextLong(length * 30 / 100);
            at(within(length, chance), "another version of the rules is activated", () -> changeRules(back));
        }
    }

    /// Beside the other faults, which may be in its way: then it is tried again, as people would.
    private void changeRules(long backAfterMs) {
        others.incrementAndGet();
        changing = Thread.ofPlatform().name("ops").daemon().start(() -> {
            untilDone("rules could not be activated", changes::activateAnother);
            LockSupport.parkNanos(backAfterMs * 1_000_000);
            note("the version before is activated again");
            untilDone("rules could not be rolled back", changes::rollBack);
        });
    }

    private void untilDone(String failed, Runnable change) {
        for (var tries = 0; tries < RULES_TRIES_MAX && !stopped; tries++) {
            try {
                change.run();
                return;
            } catch (RuntimeException e) {
                note(failed + ": " + e.getMessage());
                LockSupport.parkNanos(RULES_TRIED_EVERY.toNanos());
            }
        }
        note(failed + "; given up");
    }

    /// A kill at the worst moment: what has come in meanwhile lies in the node's memory, because nothing is committed.
    /// The times count from when PostgreSQL really is held, which on a busy machine is a while after it was to be.
    private void heldAndKilled(long at, TownProcess node, Duration back, SplittableRandom chance) {
        var killAfter = 200 + chance.nextLong(200);
        at(at, "PostgreSQL is held for " + HELD_MS + " ms", () -> {
            town.servers.freezePostgres();
            pause(killAfter);
            note("kill -9 of " + node.name() + ", with PostgreSQL held");
            kill(node, back);
            pause(HELD_MS - killAfter);
            town.servers.thawPostgres();
            note("PostgreSQL goes on");
        });
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private static long within(long length, SplittableRandom chance) {
        return length / 10 + chance.nextLong(length * 7 / 10);
    }

    private void provider(long at, int seconds, SplittableRandom chance) {
        var account = ACCOUNTS.get(chance.nextInt(ACCOUNTS.size()));
        var fault = switch (chance.nextInt(7)) {
            case 0 -> Map.of("account", account, "kind", "status", "status", 500, "rate", 0.3, "seconds", seconds);
            case 1 -> Map.of("account", account, "kind", "status", "status", 503, "rate", 1.0, "seconds", seconds);
            case 2 -> Map.of("account", account, "kind", "hang", "ms", 4_000, "rate", 0.03, "seconds", seconds);
            case 3 -> Map.of("account", account, "kind", "throttle", "rate", 0.3, "seconds", seconds);
            case 4 -> Map.of("account", account, "kind", "drop", "rate", 0.03, "seconds", seconds);
            case 5 -> Map.of("account", account, "kind", "duplicate", "rate", 0.3, "seconds", seconds);
            default -> Map.of("account", account, "kind", "reorder", "ms", 700, "rate", 0.3, "seconds", seconds);
        };
        at(at, "provider: " + fault, () -> {
            others.incrementAndGet();
            providers.begin(fault);
        });
    }

    /// The provider refuses all that the city asks for the account, in its own words, until somebody has renewed the
    /// token. What the nodes make of it is seen in the account: everything is sent then, once and in order.
    private void token(long at, int seconds, String account) {
        at(at, "the token of " + account + " has expired, for " + seconds + " s", () -> {
            others.incrementAndGet();
            providers.begin(Map.of("account", account, "kind", "token-expired", "seconds", seconds));
        });
        at(at + seconds * 1_000L, "the token of " + account + " is renewed", () -> {});
    }

    private void postgresAway(Options options, Runnable stop, Runnable start) {
        var begin = (long) (options.seconds() * 100);
        at(begin, "PostgreSQL is away for " + options.down().toSeconds() + " s", () -> {
            others.incrementAndGet();
            load.phase(Phase.POSTGRES_AWAY);
            stop.run();
        });
        at(begin + options.down().toMillis(), "PostgreSQL is back", () -> {
            start.run();
            load.phase(Phase.WHOLE);
        });
    }

    private void redisWiped(Options options) {
        for (var at = 2_000L; at < options.seconds() * 1000; at += 4_000) {
            at(at, "Redis is emptied", this::emptyRedis);
            at(at + 1_500, "Redis is killed", this::killRedis);
            at(at + 3_000, "Redis is started, empty", this::startRedisEmpty);
        }
    }

    private void providersDown(Options options) {
        at(1_000, "all providers answer 503 for " + options.down().toSeconds() + " s", () -> {
            others.incrementAndGet();
            ACCOUNTS.forEach(account -> providers.begin(Map.of(
                    "account", account, "kind", "status", "status", 503, "rate", 1.0, "seconds", down(options))));
        });
        at(1_000 + options.down().toMillis() / 2, "staff write in bulk to all who wait for them", bulletins::write);
        at(1_000 + options.down().toMillis(), "the providers are back", providers::endFaults);
    }

    private static long down(Options options) {
        return options.down().toSeconds() + 60; // ended by hand, to the moment
    }

    private void rolling(Options options) {
        at((long) (options.seconds() * 150), "every node is ended and started, one after the other", () -> {
            for (var node : town.nodes) {
                others.incrementAndGet();
                note("SIGTERM to " + node.name());
                node.end();
                node.launch();
                node.awaitReady();
                note(node.name() + " is up");
            }
        });
    }

    // What they do

    private void at(long atMs, String name, Runnable action) {
        plan.add(new Planned(atMs, name, action));
    }

    private void kill(TownProcess node, Duration backAfter) {
        if (!node.isAlive()) {
            note(node.name() + " is down already");
            return;
        }
        node.kill();
        kills.incrementAndGet();
        var coming = Thread.ofVirtual().unstarted(() -> bringBack(node, backAfter));
        comingBack.put(node, coming);
        coming.start();
    }

    private void bringBack(TownProcess node, Duration after) {
        try {
            Thread.sleep(after);
            while (!stopped) {
                try {
                    node.launch();
                    note(node.name() + " is started");
                    node.awaitReady();
                    note(node.name() + " is up again");
                    return;
                } catch (IllegalStateException e) {
                    note(node.name() + " did not come up and is started again: " + e.getMessage());
                    Thread.sleep(RELAUNCH_PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopPostgres() {
        others.incrementAndGet();
        town.servers
                .thawPostgres(); // late faults may meet: what is held does not end, and keeps the next from starting
        town.servers.stopPostgres();
    }

    private void startPostgres() {
        town.servers.startPostgres();
    }

    private void killRedis() {
        others.incrementAndGet();
        town.servers.killRedis();
    }

    private void startRedisEmpty() {
        town.servers.startRedis();
        town.servers.emptyRedis();
    }

    private void emptyRedis() {
        others.incrementAndGet();
        town.servers.emptyRedis();
    }
}
