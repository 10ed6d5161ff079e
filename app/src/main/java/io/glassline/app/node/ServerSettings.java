package io.glassline.app.node;

import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/// How the HTTP server listens.
final class ServerSettings {

    /// Above this the server hangs up while the body is still coming. What is too large for a webhook and below it
    /// is read to its end and refused in words: see WebhookController.
    private static final int REQUEST_MAX_BYTES = 4 << 20;

    private static final int REQUEST_LINE_MAX_BYTES = 16_384;

    private ServerSettings() {}

    /// A context with these settings, which has not started.
    static ApplicationContext context(Deployment deployment) {
        var settings = new HashMap<String, Object>();
        settings.put("micronaut.application.name", "glassline");
        listener(settings, "internet", deployment, deployment.listeners().internet());
        listener(settings, "inside", deployment, deployment.listeners().inside());
        settings.put("micronaut.server.max-request-size", REQUEST_MAX_BYTES);
        settings.put("micronaut.server.netty.max-initial-line-length", REQUEST_LINE_MAX_BYTES);
        settings.put("micronaut.server.log-handled-exceptions", false);
        return ApplicationContext.builder(settings)
                .banner(false)
                .deduceEnvironment(false)
                .build();
    }

    private static void listener(Map<String, Object> settings, String name, Deployment deployment, int port) {
        var prefix = "micronaut.server.netty.listeners." + name;
        settings.put(prefix + ".host", deployment.bindAddress());
        settings.put(prefix + ".port", port);
    }
}
