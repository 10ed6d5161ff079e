package io.glassline.app.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whether the gateway is alive, whether it is ready for work, and its figures for Prometheus.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {

    private final Health health;
    private final PrometheusMeterRegistry meters;

    HealthController(Health health, PrometheusMeterRegistry meters) {
        this.health = health;
        this.meters = meters;
    }

    @Get("/health")
    HttpResponse<Map<String, Object>> health() {
        return readiness();
    }

    @Get("/health/liveness")
    Map<String, Object> liveness() {
        return Map.of("status", "UP");
    }

    /// Down when nothing would keep a message: the record away, and the spool full. With the record away, or Redis,
    /// the gateway goes on, and says so.
    @Get("/health/readiness")
    HttpResponse<Map<String, Object>> readiness() {
        var report = health.report();
        var body = new LinkedHashMap<String, Object>();
        body.put("status", report.ready() ? "UP" : "DOWN");
        body.put("parts", report.parts());
        return HttpResponse.<Map<String, Object>>status(report.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body);
    }

    @Get(value = "/metrics", produces = MediaType.TEXT_PLAIN)
    String metrics() {
        return meters.scrape();
    }
}
