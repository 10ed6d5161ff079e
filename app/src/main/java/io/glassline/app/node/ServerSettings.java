package io.glassline.app.node;

import io.glassline.app.connection.HttpLimits;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/// How the HTTP server listens. What callers may take of it stands in HttpLimits.
final class ServerSettings {

    private ServerSettings() {}

    /// A context with these settings, which has not started.
    static ApplicationContext context(Deployment deployment) {
        var settings = new HashMap<String, Object>();
        settings.put("micronaut.application.name", "glassline");
        var bind = deployment.bindAddresses();
        listener(settings, "internet", bind.internet(), deployment.listeners().internet());
        listener(settings, "inside", bind.inside(), deployment.listeners().inside());
        settings.put("micronaut.server.max-request-size", HttpLimits.REQUEST_MAX_BYTES);
        settings.put("micronaut.server.netty.max-initial-line-length", HttpLimits.REQUEST_LINE_MAX_BYTES);
        settings.put("micronaut.server.netty.max-header-size", HttpLimits.HEADERS_MAX_BYTES);
        settings.put("micronaut.server.netty.request-decompression-enabled", false);
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
