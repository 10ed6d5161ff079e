package io.glassline.storage.log;

import io.glassline.log.VerifierKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The witness of `docker/witness`, as a process of its own.
final class WitnessProcess implements AutoCloseable {

    private final Process process;
    private final VerifierKey key;
    private final URI address;

    private WitnessProcess(Process process, VerifierKey key, URI address) {
        this.process = process;
        this.key = key;
        this.address = address;
    }

    /// @param port 0 for any that is free
    static WitnessProcess start(String name, Path folder, VerifierKey log, int port) throws IOException {
        var script = Path.of("../docker/witness/witness.mjs").toRealPath();
        var process = new ProcessBuilder(
                        "node",
                        script.toString(),
                        "--name",
                        name,
                        "--data",
                        folder.toString(),
                        "--log",
                        log.toString(),
                        "--port",
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var introduction = said.readLine();
        var listening = said.readLine();
        if (introduction == null || listening == null) {
            throw new IllegalStateException("the witness ended at once: is there a node of version 18 or later?");
        }
        return new WitnessProcess(
                process,
                VerifierKey.parse(introduction.split(" ")[2]),
                URI.create(listening.replace("listening on ", "")));
    }

    VerifierKey key() {
        return key;
    }

    URI address() {
        return address;
    }

    /// As when the power goes.
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
