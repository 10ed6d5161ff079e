package io.glassline.storage.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// PostgreSQL on loopback, with a password, and as durable as in production: fsync and synchronous commits are on.
///
/// It refuses to run as root, so root starts it in a user namespace of its own, in which the same user is nobody in
/// particular and still owns the files.
final class EmbeddedPostgres implements AutoCloseable {

    static final String USER = "glassline";
    private static final String DATABASE = "glassline";

    private final Path data;
    private final Path pidFile;
    private final List<String> asAnyone;
    private final String password;
    private final int port;
    private final Child child;

    EmbeddedPostgres(Path servers, Path logs, Programs programs) {
        this.data = servers.resolve("postgres");
        this.pidFile = data.resolve("postmaster.pid");
        this.asAnyone = asAnyoneButRoot();
        this.password = Passwords.readOrCreate(servers.resolve("postgres.password"));
        var home = programs.postgres();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(home, servers);
        }
        stopOrphan();
        this.port = Ports.keptOrFree(servers.resolve("postgres.port"));
        this.child = new Child("PostgreSQL", command(home), logs.resolve("postgres.log"), "INT", this::answers);
        createDatabase();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    String password() {
        return password;
    }

    long pid() {
        return child.pid();
    }

    private void initialise(Path home, Path servers) {
        var initdb = new ArrayList<>(asAnyone);
        initdb.addAll(List.of(
                home.resolve("bin/initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                USER,
                "--pwfile=" + servers.resolve("postgres.password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions"));
        Commands.run(initdb);
    }

    private List<String> command(Path home) {
        var command = new ArrayList<>(asAnyone);
        command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        List.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "max_connections=100",
                        "shared_buffers=128MB",
                        "max_wal_size=1GB",
                        "timezone=UTC",
                        "log_line_prefix=%m [%p] ")
                .forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /// A gateway that was killed leaves its PostgreSQL running. It is stopped, once it is sure that it is ours.
    private void stopOrphan() {
        try {
            if (!Files.exists(pidFile)) {
                return;
            }
            var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle.of(pid)
                    .filter(handle -> Processes.mentions(handle, data))
                    .ifPresent(handle -> Child.stop(handle, "INT"));
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException("cannot read " + pidFile + "; is another PostgreSQL using it?", e);
        }
    }

    private boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private void createDatabase() {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'");
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database in the embedded PostgreSQL", e);
        }
    }

    private java.sql.Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=2&socketTimeout=10",
                USER,
                password);
    }

    private static List<String> asAnyoneButRoot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (Commands.works("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        throw new IllegalStateException("PostgreSQL does not run as root, and this system lets root make no user namespace"
                + " (unshare -U). Start Glassline as an ordinary user, or set GLASSLINE_DB_URL and use 'serve'");
    }

    @Override
    public void close() {
        child.close();
    }

    /// A password that only the owner of the data folder can read.
    private static final class Passwords {

        private static final int BYTES = 24;

        static String readOrCreate(Path file) {
            try {
                if (!Files.exists(file)) {
                    var bytes = new byte[BYTES];
                    new SecureRandom().nextBytes(bytes);
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    Files.writeString(file, HexFormat.of().formatHex(bytes));
                }
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot keep a password in " + file, e);
            }
        }
    }
}
