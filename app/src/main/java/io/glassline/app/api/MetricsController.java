package io.glassline.app.api;

import io.glassline.desk.Board;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.InstantSource;

/// Figures of the last hours.
@Controller("/api/metrics")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.READER)
final class MetricsController {

    private static final int HOURS_MAX = 24 * 366;

    private final Board board;
    private final InstantSource clock;

    MetricsController(Board board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
    }

    /// @param hours the time looked back on, from 1 to [#HOURS_MAX].
    @Get("/summary")
    Board.Summary summary(@QueryValue(defaultValue = "24") int hours) {
        return board.summary(clock.instant().minus(Duration.ofHours(Math.clamp(hours, 1, HOURS_MAX))));
    }
}
