package io.glassline.simulator.open311;

import io.glassline.simulator.provider.HttpListener;
import io.glassline.simulator.provider.Journal;
import java.time.InstantSource;
import java.util.Optional;

/// [PublicWorks] alone on a port of its own, for tests.
public final class PublicWorksServer implements AutoCloseable {

    private final PublicWorks works;
    private final HttpListener listener;

    private PublicWorksServer(InstantSource clock, long seed) {
        works = new PublicWorks(clock, Journal.open(Optional.empty()), seed);
        listener = new HttpListener("127.0.0.1", 0, works::answer);
    }

    public static PublicWorksServer start(InstantSource clock, long seed) {
        return new PublicWorksServer(clock, seed);
    }

    public PublicWorks works() {
        return works;
    }

    /// The base of GeoReport, without a slash at the end.
    public String url() {
        return root() + "/v2";
    }

    /// Where its faults are.
    public String root() {
        return "http://127.0.0.1:" + listener.port() + "/open311";
    }

    @Override
    public void close() {
        listener.close();
    }
}
