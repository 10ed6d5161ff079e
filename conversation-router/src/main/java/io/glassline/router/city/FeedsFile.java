package io.glassline.router.city;

import io.glassline.audit.AuditKind;
import io.glassline.config.Problem;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedSecret;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// `feeds.yml`: where entries of the record are sent on to. A city without one sends them nowhere.
final class FeedsFile {

    static final String NAME = "feeds.yml";

    private static final List<String> FORMATS =
            Arrays.stream(Feed.Format.values()).map(Feed.Format::word).toList();
    private static final List<String> KINDS =
            Arrays.stream(AuditKind.values()).map(AuditKind::word).toList();

    private static final List<String> MECHANISMS = List.of("scram-sha-512", "scram-sha-256", "plain");

    private final Path folder;
    private final List<Problem> problems;
    private final Function<String, Optional<String>> environment;

    FeedsFile(Path folder, List<Problem> problems, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.problems = problems;
        this.environment = environment;
    }

    /// @param channels the kinds of channel that there are
    List<Feed> read(Collection<String> channels) {
        var feeds = new ArrayList<Feed>();
        if (!Files.exists(folder.resolve(NAME))) {
            return feeds;
        }
        YamlFile.read(folder, NAME, problems).ifPresent(page -> {
            page.block("feeds").ifPresent(named -> {
                if (named.names().size() > Feed.FEEDS_MAX) {
                    named.wrong("these are %d feeds, and at most %d are delivered"
                            .formatted(named.names().size(), Feed.FEEDS_MAX));
                }
                for (var name : named.names()) {
                    if (!name.matches("[a-z][a-z0-9-]*")) {
                        named.wrong(
                                name, "\"%s\" is not a name; use small letters, digits and hyphens".formatted(name));
                    }
                    named.block(name)
                            .flatMap(block -> feed(name, block, channels))
                            .ifPresent(feeds::add);
                }
            });
            page.end();
        });
        return feeds;
    }

    private Optional<Feed> feed(String name, YamlBlock block, Collection<String> channels) {
        var format = block.optional("format")
                .map(value -> YamlBlock.oneOf(value, FORMATS, "a format of a feed"))
                .flatMap(Feed.Format::of)
                .orElse(Feed.Format.CLOUDEVENTS);
        var kinds = EnumSet.noneOf(AuditKind.class);
        for (var kind : block.optionalList("kinds")) {
            YamlBlock.oneOf(kind, KINDS, "a kind of entry");
            AuditKind.named(kind.text()).ifPresent(kinds::add);
        }
        var named = new HashSet<String>();
        for (var channel : block.optionalList("channels")) {
            named.add(YamlBlock.oneOf(channel, channels, "a kind of channel"));
        }
        var isSealed = block.isYes("sealed");
        if (format == Feed.Format.OCSF && !isSealed) {
            block.wrong("format", "an event of security says who did it, which is sealed; say sealed: yes");
        }
        var isInside = block.isYes("inside");
        var target = block.has("kafka")
                ? block.optionalBlock("kafka").flatMap(kafka -> kafka(block, kafka, isInside))
                : webhook(block, isInside);
        block.end();
        return target.map(to -> new Feed(name, to, format, kinds, named, isSealed));
    }

    private Optional<Feed.Target> webhook(YamlBlock block, boolean isInside) {
        var url = block.required("url").flatMap(value -> SourcesFile.address(value, isInside, environment));
        var secret = block.required("secret").flatMap(value -> secret(value, "secret", true));
        var next = block.optional("next-secret").flatMap(value -> secret(value, "next-secret", false));
        return url.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new Feed.Webhook(
                        url.get(),
                        isInside,
                        Stream.of(secret, next).flatMap(Optional::stream).toList()));
    }

    private Optional<Feed.Target> kafka(YamlBlock feed, YamlBlock block, boolean isInside) {
        if (!isInside) {
            feed.wrong(
                    "kafka",
                    "brokers name each other's addresses themselves, so this is for a cluster inside the city's"
                            + " network only; say inside: yes");
        }
        var servers = block.list("servers").stream()
                .flatMap(value -> server(value).stream())
                .toList();
        var topic = block.required("topic").filter(value -> {
            var isTopic = value.text().matches("[a-zA-Z0-9._-]{1,249}");
            if (!isTopic) {
                value.wrong("this is no name of a topic: up to 249 letters, digits, dots, dashes and underscores");
            }
            return isTopic;
        });
        var isTls = !block.has("tls") || block.isYes("tls");
        var login = block.optionalBlock("login").flatMap(this::login);
        block.end();
        return servers.isEmpty() || topic.isEmpty()
                ? Optional.empty()
                : Optional.of(new Feed.Kafka(servers, topic.get().text(), isTls, login));
    }

    private Optional<String> server(YamlValue value) {
        return ChannelsFile.resolved(value, environment).filter(text -> {
            var isServer = text.matches("[^\\s/:]+:[0-9]{1,5}");
            if (!isServer) {
                value.wrong("this is no server like kafka1.city.example:9093");
            }
            return isServer;
        });
    }

    private Optional<Feed.KafkaLogin> login(YamlBlock block) {
        var mechanism = block.oneOf("mechanism", MECHANISMS, "a way to log in");
        var user = block.required("user").flatMap(value -> ChannelsFile.resolved(value, environment));
        var password =
                block.required("password").flatMap(value -> ChannelsFile.secret(value, "password", true, environment));
        block.end();
        return mechanism.isEmpty() || user.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Feed.KafkaLogin(mechanism.get().toUpperCase(Locale.ROOT), user.get(), password.get()));
    }

    private Optional<FeedSecret> secret(YamlValue value, String name, boolean isRequired) {
        return ChannelsFile.secret(value, name, isRequired, environment).flatMap(written -> {
            var secret = FeedSecret.of(written);
            if (secret.isEmpty()) {
                value.wrong("its value is no secret of a webhook: " + FeedSecret.FORM);
            }
            return secret;
        });
    }
}
