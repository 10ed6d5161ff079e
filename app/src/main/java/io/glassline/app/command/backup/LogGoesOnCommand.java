package io.glassline.app.command.backup;

import io.glassline.app.command.Environment;
import io.glassline.app.command.Shell;
import io.glassline.app.command.rules.Refused;
import io.glassline.audit.GatewayEvent;
import io.glassline.log.LogSigner;
import io.glassline.log.VerifierKey;
import io.glassline.storage.log.FileLogMark;
import io.glassline.storage.log.LogHold;
import io.glassline.storage.log.LogKey;
import io.glassline.storage.log.LogMark;
import io.glassline.storage.log.LogState;
import io.glassline.storage.log.LogState.Compared;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgAuditWriter;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisLogMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A person's decision that the log of a database that was put back is signed again.
@Command(
        name = "log-goes-on",
        description = "Decides that the log goes on after a restore: nothing was published that is missing now.",
        footer = {
            "",
            "It is refused where the log's mark of this node or in Redis, or a checkpoint that is given, is of a longer",
            "log. Nobody but you can know of checkpoints that lie elsewhere: ask the witnesses, and whoever keeps one by",
            "`verify --keep`. Two logs of the same size that differ are found by anyone who has seen both, and cannot be",
            "taken back; in doubt begin a log of another name, as docs/operations/restore.md says.",
            "It reads the variables of `serve`. Exit code 0 when the log goes on, else 1."
        },
        mixinStandardHelpOptions = true)
public final class LogGoesOnCommand implements Callable<Integer> {

    private static final int CONNECTIONS_MAX = 2;

    @Option(names = "--because", required = true, paramLabel = "R", description = "how you know; it is on the record")
    String because = "";

    @Option(names = "--seen", paramLabel = "FILE", description = "a checkpoint that somebody has seen; repeatable")
    List<Path> seen = new ArrayList<>();

    @Override
    public Integer call() {
        var report = Report.begin();
        if (because.isBlank()) {
            throw new Refused("Say how you know: --because \"the gateway was stopped before the backup was taken\"");
        }
        var places = Report.told(Environment::places);
        var file = places.keys().resolve("log-signing-key");
        if (Files.notExists(file)) {
            throw new Refused("There is no " + file + ". Is GLASSLINE_KEYS the folder of the log's key?");
        }
        var log = new LogSigner(places.logOrigin(), LogKey.readOrCreate(file, new SecureRandom())).verifierKey();
        var address = places.database();
        try (var redis = Redis.open(places.redisUrl());
                var database = Database.open(address.jdbcUrl(), address.user(), address.password(), CONNECTIONS_MAX)) {
            var known = new ArrayList<byte[]>();
            for (LogMark mark : List.of(new FileLogMark(Environment.spool(), log), new RedisLogMark(redis, log))) {
                mark.read().ifPresent(known::add);
            }
            seen.forEach(one -> known.add(read(one)));
            database.jdbi().useTransaction(handle -> goOn(handle, log, known));
        }
        report.with("log", log.toString()).with("goesOn", true).print();
        return 0;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refused(file + " cannot be read: " + e.getMessage());
        }
    }

    private void goOn(Handle handle, VerifierKey log, List<byte[]> known) {
        var hold = LogHold.on(log, handle).orElseThrow(() -> new Refused("The log " + log + " is not held."));
        hold.seen().ifPresent(known::add);
        var state = LogState.in(handle);
        for (var note : known) {
            switch (state.compare(note, log, handle)) {
                case Compared.Contained _ -> {}
                case Compared.Behind(var checkpoint) ->
                    throw new Refused(
                            "The log does not go on: it has %,d entries, and a checkpoint over %,d was published. %,d are missing."
                                            .formatted(
                                                    state.size(), checkpoint.size(), checkpoint.size() - state.size())
                                    + " See docs/operations/restore.md for a log of another name.");
                case Compared.Contradicted(var why) ->
                    throw new Refused("The log does not go on: a checkpoint that was seen is not of it: " + why + ".");
            }
        }
        LogHold.lift(log, handle);
        PgAuditWriter.write(
                handle,
                List.of(Shell.entries()
                        .of(new GatewayEvent.LogContinuation(
                                because, Shell.actor(), InstantSource.system().instant()))));
    }
}
