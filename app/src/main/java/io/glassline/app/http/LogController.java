package io.glassline.app.http;

import io.glassline.storage.log.LogFiles;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;

/// The public log, as C2SP tlog-tiles (<https://c2sp.org/tlog-tiles>).
@Controller("/log")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LogController {

    private static final Duration FOREVER = Duration.ofDays(365);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final LogFiles files;

    LogController(LogFiles files) {
        this.files = files;
    }

    @Get("/{+path}")
    HttpResponse<?> file(@PathVariable String path) {
        return files.get(path)
                .<HttpResponse<?>>map(file -> HttpResponse.ok(file.bytes())
                        .contentType(MediaType.of(file.contentType()))
                        .header("Access-Control-Allow-Origin", "*")
                        .header(
                                "Cache-Control",
                                "public, max-age=" + (file.immutable() ? FOREVER : MOMENT).toSeconds()))
                .orElseGet(() -> Problems.notFound("The log has no such file, or not yet."));
    }
}
