package io.glassline.app.api;

import io.glassline.desk.Board;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The queues with something in them.
@Controller("/api/queues")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.READER)
final class QueuesController {

    private final Board board;

    QueuesController(Board board) {
        this.board = board;
    }

    record QueueBody(String queue, int waiting, int withAgents, Optional<Instant> oldestWaitingSince) {

        static QueueBody of(Board.QueueLine line) {
            return new QueueBody(line.queue().name(), line.waiting(), line.withAgents(), line.oldestWaitingSince());
        }
    }

    @Get
    List<QueueBody> queues() {
        return board.queues().stream().map(QueueBody::of).toList();
    }
}
