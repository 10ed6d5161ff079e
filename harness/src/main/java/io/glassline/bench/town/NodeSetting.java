package io.glassline.bench.town;

import io.glassline.app.connection.HttpLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/// With what one node runs. It is handed over in a file, because a command line can be read by everybody.
///
/// @param publicUrl what signatures cover; the same for all nodes of a town
/// @param folder the node's own; what is kept there is no other node's business
/// @param keys the same for all nodes of a town
/// @param faultTriedEvery how often an account whose token is refused is tried
/// @param strangersWithin how long a caller who has proved nothing may take; zero where all callers are
///     the harness's own
public record NodeSetting(
        int port,
        int insidePort,
        String publicUrl,
        String providersUrl,
        int smtpPort,
        int imapPort,
        String jdbcUrl,
        String user,
        String password,
        String redisUrl,
        Path folder,
        Path keys,
        Duration faultTriedEvery,
        Duration strangersWithin) {

    static final String LOG_ORIGIN = "bench.glassline.example/log";

    /// This node's place for its own, and its ports: the rest is as with the others.
    public NodeSetting as(int ownPort, int ownInsidePort, Path ownFolder) {
        return new NodeSetting(
                ownPort,
                ownInsidePort,
                publicUrl,
                providersUrl,
                smtpPort,
                imapPort,
                jdbcUrl,
                user,
                password,
                redisUrl,
                ownFolder,
                keys,
                faultTriedEvery,
                strangersWithin);
    }

    HttpLimits limits() {
        return strangersWithin.isZero()
                ? HttpLimits.ALL_FROM_ONE_CLIENT
                : new HttpLimits(
                        HttpLimits.CONNECTIONS_MAX_DEFAULT,
                        HttpLimits.CONNECTIONS_PER_CLIENT_MAX_DEFAULT,
                        HttpLimits.DEFAULT.bodiesMaxBytes(),
                        strangersWithin,
                        strangersWithin,
                        HttpLimits.DEFAULT.idleMax(),
                        strangersWithin);
    }

    Path write() {
        var properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("insidePort", Integer.toString(insidePort));
        properties.setProperty("publicUrl", publicUrl);
        properties.setProperty("providersUrl", providersUrl);
        properties.setProperty("smtpPort", Integer.toString(smtpPort));
        properties.setProperty("imapPort", Integer.toString(imapPort));
        properties.setProperty("jdbcUrl", jdbcUrl);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("redisUrl", redisUrl);
        properties.setProperty("folder", folder.toString());
        properties.setProperty("keys", keys.toString());
        properties.setProperty("faultTriedEvery", faultTriedEvery.toString());
        properties.setProperty("strangersWithin", strangersWithin.toString());
        var file = folder.resolve("node.properties");
        try {
            Files.createDirectories(folder);
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static NodeSetting read(Path file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeSetting(
                Integer.parseInt(properties.getProperty("port")),
                Integer.parseInt(properties.getProperty("insidePort")),
                properties.getProperty("publicUrl"),
                properties.getProperty("providersUrl"),
                Integer.parseInt(properties.getProperty("smtpPort")),
                Integer.parseInt(properties.getProperty("imapPort")),
                properties.getProperty("jdbcUrl"),
                properties.getProperty("user"),
                properties.getProperty("password"),
                properties.getProperty("redisUrl"),
                Path.of(properties.getProperty("folder")),
                Path.of(properties.getProperty("keys")),
                Duration.parse(properties.getProperty("faultTriedEvery")),
                Duration.parse(properties.getProperty("strangersWithin")));
    }
}
