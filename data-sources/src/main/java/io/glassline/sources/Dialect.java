package io.glassline.sources;

import java.time.Duration;
import java.util.Properties;

/// What differs between the databases: how a transaction is kept from writing, and what their drivers
/// call their time limits. SQL Server has no transaction that only reads; there the account's rights
/// must say so.
enum Dialect {
    POSTGRESQL("set transaction read only") {
        @Override
        void limit(Properties driver, Duration connect, Duration silence) {
            driver.setProperty("ApplicationName", "glassline");
            driver.setProperty("connectTimeout", Long.toString(connect.toSeconds()));
            driver.setProperty("socketTimeout", Long.toString(silence.toSeconds()));
            driver.setProperty("logServerErrorDetail", "false"); // it quotes the row
        }
    },
    MARIADB("set transaction read only") {
        @Override
        void limit(Properties driver, Duration connect, Duration silence) {
            driver.setProperty("connectTimeout", Long.toString(connect.toMillis()));
            driver.setProperty("socketTimeout", Long.toString(silence.toMillis()));
        }
    },
    ORACLE("set transaction read only") {
        @Override
        void limit(Properties driver, Duration connect, Duration silence) {
            driver.setProperty("oracle.net.CONNECT_TIMEOUT", Long.toString(connect.toMillis()));
            driver.setProperty("oracle.jdbc.ReadTimeout", Long.toString(silence.toMillis()));
        }
    },
    SQL_SERVER("") {
        @Override
        void limit(Properties driver, Duration connect, Duration silence) {
            driver.setProperty("loginTimeout", Long.toString(connect.toSeconds()));
            driver.setProperty("socketTimeout", Long.toString(silence.toMillis()));
            driver.setProperty("applicationIntent", "ReadOnly");
        }
    };

    private final String beginReading;

    Dialect(String beginReading) {
        this.beginReading = beginReading;
    }

    /// @param name what stands behind `jdbc:`
    static Dialect of(String name) {
        return switch (name) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb", "mysql" -> MARIADB;
            case "oracle" -> ORACLE;
            case "sqlserver" -> SQL_SERVER;
            default -> throw new IllegalArgumentException("no database that is known: " + name);
        };
    }

    /// What keeps the transaction that is to begin from writing; empty where there is nothing.
    String beginReading() {
        return beginReading;
    }

    /// Sets how long the driver waits for a connection, and for a word on one.
    abstract void limit(Properties driver, Duration connect, Duration silence);
}
