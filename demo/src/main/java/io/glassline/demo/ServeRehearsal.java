package io.glassline.demo;

import io.glassline.embedded.EmbeddedServers;
import io.glassline.simulator.Providers;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.Provider.Addresses;
import io.glassline.simulator.twilio.TwilioSignature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A rehearsal of `serve` in a process of its own: with embedded servers and without providers, because `serve` refuses
/// the secrets that it shares with the stand-ins. So it answers, and nothing it sends arrives.
final class ServeRehearsal {

    private static final long END_WAIT_MAX_SECONDS = 120; // the JVM writes its cache meanwhile

    private static final String READY = "Glassline serves";
    private static final String OWN_TOKEN = "of-this-rehearsal-alone";

    private final List<String> command;
    private final int port;

    /// @param command starts `serve`
    /// @param port the first of five that are free
    ServeRehearsal(List<String> command, int port) {
        this.command = command;
        this.port = port;
    }

    /// Starts it in this folder, lets something be done with it, and ends it.
    void during(Path folder, Runnable scene) {
        try (var servers = EmbeddedServers.start(folder)) {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(variables(folder, servers));
            var process = builder.start();
            try (var printed = process.inputReader()) {
                for (var line = printed.readLine();
                        !String.valueOf(line).startsWith(READY);
                        line = printed.readLine()) {
                    if (line == null) {
                        throw new IllegalStateException("serve ended before it was ready");
                    }
                }
                Thread.ofPlatform().daemon().start(() -> readOn(printed)); // lest it block on a full pipe
                scene.run();
                process.destroy();
                if (!process.waitFor(END_WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("serve did not end within " + END_WAIT_MAX_SECONDS + " s");
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void readOn(BufferedReader printed) {
        try {
            printed.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it has ended
        }
    }

    private Map<String, String> variables(Path folder, EmbeddedServers servers) {
        var variables = new HashMap<String, String>();
        Providers.gatewayVariables(new Addresses("http://localhost:" + (port + 2), port + 3, port + 4))
                .forEach((name, value) -> variables.put(name, own(value)));
        variables.put("GLASSLINE_DB_URL", servers.jdbcUrl());
        variables.put("GLASSLINE_DB_USER", servers.user());
        variables.put("GLASSLINE_DB_PASSWORD", servers.password());
        variables.put("GLASSLINE_REDIS_URL", servers.redisUrl());
        variables.put("GLASSLINE_PUBLIC_URL", publicUrl());
        variables.put("GLASSLINE_BIND", "127.0.0.1");
        variables.put("GLASSLINE_PORT", Integer.toString(port));
        variables.put("GLASSLINE_INSIDE_PORT", Integer.toString(port + 1));
        variables.put("GLASSLINE_KEYS", folder.resolve("keys").toString());
        variables.put("GLASSLINE_SPOOL", folder.resolve("spool").toString());
        variables.put("GLASSLINE_API_TOKENS", OWN_TOKEN);
        variables.put("GLASSLINE_DRAIN_SECONDS", "0");
        return variables;
    }

    /// Another value where this one is a secret of the demo's: each has that word in it.
    private static String own(String secret) {
        return secret.replace("demo", "none");
    }

    String publicUrl() {
        return "http://localhost:" + port;
    }

    String insideUrl() {
        return "http://localhost:" + (port + 1);
    }

    String apiToken() {
        return OWN_TOKEN;
    }

    /// A text message, as Twilio calls the webhook.
    HttpRequest.Builder textMessage(String from, String text, int number) {
        var url = publicUrl() + "/channels/city-sms";
        var form = Params.of(Map.of(
                "AccountSid",
                own("ACdemo00000000000000000000000000"),
                "MessageSid",
                "SM%032d".formatted(number),
                "From",
                from,
                "To",
                "+15550100",
                "Body",
                text,
                "NumMedia",
                "0"));
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", TwilioSignature.of(url, form, own("demo-twilio-auth-token")))
                .POST(BodyPublishers.ofString(form.encoded()));
    }
}
