package io.glassline.app.connection;

import java.time.Duration;

/// What each of the two listeners gives to callers who have proved nothing. A listener has all of it for
/// itself, so that nobody on the internet can keep an agent or a health check out.
///
/// - `connectionsMax`: connections at once; past it the one that has been without an answer for longest
/// makes room.
/// - `connectionsPerClientMax`: connections of one address at once, and of those a trusted proxy names,
/// requests.
/// - `bodiesMaxBytes`: bytes of large bodies in hand, over all connections; one client has at most a
/// quarter of it.
/// - `headersWithin`: from the first byte of a request, or from connecting, until its headers are whole.
/// - `bodyWithin`: from then on until its body is whole.
/// - `idleMax`: of a connection that is kept between two requests.
/// - `stalledMax`: how long a reader may take nothing of what is written to it.
public record HttpLimits(
        int connectionsMax,
        int connectionsPerClientMax,
        long bodiesMaxBytes,
        Duration headersWithin,
        Duration bodyWithin,
        Duration idleMax,
        Duration stalledMax) {

    /// The largest delivery that is taken on the internet's listener: Meta's own limit, the largest of
    /// the providers', with a little room. Webhooks are a few kilobytes; media come by reference.
    static final int WEBHOOK_MAX_BYTES = (3 << 20) + (64 << 10);

    /// The largest body inside: a form of the console, or a call of the API.
    public static final int INSIDE_BODY_MAX_BYTES = 1 << 20;

    /// The server's own limit, which nothing reaches that passed those above.
    public static final int REQUEST_MAX_BYTES = 4 << 20;

    /// A body up to this size is taken however many large ones are in hand: nearly all webhooks are
    /// smaller.
    static final int SMALL_BODY_MAX_BYTES = 16 << 10;

    static final int CLIENT_SHARE = 4;

    static final int HEADERS_MAX = 100;
    public static final int HEADERS_MAX_BYTES = 16 << 10;
    public static final int REQUEST_LINE_MAX_BYTES = 16 << 10;

    /// How long a caller who was refused may still send, for else the refusal would be lost with the
    /// connection.
    static final Duration LEAVES_WITHIN = Duration.ofSeconds(2);

    /// When a caller who found no room may come again.
    static final Duration COME_AGAIN_AFTER = Duration.ofSeconds(5);

    public static final int CONNECTIONS_MAX_DEFAULT = 4_096;
    public static final int CONNECTIONS_PER_CLIENT_MAX_DEFAULT = 1_024;
    public static final int BODIES_MAX_MIB_DEFAULT = 64;

    public static final HttpLimits DEFAULT =
            of(CONNECTIONS_MAX_DEFAULT, CONNECTIONS_PER_CLIENT_MAX_DEFAULT, BODIES_MAX_MIB_DEFAULT);

    /// For a measurement, whose load comes from one address.
    public static final HttpLimits ALL_FROM_ONE_CLIENT =
            of(CONNECTIONS_MAX_DEFAULT, CONNECTIONS_MAX_DEFAULT, BODIES_MAX_MIB_DEFAULT);

    /// The limits a deployment may choose, with the times as they always are.
    public static HttpLimits of(int connectionsMax, int connectionsPerClientMax, int bodiesMaxMib) {
        return new HttpLimits(
                connectionsMax,
                connectionsPerClientMax,
                (long) bodiesMaxMib << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(75),
                Duration.ofSeconds(30));
    }

    long clientBodiesMaxBytes() {
        return bodiesMaxBytes / CLIENT_SHARE;
    }
}
