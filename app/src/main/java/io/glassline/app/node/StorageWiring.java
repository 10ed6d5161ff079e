package io.glassline.app.node;

import io.glassline.audit.AuditEntries;
import io.glassline.desk.Board;
import io.glassline.desk.NoteMentions;
import io.glassline.desk.Presence;
import io.glassline.intake.Quarantine;
import io.glassline.outbox.DeadLetters;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgAuditWriter;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgDeadLetters;
import io.glassline.storage.postgres.PgErasures;
import io.glassline.storage.postgres.PgNoteMentions;
import io.glassline.storage.postgres.PgOutbox;
import io.glassline.storage.postgres.PgPersonLinks;
import io.glassline.storage.postgres.PgQuarantine;
import io.glassline.storage.postgres.SchemaTooOld;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisPresence;
import io.glassline.storage.redis.RedisSessions;
import io.micronaut.context.ApplicationContext;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// PostgreSQL and Redis, and what is read and written in them.
record StorageWiring(
        Database database,
        Redis redis,
        AuditEntries audit,
        PgAuditWriter record,
        PgConversationStore store,
        RedisSessions sessions,
        PgOutbox outbox,
        PgConsentLedger ledger,
        PgPersonLinks links,
        PgBoard board,
        PgQuarantine quarantine,
        PgDeadLetters deadLetters,
        PgErasures erasures,
        Presence presence)
        implements Part {

    private static final int DATABASE_CONNECTIONS_MAX = 24;

    static StorageWiring open(NodeContext node, CompletableFuture<Redis> redisOpening) {
        var closing = node.closing();
        var audit = new AuditEntries(() -> salt(node.random()));
        var database = closing.add(database(node));
        var redis = CloseList.take(redisOpening);
        return new StorageWiring(
                database,
                redis,
                audit,
                new PgAuditWriter(database),
                closing.add(new PgConversationStore(database)),
                closing.add(new RedisSessions(redis, node.clock())),
                closing.add(new PgOutbox(database, audit)),
                closing.add(new PgConsentLedger(database, audit)),
                new PgPersonLinks(database, audit),
                new PgBoard(database),
                new PgQuarantine(database, audit),
                new PgDeadLetters(database, audit),
                new PgErasures(database, audit, UUID::randomUUID),
                new RedisPresence(redis, node.clock()));
    }

    private static Database database(NodeContext node) {
        var address = node.deployment().database();
        try {
            return Database.open(address.jdbcUrl(), address.user(), address.password(), DATABASE_CONNECTIONS_MAX);
        } catch (SchemaTooOld e) {
            throw new CannotStart("cannot open the database " + address + ": " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            throw new CannotStart("cannot open the database " + address + ": " + NodeContext.rootMessage(e)
                    + ". Is PostgreSQL running, and are GLASSLINE_DB_URL, _USER and _PASSWORD right?");
        }
    }

    static Redis redis(NodeContext node) {
        try {
            return Redis.open(node.deployment().redisUrl());
        } catch (IllegalArgumentException e) {
            throw new CannotStart("GLASSLINE_REDIS_URL is " + e.getMessage());
        }
    }

    private static byte[] salt(SecureRandom random) {
        var salt = new byte[AuditEntries.SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Board.class, board);
        controllers.registerSingleton(Presence.class, presence);
        controllers.registerSingleton(NoteMentions.class, new PgNoteMentions(database));
        controllers.registerSingleton(Quarantine.class, quarantine);
        controllers.registerSingleton(DeadLetters.class, deadLetters);
    }
}
