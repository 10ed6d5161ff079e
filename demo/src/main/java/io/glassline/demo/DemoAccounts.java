package io.glassline.demo;

import io.glassline.app.node.PlaceholderVariables;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.feed.Feed;
import io.glassline.request.RequestSystem;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.Variable;
import io.glassline.simulator.Providers;
import io.glassline.simulator.StandIns;
import io.glassline.simulator.open311.PublicWorks;
import io.glassline.simulator.provider.CityAccount;
import io.glassline.simulator.provider.Provider.Addresses;
import io.glassline.simulator.provider.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The accounts of any city, led to stand-ins: whatever its configuration says of providers, and by
/// whatever variables, nothing of a demo reaches one.
final class DemoAccounts {

    /// Stands for an address that only the environment would tell.
    private static final String UNKNOWN = PlaceholderVariables.likely("");

    /// What an unknown address is in a demo, by the channel; of a second account one more.
    private static final Map<String, Long> NUMBERS = Map.of(
            "sms", 15_550_100L, "voice", 15_550_101L, "whatsapp", 100_000_000_000_001L, "telegram", 1_000_000_001L);

    private static final long BETWEEN_NUMBERS = 10;

    private static final String API_URL = "api-url";
    private static final Pattern LOOPBACK = Pattern.compile("http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?(/.*)?");

    /// The port at which whatever is said is thrown away, and where mostly nobody listens.
    private static final String NOBODY = "http://127.0.0.1:9";

    private final Path folder;
    private final Addresses addresses;
    private final Map<String, String> own;

    /// @param folder the city's configuration
    /// @param addresses of the stand-ins
    DemoAccounts(Path folder, Addresses addresses) {
        this.folder = folder;
        this.addresses = addresses;
        this.own = Providers.gatewayVariables(addresses);
    }

    /// What a deployment sets in its environment. How fast is sent may be set for a demo too, for the stand-ins
    /// take more than the providers do, and how callers are spoken with. What is needed and unknown
    /// here gets a value all the same, for [#toStandIns] says what counts.
    Optional<String> variable(String name) {
        if ((name.endsWith("_PARTS_PER_SECOND") || name.endsWith("_TALKS_BY")) && System.getenv(name) != null) {
            return Optional.of(System.getenv(name));
        }
        if (isOfOwnSystems(name) && System.getenv(name) != null) {
            return Optional.of(System.getenv(name));
        }
        return Optional.ofNullable(own.get(name))
                .or(() -> isNeeded(name) ? Optional.of(PlaceholderVariables.likely(name)) : Optional.empty());
    }

    private boolean isNeeded(String name) {
        return Stream.of(
                        CityConfig.variables(folder),
                        CityConfig.variablesOfSources(folder),
                        CityConfig.variablesOfServices(folder),
                        CityConfig.variablesOfFeeds(folder),
                        CityConfig.variablesOfModels(folder))
                .flatMap(List::stream)
                .filter(variable -> variable.name().equals(name))
                .anyMatch(Variable::isNeeded);
    }

    /// The city's own systems have no stand-in: sources, which are read, feeds, which reach this machine only, and the
    /// model.
    private boolean isOfOwnSystems(String name) {
        return Stream.of(
                        CityConfig.variablesOfSources(folder),
                        CityConfig.variablesOfFeeds(folder),
                        CityConfig.variablesOfModels(folder))
                .flatMap(List::stream)
                .anyMatch(variable -> variable.name().equals(name));
    }

    /// The same accounts, each led to its stand-in.
    List<ChannelAccount> toStandIns(List<ChannelAccount> accounts) {
        var before = new HashMap<String, Integer>();
        var led = new ArrayList<ChannelAccount>();
        for (var account : accounts) {
            var place = before.merge(account.kind().name(), 1, Integer::sum) - 1;
            led.add(Providers.has(account.kind().name()) ? toStandIn(account, place) : onThisMachine(account));
        }
        return led;
    }

    /// An account without a stand-in, on a channel that the city declares, speaks to a program on this machine or to
    /// nobody.
    private static ChannelAccount onThisMachine(ChannelAccount account) {
        if (account.setting(API_URL).filter(LOOPBACK.asMatchPredicate()).isPresent()) {
            return account;
        }
        var settings = new HashMap<>(account.settings());
        settings.put(API_URL, NOBODY);
        return new ChannelAccount(account.id(), account.kind(), account.ownAddress(), settings, account.secrets());
    }

    private ChannelAccount toStandIn(ChannelAccount account, int place) {
        var provider = Providers.of(account.kind().name());
        var settings = new HashMap<>(account.settings());
        settings.putAll(provider.settings(new Addresses(
                addresses.url() + StandIns.base(account.id(), place),
                addresses.smtpPort() + Settings.MAIL_PORTS * place,
                addresses.imapPort() + Settings.MAIL_PORTS * place)));
        settings.values().removeIf(String::isEmpty);
        var secrets = new HashMap<>(account.secrets());
        provider.secrets().forEach((name, value) -> secrets.put(name, new Secret(value)));
        return new ChannelAccount(account.id(), account.kind(), address(account, place), settings, secrets);
    }

    /// A demo's record is no city's: it goes to programs on this machine only.
    static boolean staysHere(Feed feed) {
        return switch (feed.target()) {
            case Feed.Webhook webhook ->
                LOOPBACK.asMatchPredicate().test(webhook.url().toString());
            case Feed.Kafka kafka -> kafka.servers().stream().allMatch(server -> server.startsWith("127.0.0.1:"));
        };
    }

    private static String address(ChannelAccount account, int place) {
        if (!account.ownAddress().equals(UNKNOWN)) {
            return account.ownAddress();
        }
        var number = NUMBERS.get(account.kind().name());
        if (number == null) {
            return account.id() + "@city.example";
        }
        var plus = account.kind().name().equals("sms") || account.kind().name().equals("voice") ? "+" : "";
        return plus + (number + BETWEEN_NUMBERS * place);
    }

    /// Whatever system takes requests, in a demo it is the stand-in's public works, or nobody.
    RequestSystem toPublicWorks(RequestSystem system) {
        return switch (system) {
            case RequestSystem.Open311 works ->
                new RequestSystem.Open311(
                        works.name(),
                        URI.create(addresses.url() + "/open311/v2"),
                        true,
                        Optional.of(PublicWorks.JURISDICTION),
                        Optional.empty(),
                        works.format(),
                        works.keyAttribute(),
                        works.photos(),
                        works.limits());
            case RequestSystem.RecordsApi api ->
                new RequestSystem.RecordsApi(api.name(), URI.create(NOBODY), true, Map.of(), api.limits());
        };
    }

    /// As the stand-ins are told of them.
    static List<CityAccount> cityAccounts(List<ChannelAccount> accounts) {
        return accounts.stream()
                .filter(account -> Providers.has(account.kind().name()))
                .map(account -> new CityAccount(
                        account.kind().name(), account.id(), account.ownAddress(), account.publicAddress()))
                .toList();
    }
}
