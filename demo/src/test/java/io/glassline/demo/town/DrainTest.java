package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that is stopped while citizens write.
class DrainTest {

    private static final int WRITERS = 8;

    @Test
    void whoWasAnsweredWasAnsweredWellAndNothingIsLost(@TempDir Path data) throws Exception {
        var town = Town.start(data);
        var statuses = Collections.synchronizedList(new ArrayList<Integer>());
        var accepted = Collections.synchronizedList(new ArrayList<String>());
        var number = new AtomicInteger();
        var stopping = new AtomicBoolean();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var writer = 0; writer < WRITERS; writer++) {
                writers.execute(() -> {
                    while (!stopping.get()) {
                        var citizen = "+1555077%04d".formatted(number.incrementAndGet());
                        try {
                            var form = Signed.sms("SMdrain" + citizen, citizen, "When is my trash picked up?");
                            var status = town.send(Signed.twilio(
                                            town.internet("/channels/city-sms"), form, Signed.TWILIO_TOKEN))
                                    .statusCode();
                            statuses.add(status);
                            if (status == 200) {
                                accepted.add(citizen);
                            }
                        } catch (UncheckedIOException e) {
                            return; // nobody listens any more
                        }
                    }
                });
            }
            Town.await("they write", () -> accepted.size() >= 30);
            town.close();
            stopping.set(true);
        }

        assertThat(statuses).containsOnly(200);

        town.start();
        try {
            accepted.forEach(citizen -> Town.await(
                    citizen + " is on the record",
                    () -> !town.conversations(citizen).isEmpty()));
        } finally {
            town.close();
        }
    }
}
