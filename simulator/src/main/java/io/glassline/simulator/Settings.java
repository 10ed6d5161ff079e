package io.glassline.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// How the stand-ins are set up.
///
/// @param httpPort the port of all HTTP APIs and of the demo phone; 0 is any free port. So are the other ports.
/// @param gatewayBase the public base URL of the gateway, which signatures cover, e.g. `http://localhost:8080`
/// @param stateFolder where everything is remembered over a restart; without it, memory only
/// @param clock what time it is for timestamps, limits and the 24-hour window
/// @param seed decides which requests a fault with a rate hits
public record Settings(
        int httpPort,
        int smtpPort,
        int imapPort,
        URI gatewayBase,
        Optional<Path> stateFolder,
        InstantSource clock,
        long seed,
        String bindAddress,
        Pace pace,
        Limits limits) {

    public Settings(
            int httpPort,
            int smtpPort,
            int imapPort,
            URI gatewayBase,
            Optional<Path> stateFolder,
            InstantSource clock,
            long seed) {
        this(httpPort, smtpPort, imapPort, gatewayBase, stateFolder, clock, seed, "127.0.0.1", Pace.DEMO, Limits.DEMO);
    }

    public Settings {
        if (gatewayBase.getHost() == null || gatewayBase.getScheme() == null) {
            throw new IllegalArgumentException(
                    "the gateway's base must be an absolute URL such as http://localhost:8080, not " + gatewayBase);
        }
        var written = gatewayBase.toString();
        if (written.endsWith("/")) {
            gatewayBase = URI.create(written.substring(0, written.length() - 1));
        }
    }

    public Settings with(Pace newPace) {
        return new Settings(
                httpPort, smtpPort, imapPort, gatewayBase, stateFolder, clock, seed, bindAddress, newPace, limits);
    }

    public Settings with(Limits newLimits) {
        return new Settings(
                httpPort, smtpPort, imapPort, gatewayBase, stateFolder, clock, seed, bindAddress, pace, newLimits);
    }

    public Settings listeningOn(String address) {
        return new Settings(httpPort, smtpPort, imapPort, gatewayBase, stateFolder, clock, seed, address, pace, limits);
    }

    URI channel(String path) {
        return URI.create(gatewayBase + "/channels/" + path);
    }

    /// How fast the outside world runs. Real providers and callers are slower than anybody at a demo can bear.
    ///
    /// @param receipt between a send, its `sent` and its `delivered`
    /// @param retryScale times the provider's own waits between two tries of a webhook
    /// @param pauseScale times the seconds of a TwiML `Pause`
    /// @param silenceScale times the timeout of a TwiML `Gather`, when the caller says nothing
    /// @param silenceMax the longest a silent caller is listened to
    public record Pace(
            Duration receipt, double retryScale, double pauseScale, double silenceScale, Duration silenceMax) {

        public static final Pace DEMO = new Pace(Duration.ofMillis(150), 1, 0.2, 1, Duration.ofSeconds(5));

        static Duration scaled(Duration duration, double scale) {
            return Duration.ofMillis(Math.round(duration.toMillis() * scale));
        }
    }

    /// What the providers let through. The demo's are generous; the real ones are stated with each.
    ///
    /// @param twilioPerSecond a real long code sends 1 a second
    /// @param metaPerSecond really 80 a second for each number
    /// @param telegramPerSecond really about 30 a second for each bot
    /// @param telegramPerChatPerSecond really about 1 a second
    /// @param telegramChatBurst how many may go to one chat at once
    /// @param twilioBlocksAfterStop whether Twilio itself refuses to send to who texted STOP (21610). Off: the
    ///     number is set up so that the city answers STOP, because one consent ledger covers all its channels
    public record Limits(
            int twilioPerSecond,
            int metaPerSecond,
            int telegramPerSecond,
            int telegramPerChatPerSecond,
            int telegramChatBurst,
            boolean twilioBlocksAfterStop) {

        public static final Limits DEMO = new Limits(200, 200, 200, 10, 40, false);
        public static final Limits REAL = new Limits(1, 80, 30, 1, 5, true);
    }
}
