package io.glassline.storage.postgres;

import io.glassline.conversation.Samples;
import io.glassline.offer.Attendance;
import io.glassline.offer.AttendanceContract;
import io.glassline.storage.TestServers;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSeenStaff;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaffAttendanceTest extends AttendanceContract {

    private final Database database = TestServers.newDatabase();
    private final Redis redis = Redis.open(TestServers.redisUrl());
    private final Attendance attendance = new StaffAttendance(database, new RedisSeenStaff(redis), Samples.AUDIT);

    @BeforeEach
    void nobodyIsSeen() {
        redis.client().getKeys().delete("glassline:staff-seen");
    }

    @AfterEach
    void close() {
        redis.close();
        database.close();
    }

    @Override
    protected Attendance attendance() {
        return attendance;
    }

    @Override
    protected List<String> kinds() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select kind from audit_entry order by at")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void withoutRedisNobodyIsSeen() {
        try (var nowhere = Redis.open("redis://127.0.0.1:1")) {
            var alone = new RedisSeenStaff(nowhere);
            alone.seen("kim", Instant.EPOCH);
            Assertions.assertThat(alone.all()).isEmpty();
        }
    }
}
