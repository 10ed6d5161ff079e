package io.glassline.bench.town;

import io.glassline.simulator.StandIns;
import io.glassline.simulator.provider.Settings;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The providers' stand-ins in a process of their own, with limits that a whole town does not reach.
public final class ProvidersMain {

    /// More than a run has: every send is accounted for at its end.
    private static final int MESSAGES_KEPT = 1_000_000;

    private ProvidersMain() {}

    /// @param arguments the HTTP port (mail takes the two after it), the gateway's public URL, and the seed of which
    ///     requests a fault hits
    public static void main(String[] arguments) throws InterruptedException {
        Orphan.endsWithItsParent();
        var port = Integer.parseInt(arguments[0]);
        var settings = new Settings(
                        port,
                        port + 1,
                        port + 2,
                        URI.create(arguments[1]),
                        Optional.empty(),
                        InstantSource.system(),
                        Long.parseLong(arguments[2]))
                .with(Settings.Limits.NONE)
                .keeping(MESSAGES_KEPT);
        try {
            var standIns = StandIns.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(standIns::close, "providers-end"));
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        new CountDownLatch(1).await();
    }
}
