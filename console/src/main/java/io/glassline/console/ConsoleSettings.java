package io.glassline.console;

import io.glassline.channel.Secret;
import java.net.URI;
import java.time.ZoneId;

/// What the pages must know of the city and of the deployment.
///
/// - `cityName` as one says it: "Alder Bay".
/// - `zone` in which times are shown.
/// - `publicUrl`: where the internet-facing listener is reached, for links to the public log.
/// - `sessionKey` signs the sessions of staff. Nodes of one deployment share it; a new one signs everyone out.
/// - `overTls`: staff reach the console by HTTPS, so the session's cookie is never to travel without it.
public record ConsoleSettings(String cityName, ZoneId zone, URI publicUrl, Secret sessionKey, boolean overTls) {

    /// A key with less than this could be guessed from one cookie.
    public static final int SESSION_KEY_MIN_CHARS = 32;

    public ConsoleSettings {
        if (sessionKey.value().length() < SESSION_KEY_MIN_CHARS) {
            throw new IllegalArgumentException("the session key has "
                    + sessionKey.value().length() + " characters; it needs at least " + SESSION_KEY_MIN_CHARS);
        }
    }

    /// An address under [#publicUrl()].
    public String publicly(String path) {
        var base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
