package io.glassline.simulator.provider;

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
/// @param messagesKept how many messages are kept in memory, of all accounts and both directions together
/// @param city whose accounts there are
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
        Limits limits,
        int messagesKept,
        City city) {

    /// Enough to look at, and about 40 MB where all of it is used.
    public static final int MESSAGES_KEPT_DEFAULT = 10_000;

    /// SMTP and IMAP.
    public static final int MAIL_PORTS = 2;

    public Settings(
            int httpPort,
            int smtpPort,
            int imapPort,
            URI gatewayBase,
            Optional<Path> stateFolder,
            InstantSource clock,
            long seed) {
        this(
                httpPort,
                smtpPort,
                imapPort,
                gatewayBase,
                stateFolder,
                clock,
                seed,
                "127.0.0.1",
                Pace.DEMO,
                Limits.DEMO,
                MESSAGES_KEPT_DEFAULT,
                City.EXAMPLE);
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
                httpPort,
                smtpPort,
                imapPort,
                gatewayBase,
                stateFolder,
                clock,
                seed,
                bindAddress,
                newPace,
                limits,
                messagesKept,
                city);
    }

    public Settings with(Limits newLimits) {
        return new Settings(
                httpPort,
                smtpPort,
                imapPort,
                gatewayBase,
                stateFolder,
                clock,
                seed,
                bindAddress,
                pace,
                newLimits,
                messagesKept,
                city);
    }

    public Settings listeningOn(String address) {
        return new Settings(
                httpPort,
                smtpPort,
                imapPort,
                gatewayBase,
                stateFolder,
                clock,
                seed,
                address,
                pace,
                limits,
                messagesKept,
                city);
    }

    /// @param messages how many are kept; of more, the oldest are forgotten
    public Settings keeping(int messages) {
        return new Settings(
                httpPort,
                smtpPort,
                imapPort,
                gatewayBase,
                stateFolder,
                clock,
                seed,
                bindAddress,
                pace,
                limits,
                messages,
                city);
    }

    /// @param newCity whose accounts the stand-ins are for; the example city, unless it is said
    public Settings of(City newCity) {
        return new Settings(
                httpPort,
                smtpPort,
                imapPort,
                gatewayBase,
                stateFolder,
                clock,
                seed,
                bindAddress,
                pace,
                limits,
                messagesKept,
                newCity);
    }

    /// For another mailbox than the first: the next two ports.
    public Settings withMailPortsOf(int mailbox) {
        return new Settings(
                httpPort,
                smtpPort == 0 ? 0 : smtpPort + MAIL_PORTS * mailbox,
                imapPort == 0 ? 0 : imapPort + MAIL_PORTS * mailbox,
                gatewayBase,
                stateFolder,
                clock,
                seed,
                bindAddress,
                pace,
                limits,
                messagesKept,
                city);
    }

    public URI channel(String path) {
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

        public static Duration scaled(Duration duration, double scale) {
            return Duration.ofMillis(Math.round(duration.toMillis() * scale));
        }
    }

    /// What the providers let through.
    public enum Limits {
        /// Generous, so that nobody waits at a demo.
        DEMO,
        /// The providers' own.
        REAL,
        /// None that a whole town reaches.
        NONE;

        private static final int NONE_PER_SECOND = 100_000;

        /// The limit of these two that holds, or one that nobody reaches.
        public int of(int demo, int real) {
            return switch (this) {
                case DEMO -> demo;
                case REAL -> real;
                case NONE -> NONE_PER_SECOND;
            };
        }
    }
}
