package io.glassline.app.node;

import io.glassline.router.city.CityConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What every part of a node is given: the settings, the time, chance, the meters, threads for work that blocks, and
/// the list of what is to be closed.
record NodeContext(
        CityConfig city,
        Deployment deployment,
        Timing timing,
        SecureRandom random,
        PrometheusMeterRegistry meters,
        ExecutorService threads,
        CloseList closing) {

    static NodeContext of(CityConfig city, Deployment deployment, Timing timing, CloseList closing) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        closing.add(() -> CloseList.end(threads));
        return new NodeContext(
                city,
                deployment,
                timing,
                new SecureRandom(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                threads,
                closing);
    }

    InstantSource clock() {
        return timing.clock();
    }

    static String rootMessage(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
