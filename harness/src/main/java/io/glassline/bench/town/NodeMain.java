package io.glassline.bench.town;

import io.glassline.app.api.ApiRole;
import io.glassline.app.api.ApiToken;
import io.glassline.app.api.ApiTokens;
import io.glassline.app.http.Listeners;
import io.glassline.app.node.Deployment;
import io.glassline.app.node.Deployment.BindAddresses;
import io.glassline.app.node.Deployment.DatabaseAddress;
import io.glassline.app.node.Deployment.SpoolPlace;
import io.glassline.app.node.Gateway;
import io.glassline.app.node.Timing;
import io.glassline.channel.Secret;
import io.glassline.console.Staff;
import io.glassline.storage.spool.Spool;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// One node in a process of its own, as `serve` runs it, but on the demo's accounts, which `serve` refuses.
public final class NodeMain {

    private NodeMain() {}

    public static final String API_TOKEN = "demo-api-token";

    /// Of another, who approves what the first pushed.
    public static final String SECOND_API_TOKEN = "second-api-token";

    /// @param arguments the file that [NodeSetting] wrote
    public static void main(String[] arguments) throws InterruptedException {
        Orphan.endsWithItsParent();
        var ended = new CountDownLatch(1);
        try {
            var setting = NodeSetting.read(Path.of(arguments[0]));
            var gateway = Gateway.start(
                    City.read(setting.providersUrl(), setting.smtpPort(), setting.imapPort()),
                    deployment(setting),
                    new Timing(Timing.REAL.clock(), setting.faultTriedEvery()));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                gateway.close();
                                ended.countDown();
                            },
                            "node-end"));
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        ended.await();
    }

    private static Deployment deployment(NodeSetting setting) {
        return new Deployment(
                new Listeners(setting.port(), setting.insidePort()),
                BindAddresses.both("127.0.0.1"),
                List.of(),
                setting.publicUrl(),
                new DatabaseAddress(setting.jdbcUrl(), setting.user(), setting.password()),
                setting.redisUrl(),
                setting.keys(),
                new SpoolPlace(setting.folder().resolve("spool"), Spool.BYTES_MAX_DEFAULT),
                Deployment.ENVELOPES_KEPT_DEFAULT,
                NodeSetting.LOG_ORIGIN,
                new ApiTokens(List.of(
                        new ApiToken("harness", ApiRole.SUPERVISOR, new Secret(API_TOKEN)),
                        new ApiToken("second", ApiRole.SUPERVISOR, new Secret(SECOND_API_TOKEN)))),
                new Staff(List.of()),
                false,
                setting.limits(),
                City.configuration(setting.providersUrl(), setting.smtpPort(), setting.imapPort()));
    }
}
