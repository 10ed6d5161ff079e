package io.glassline.app.command.citizen;

import io.glassline.app.command.Environment;
import io.glassline.app.command.Shell;
import io.glassline.app.command.rules.Refused;
import io.glassline.app.receipt.RecordExport;
import io.glassline.audit.AuditEntries;
import io.glassline.files.store.FolderFiles;
import io.glassline.log.LogSigner;
import io.glassline.privacy.ErasureWork;
import io.glassline.privacy.Erasures;
import io.glassline.storage.log.LogFiles;
import io.glassline.storage.log.LogKey;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgCitizenRecords;
import io.glassline.storage.postgres.PgErasures;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.UUID;

/// The city's own PostgreSQL, Redis and folders, for a command that works on the record while no node runs, or beside
/// them. It reads the same variables as `serve`.
final class OwnServers implements AutoCloseable {

    private static final int CONNECTIONS_MAX = 4;

    private final Database database;
    private final Redis redis;
    private final RedisSessions sessions;
    private final AuditEntries audit;
    private final Environment.Places places;

    private OwnServers(Database database, Redis redis, Environment.Places places) {
        this.database = database;
        this.redis = redis;
        this.sessions = new RedisSessions(redis, InstantSource.system());
        this.audit = Shell.entries();
        this.places = places;
    }

    /// @throws Refused where a variable is missing or nothing answers
    static OwnServers open() {
        var problems = new ArrayList<String>();
        var places = Environment.system(problems).places();
        if (places.isEmpty()) {
            throw new Refused(String.join(System.lineSeparator(), problems) + System.lineSeparator()
                    + "Or name a running node: --url http://localhost:8081 --token TOKEN");
        }
        var address = places.get().database();
        try {
            var database = Database.open(address.jdbcUrl(), address.user(), address.password(), CONNECTIONS_MAX);
            try {
                return new OwnServers(database, Redis.open(places.get().redisUrl()), places.get());
            } catch (RuntimeException e) {
                database.close();
                throw new Refused("Redis does not answer. Is GLASSLINE_REDIS_URL right?");
            }
        } catch (Refused e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Refused("The database " + address + " does not answer. Is PostgreSQL running, and are"
                    + " GLASSLINE_DB_URL, _USER and _PASSWORD right?");
        }
    }

    Erasures erasures() {
        return new PgErasures(database, audit, UUID::randomUUID);
    }

    ErasureWork work() {
        try {
            return new ErasureWork(
                    erasures(),
                    sessions,
                    new FolderFiles(places.media(), InstantSource.system()),
                    InstantSource.system());
        } catch (IOException e) {
            throw new Refused("The folder " + places.media() + " cannot be written to. Is GLASSLINE_MEDIA right?");
        }
    }

    /// @throws Refused where the log's key is not there: without it no proof can be checked
    RecordExport export() {
        Path key = places.keys().resolve("log-signing-key");
        if (!Files.exists(key)) {
            throw new Refused("There is no " + key + ". Is GLASSLINE_KEYS the folder of the log's key?");
        }
        var signer = new LogSigner(places.logOrigin(), LogKey.readOrCreate(key, new SecureRandom()));
        return new RecordExport(new PgCitizenRecords(database, audit), new LogFiles(database, signer.verifierKey()));
    }

    @Override
    public void close() {
        sessions.close();
        redis.close();
        database.close();
    }
}
