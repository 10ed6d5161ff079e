package io.glassline.app.node;

import io.glassline.app.connection.MemoryPressure;
import io.glassline.app.http.Health;
import io.glassline.app.send.AccountFaults;
import io.glassline.storage.log.Cosigning;
import io.glassline.storage.log.Sequencer;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.spool.Spool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Asks PostgreSQL and Redis whether they are there, the spool whether it has room, and the log whether
/// it may grow, and the bot whether it knows its answers.
///
/// A node is ready for as long as it can keep what providers bring: with PostgreSQL away it goes on, so
/// that a load balancer goes on sending it webhooks, until its spool is full.
///
/// A node whose memory is short says so while it still answers, and is not ready when it is nearly out.
///
/// An account whose provider takes nothing of it is named with its fault. That is no reason to send
/// webhooks elsewhere. Neither is a system of the city that does not answer: its forms say so
/// themselves. What should have been removed by its age and was not is named, too, and how each receiver of a feed
/// takes it.
record DependencyHealth(
        Database database,
        Redis redis,
        PgInboundLog inbound,
        Spool spool,
        Sequencer sequencer,
        Optional<Cosigning> cosigning,
        AccountFaults faults,
        MemoryPressure memory,
        Supplier<String> bot,
        Supplier<Map<String, String>> sources,
        Supplier<Optional<String>> model,
        Supplier<Map<String, String>> feeds,
        BooleanSupplier retentionMissed)
        implements Health {

    @Override
    public Report report() {
        var parts = new LinkedHashMap<String, String>();
        var record = isUp();
        var full = spool.figures().isFull();
        parts.put("postgresql", record ? "UP" : "AWAY");
        parts.put("redis", redisIsUp() ? "UP" : "AWAY");
        parts.put("spool", full ? "FULL" : inbound.isSpooling() ? "FILLING" : "EMPTY");
        parts.put("log", sequencer.refusal().isPresent() ? "STANDS STILL" : "UP");
        cosigning.ifPresent(work -> {
            parts.put("witnesses", record && work.isLate() ? "NO QUORUM" : "UP");
            work.faults().forEach((witness, because) -> parts.put("witness " + witness, "FAULT " + because));
        });
        var memoryState = memory.state();
        parts.put("memory", memoryState.name());
        parts.put("bot", bot.get());
        Adapters.plugins().refused().keySet().forEach(name -> parts.put("plug-in " + name, "LEFT OUT"));
        faults.now().forEach((account, fault) -> parts.put("account " + account, "FAULT " + fault.code()));
        sources.get().forEach((source, state) -> parts.put("source " + source, state));
        model.get().ifPresent(state -> parts.put("model", state));
        if (record) {
            feeds.get().forEach((feed, state) -> parts.put("feed " + feed, state));
        }
        if (record && retentionMissed.getAsBoolean()) {
            parts.put("retention", "MISSED");
        }
        return new Report((record || !full) && memoryState != MemoryPressure.State.OUT, parts);
    }

    private boolean isUp() {
        try {
            return database.jdbi()
                            .withHandle(handle -> handle.createQuery("select 1")
                                    .mapTo(int.class)
                                    .one())
                    == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private boolean redisIsUp() {
        try {
            redis.client().getBucket("glassline:health").isExists();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
