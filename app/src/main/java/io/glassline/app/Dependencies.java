package io.glassline.app;

import io.glassline.app.http.Health;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.redis.Redis;
import java.util.LinkedHashMap;

/// Asks PostgreSQL and Redis whether they are there.
record Dependencies(Database database, Redis redis) implements Health {

    @Override
    public Looked look() {
        var parts = new LinkedHashMap<String, String>();
        var record = isUp();
        parts.put("postgresql", record ? "UP" : "AWAY");
        parts.put("redis", redisIsUp() ? "UP" : "AWAY");
        return new Looked(record, parts);
    }

    private boolean isUp() {
        try {
            return database.jdbi()
                            .withHandle(handle -> handle.createQuery("select 1")
                                    .mapTo(int.class)
                                    .one())
                    == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private boolean redisIsUp() {
        try {
            redis.client().getBucket("glassline:health").isExists();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
