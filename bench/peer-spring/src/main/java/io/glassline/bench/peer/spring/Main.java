package io.glassline.bench.peer.spring;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Arguments: port, JDBC URL, user, password.
///
/// Spring Boot with what it brings: Tomcat with 200 threads, HikariCP, JdbcTemplate.
@SpringBootApplication
public class Main {

    /// Twice Boot's default of 10: PostgreSQL commits several waiting transactions with one fsync.
    private static final int CONNECTIONS = 20;

    public static void main(String[] arguments) {
        var application = new SpringApplication(Main.class);
        application.setDefaultProperties(Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                arguments[0],
                "server.tomcat.max-keep-alive-requests",
                "-1", // else each 100th answer closes the connection
                "spring.datasource.url",
                arguments[1],
                "spring.datasource.username",
                arguments[2],
                "spring.datasource.password",
                arguments[3],
                "spring.datasource.hikari.maximum-pool-size",
                CONNECTIONS,
                "spring.main.banner-mode",
                "off",
                "logging.level.root",
                "warn"));
        application.run();
        System.out.println("ready");
    }
}
