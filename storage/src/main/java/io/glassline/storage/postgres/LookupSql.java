package io.glassline.storage.postgres;

import java.time.Duration;

/// A question to a city database: one query with named parameters such as `:number`, each of which is bound as
/// text.
public record LookupSql(String name, String sql, Duration timeLimit) {

    public LookupSql {
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("look-up " + name + " has no time: " + timeLimit);
        }
    }
}
