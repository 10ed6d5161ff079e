package io.glassline.router.trial;

import io.glassline.channel.BurstPolicy;
import io.glassline.channel.ChannelAccount;
import io.glassline.conversation.Inbound;
import io.glassline.router.CityRouter;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answers;
import io.glassline.routing.Router;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A version of the configuration that decides about recorded messages.
public final class DecidingVersion {

    private static final String VOICE = "voice";

    private final CityConfig city;
    private final Router router;
    private final Map<String, Duration> burstWaits;

    public DecidingVersion(CityConfig city, Answers answers, Function<String, Optional<Locale>> languageOf) {
        this.city = city;
        this.router = new CityRouter(city, answers, languageOf);
        this.burstWaits = city.accounts().stream()
                .filter(account -> !account.kind().name().equals(VOICE))
                .collect(Collectors.toUnmodifiableMap(
                        ChannelAccount::id,
                        account -> BurstPolicy.USUAL.of(account).atMost()));
    }

    CityConfig city() {
        return city;
    }

    Router router() {
        return router;
    }

    static boolean isSpoken(Inbound message) {
        return message.from().channel().name().equals(VOICE);
    }

    /// Whether `next` came within the time that the account waits for more words.
    boolean isSameBurst(Inbound message, Inbound next) {
        var wait = burstWaits.getOrDefault(message.accountId(), Duration.ZERO);
        return !wait.isZero()
                && message.thread().isEmpty()
                && !next.receivedAt().isAfter(message.receivedAt().plus(wait));
    }
}
