package io.glassline.app.chat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channels.web.WebAdapter;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Which websites may show the chat: our own page, and those that the account names. An origin is compared
/// whole and never by its end or beginning.
final class ChatOrigins {

    private final String own;

    /// @param publicUrl where the world reaches the internet-facing listener.
    ChatOrigins(String publicUrl) {
        this.own = of(URI.create(publicUrl));
    }

    private static String of(URI url) {
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return (url.getScheme() + "://" + url.getHost() + port).toLowerCase(Locale.ROOT);
    }

    boolean isOverTls() {
        return own.startsWith("https:");
    }

    boolean isOwn(String origin) {
        return origin.equals(own);
    }

    /// @param origin what a browser says in the header of this name; a page without one says `null`.
    boolean allows(ChannelAccount account, String origin) {
        return Stream.concat(Stream.of(own), named(account)).anyMatch(origin::equals);
    }

    private static Stream<String> named(ChannelAccount account) {
        return account.setting(WebAdapter.ORIGINS).stream()
                .flatMap(origins -> Arrays.stream(origins.split("[\\s,]+")))
                .map(origin -> origin.toLowerCase(Locale.ROOT).replaceFirst("/$", ""))
                .filter(origin -> !origin.isEmpty());
    }

    /// Whether a request may be answered. What only reads needs no origin: a browser names none on our own
    /// page, and shows what is read from elsewhere to nobody without our leave.
    boolean allows(ChannelAccount account, Optional<String> origin, boolean reads) {
        return origin.map(named -> allows(account, named)).orElse(reads);
    }
}
