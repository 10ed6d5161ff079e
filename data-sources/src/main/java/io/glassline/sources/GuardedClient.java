package io.glassline.sources;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/// The one way in which systems of the city are called by HTTP: only where their names may lead,
/// without following where an answer points, without trying again by itself, and without cookies.
public final class GuardedClient {

    private GuardedClient() {}

    /// @param isInside whether the system's name may lead into the city's own network
    /// @param connectionsMax to the system at the same time
    /// @param connect how long connecting may take
    /// @param free how long a call waits for a connection that is free
    /// @param silence how long the system may say nothing
    public static CloseableHttpClient with(
            boolean isInside, int connectionsMax, Duration connect, Duration free, Duration silence) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new SourceResolver(isInside))
                        .setMaxConnPerRoute(connectionsMax)
                        .setMaxConnTotal(connectionsMax * 2)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connect))
                                .setSocketTimeout(Timeout.of(silence))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(silence))
                        .setConnectionRequestTimeout(Timeout.of(free))
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setUserAgent("glassline")
                .build();
    }
}
