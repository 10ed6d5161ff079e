package io.glassline.router.city;

import io.glassline.channel.Secret;
import io.glassline.config.Problem;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// `sources.yml`: where the city keeps its records. A city without one looks into the gateway's own
/// database only.
final class SourcesFile {

    static final String NAME = "sources.yml";

    private static final String HTTP = "http";
    private static final List<String> KINDS = List.of("postgresql", "mariadb", "mysql", "sqlserver", "oracle", HTTP);
    private static final List<String> YES_OR_NO = List.of("yes", "no");

    private static final int CONNECTIONS_MAX = 50;
    private static final int ROWS_MAX = 200;
    private static final int CACHE_SECONDS_MAX = 86_400;

    private final Path folder;
    private final List<Problem> problems;
    private final Function<String, Optional<String>> environment;

    SourcesFile(Path folder, List<Problem> problems, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.problems = problems;
        this.environment = environment;
    }

    /// The sources by name; with each that cannot be read, its name leads to none.
    SequencedMap<String, Optional<Source>> read() {
        var sources = new LinkedHashMap<String, Optional<Source>>();
        if (!Files.exists(folder.resolve(NAME))) {
            return sources;
        }
        YamlFile.read(folder, NAME, problems).ifPresent(page -> {
            page.block("sources").ifPresent(named -> {
                for (var name : named.names()) {
                    if (!name.matches("[a-z][a-z0-9-]*")) {
                        named.wrong(
                                name, "\"%s\" is not a name; use small letters, digits and hyphens".formatted(name));
                    }
                    sources.put(name, named.block(name).flatMap(block -> source(name, block)));
                }
            });
            page.end();
        });
        return sources;
    }

    private Optional<Source> source(String name, YamlBlock block) {
        var kind = block.oneOf("kind", KINDS, "a kind of source").orElse("");
        var url = block.required("url");
        var limits = limits(block);
        var source = kind.equals(HTTP) ? api(name, block, url, limits) : database(name, kind, block, url, limits);
        block.end();
        return source;
    }

    private static SourceLimits limits(YamlBlock block) {
        return new SourceLimits(
                block.number("connections", 1, CONNECTIONS_MAX, SourceLimits.CONNECTIONS),
                block.number("rows", 1, ROWS_MAX, SourceLimits.ROWS),
                Duration.ofSeconds(block.number("cache-seconds", 0, CACHE_SECONDS_MAX, 0)));
    }

    private Optional<Source> database(
            String name, String kind, YamlBlock block, Optional<YamlValue> url, SourceLimits limits) {
        var user = block.required("user").flatMap(value -> ChannelsFile.resolved(value, environment));
        var password = secret(block, "password");
        url.filter(value -> value.text().contains("password="))
                .ifPresent(value -> value.wrong("a password must not stand in the address; write it as password"));
        var address =
                url.flatMap(value -> ChannelsFile.resolved(value, environment).map(found -> {
                    var dialect = Source.Database.dialect(found);
                    if (!dialect.isEmpty() && !dialect.equals(kind)) {
                        value.wrong("the address of a source of kind %s begins with jdbc:%s: and not with jdbc:%s:"
                                .formatted(kind, kind, dialect));
                    }
                    return found;
                }));
        return address.isEmpty() || user.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new Source.Database(name, new Secret(address.get()), user.get(), password.get(), limits));
    }

    private Optional<Source> api(String name, YamlBlock block, Optional<YamlValue> url, SourceLimits limits) {
        var isInside = block.optional("inside")
                .map(value -> YamlBlock.oneOf(value, YES_OR_NO, "yes or no").equals("yes"))
                .orElse(false);
        var base = url.flatMap(value -> address(value, isInside, environment));
        var headers = headers(block, environment);
        var credentials = block.optionalBlock("oauth").flatMap(oauth -> credentials(oauth, isInside));
        return base.map(found -> new Source.HttpApi(name, found, isInside, headers, credentials, limits));
    }

    /// What each call to a system says besides, which may be secret.
    static Map<String, Secret> headers(YamlBlock block, Function<String, Optional<String>> environment) {
        var headers = new LinkedHashMap<String, Secret>();
        block.optionalBlock("headers").ifPresent(named -> {
            for (var header : named.names()) {
                if (!header.matches("[A-Za-z0-9-]+")) {
                    named.wrong(header, "\"%s\" is not the name of a header".formatted(header));
                }
                named.required(header)
                        .flatMap(value -> ChannelsFile.resolved(value, environment))
                        .ifPresent(value -> headers.put(header, new Secret(value)));
            }
        });
        return Map.copyOf(headers);
    }

    private Optional<Source.ClientCredentials> credentials(YamlBlock block, boolean isInside) {
        var url = block.required("token-url").flatMap(value -> address(value, isInside, environment));
        var id = block.required("client-id").flatMap(value -> ChannelsFile.resolved(value, environment));
        var secret = secret(block, "client-secret");
        var scope = block.optional("scope").map(YamlValue::text).orElse("");
        block.end();
        return url.isEmpty() || id.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new Source.ClientCredentials(url.get(), id.get(), secret.get(), scope));
    }

    private Optional<Secret> secret(YamlBlock block, String key) {
        return block.required(key).flatMap(value -> ChannelsFile.secret(value, key, true, environment));
    }

    /// An address that may be called, of a system inside or outside of the city's network.
    static Optional<URI> address(YamlValue value, boolean isInside, Function<String, Optional<String>> environment) {
        return ChannelsFile.resolved(value, environment).flatMap(text -> {
            try {
                var address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
                var scheme = String.valueOf(address.getScheme());
                if (address.getHost() != null
                        && address.getRawQuery() == null
                        && address.getRawUserInfo() == null
                        && (scheme.equals("https") || scheme.equals("http"))) {
                    if (scheme.equals("http") && !isInside) {
                        value.wrong("this is without TLS, which is for a system inside the city's network only; write"
                                + " https, or say inside: yes");
                    }
                    return Optional.of(address);
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            value.wrong("this is not an address like https://records.city.example/api");
            return Optional.empty();
        });
    }
}
