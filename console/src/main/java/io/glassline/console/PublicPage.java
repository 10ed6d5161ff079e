package io.glassline.console;

import io.glassline.channel.ChannelAccount;
import io.glassline.desk.Board;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The city's public page: what this is, how to reach the city, where its figures are, and how to check the record.
///
/// Safe to call from any thread. Entries are counted anew at most every [#FRESH_FOR], however many people look.
public final class PublicPage {

    public static final Duration FRESH_FOR = Duration.ofSeconds(10);

    private final ConsoleSettings settings;
    private final Board board;
    private final List<WayIn> waysIn;
    private final Optional<String> verifierKey;
    private final Assets assets;
    private final CityTime time;

    private Counted latest = new Counted(Instant.MIN, 0);

    /// @param accounts the accounts that citizens may write to.
    /// @param verifierKey the log's key, as `glassline verify --vkey` takes it.
    public PublicPage(
            ConsoleSettings settings,
            Board board,
            Collection<ChannelAccount> accounts,
            Optional<String> verifierKey,
            Assets assets,
            InstantSource clock) {
        this.settings = settings;
        this.board = board;
        this.waysIn = accounts.stream()
                .map(WayIn::of)
                .sorted(Comparator.comparing(way -> way.channel().title()))
                .toList();
        this.verifierKey = verifierKey;
        this.assets = assets;
        this.time = new CityTime(settings, clock);
    }

    /// The whole page, `text/html` in UTF-8.
    public String html() {
        var counted = counted();
        return Pages.render(
                "home",
                new HomePage(
                        settings.cityName(),
                        assets,
                        waysIn,
                        String.format(Locale.ENGLISH, "%,d", counted.entries()),
                        settings.publicly("/log/"),
                        verifierKey));
    }

    private synchronized Counted counted() {
        var now = time.now();
        if (latest.at().equals(Instant.MIN) || !now.isBefore(latest.at().plus(FRESH_FOR))) {
            latest = new Counted(now, board.auditSize());
        }
        return latest;
    }

    private record Counted(Instant at, long entries) {}

    /// One way to reach the city. `address` is what a citizen dials, writes to or looks for.
    record WayIn(ChannelTitle channel, String address, String hint, Optional<String> link) {

        static WayIn of(ChannelAccount account) {
            var channel = ChannelTitle.of(account.kind());
            var address = account.publicAddress();
            return switch (channel.icon()) {
                case "sms" -> new WayIn(channel, address, "Text this number", uri("sms", address));
                case "phone" -> new WayIn(channel, address, "Call this number", uri("tel", address));
                case "email" -> new WayIn(channel, address, "Write to this address", uri("mailto", address));
                case "whatsapp" ->
                    new WayIn(
                            channel,
                            address,
                            address.startsWith("+")
                                    ? "Write to this number in WhatsApp"
                                    : "The city’s account in WhatsApp",
                            address.matches("\\+\\d{6,15}")
                                    ? Optional.of("https://wa.me/" + address.substring(1))
                                    : Optional.empty());
                case "telegram" ->
                    new WayIn(
                            channel,
                            address,
                            address.startsWith("@")
                                    ? "Look for this bot in Telegram"
                                    : "The city’s bot in Telegram, by its number",
                            address.matches("@\\w{4,32}")
                                    ? Optional.of("https://t.me/" + address.substring(1))
                                    : Optional.empty());
                case "web" ->
                    new WayIn(channel, "Open the chat", "In this browser, no account needed", Optional.of("/chat"));
                default -> new WayIn(channel, address, "Write to this address", Optional.empty());
            };
        }

        private static Optional<String> uri(String scheme, String address) {
            try {
                return Optional.of(new URI(scheme, address, null).toASCIIString());
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        }
    }
}
