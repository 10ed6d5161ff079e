package io.glassline.bench.peer.micronaut;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/// Arguments: port, JDBC URL, user, password.
public final class Main {

    /// PostgreSQL commits several waiting transactions with one fsync, so more connections than cores pay; beyond
    /// these nothing was gained on two cores.
    private static final int CONNECTIONS = 16;

    private Main() {}

    public static void main(String[] arguments) throws SQLException {
        var settings = Map.<String, Object>of(
                "micronaut.server.host", "127.0.0.1", "micronaut.server.port", Integer.parseInt(arguments[0]));
        var context = ApplicationContext.builder(settings)
                .banner(false)
                .deduceEnvironment(false)
                .build();
        // Built here and now: a pool first touched by virtual threads can deadlock on two cores.
        var pool = pool(arguments[1], arguments[2], arguments[3]);
        context.registerSingleton(DataSource.class, pool);
        context.registerSingleton(GroupCommit.class, new GroupCommit(pool));
        context.start();
        context.getBean(EmbeddedServer.class).start();
        System.out.println("ready");
    }

    private static HikariDataSource pool(String url, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }
}
