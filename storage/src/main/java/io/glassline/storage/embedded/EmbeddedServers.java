package io.glassline.storage.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// PostgreSQL and Redis for one data folder, as children of this process.
///
/// Their data stays in `<folder>/servers` and is found again at the next start. What an earlier, killed process left
/// running there is stopped first. A server that dies is started again on the same port. Both listen on loopback only.
public final class EmbeddedServers implements AutoCloseable {

    private final FileChannel lockFile;
    private final EmbeddedPostgres postgres;
    private final EmbeddedRedis redis;

    private EmbeddedServers(FileChannel lockFile, EmbeddedPostgres postgres, EmbeddedRedis redis) {
        this.lockFile = lockFile;
        this.postgres = postgres;
        this.redis = redis;
    }

    /// Starts both and returns when both answer. The first start ever unpacks them and takes some seconds more.
    ///
    /// @throws IllegalStateException when another process has this folder, or a server cannot be started; says which.
    public static EmbeddedServers start(Path dataFolder) {
        var folder = dataFolder.toAbsolutePath().normalize();
        var servers = folder.resolve("servers");
        var logs = folder.resolve("logs");
        try {
            Files.createDirectories(servers);
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + servers, e);
        }
        var lockFile = lock(folder, servers);
        var programs = Programs.ofThisMachine();
        var redis = CompletableFuture.supplyAsync(() -> new EmbeddedRedis(servers, logs, programs));
        var postgres = CompletableFuture.supplyAsync(() -> new EmbeddedPostgres(servers, logs, programs));
        try {
            return new EmbeddedServers(lockFile, postgres.join(), redis.join());
        } catch (CompletionException e) {
            abandon(lockFile, postgres, redis);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// Leaves nothing running of a start that failed.
    private static void abandon(
            FileChannel lockFile,
            CompletableFuture<EmbeddedPostgres> postgres,
            CompletableFuture<EmbeddedRedis> redis) {
        postgres.handle((started, _) -> started).thenAccept(EmbeddedServers::closeIfThere).join();
        redis.handle((started, _) -> started).thenAccept(EmbeddedServers::closeIfThere).join();
        unlock(lockFile);
    }

    private static void closeIfThere(@Nullable AutoCloseable started) {
        try {
            if (started != null) {
                started.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    public String user() {
        return EmbeddedPostgres.USER;
    }

    public String password() {
        return postgres.password();
    }

    public String redisUrl() {
        return redis.url();
    }

    /// The process that is PostgreSQL now; for tests that kill it.
    public long postgresPid() {
        return postgres.pid();
    }

    /// The process that is Redis now; for tests that kill it.
    public long redisPid() {
        return redis.pid();
    }

    private static FileChannel lock(Path folder, Path servers) {
        try {
            var channel = FileChannel.open(
                    servers.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new IllegalStateException("another Glassline is using " + folder
                        + "; end it first, or name another folder with --data");
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        redis.close();
        postgres.close();
        unlock(lockFile);
    }

    private static void unlock(FileChannel lockFile) {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
