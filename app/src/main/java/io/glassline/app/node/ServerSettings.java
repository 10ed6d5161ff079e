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
        var bind = deployment.bindAddresses();
        listener(settings, "internet", bind.internet(), deployment.listeners().internet());
        listener(settings, "inside", bind.inside(), deployment.listeners().inside());
        settings.put("micronaut.server.max-request-size", REQUEST_MAX_BYTES);
        settings.put("micronaut.server.netty.max-initial-line-length", REQUEST_LINE_MAX_BYTES);
        settings.put("micronaut.server.log-handled-exceptions", false);
        return ApplicationContext.builder(settings)
                .banner(false)
                .deduceEnvironment(false)
                .build();
    }

    private static void listener(Map<String, Object> settings, String name, String bindAddress, int port) {
        var prefix = "micronaut.server.netty.listeners." + name;
        settings.put(prefix + ".host", bindAddress);
        settings.put(prefix + ".port", port);
    }
}
