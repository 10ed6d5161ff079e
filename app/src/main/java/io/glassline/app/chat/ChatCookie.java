package io.glassline.app.chat;

import io.glassline.channel.ChannelAccount;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.util.Optional;

/// The session of a visitor on our own page, where it must be known without a script. It is set when the
/// visitor sends the first message, and not before; on the city's website there is none.
final class ChatCookie {

    private static final String NAME = "glassline_chat";

    private ChatCookie() {}

    static Cookie of(ChannelAccount account, VisitorSession session, boolean overTls) {
        return cookie(account, session.token(), overTls).maxAge(VisitorSessions.LASTS.toSeconds());
    }

    /// Takes it away.
    static Cookie none(ChannelAccount account, boolean overTls) {
        return cookie(account, "", overTls).maxAge(0);
    }

    static Optional<String> token(HttpRequest<?> request) {
        return request.getCookies().findCookie(NAME).map(Cookie::getValue);
    }

    private static Cookie cookie(ChannelAccount account, String value, boolean overTls) {
        return Cookie.of(NAME, value)
                .path("/chat/" + account.id())
                .httpOnly(true)
                .secure(overTls)
                .sameSite(SameSite.Strict);
    }
}
