package io.glassline.router.city;

import io.glassline.channel.Secret;
import io.glassline.request.RequestSystem;
import io.glassline.request.RequestSystem.Format;
import io.glassline.request.RequestSystem.Limits;
import io.glassline.request.RequestSystem.Photos;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The systems of `services.yml`.
final class SystemBlocks {

    private static final String OPEN311 = "open311";
    private static final String HTTP = "http";

    /// What is said in `photos`.
    private static final Map<String, Photos> PHOTOS =
            new TreeMap<>(Map.of("url", Photos.URL, "multipart", Photos.MULTIPART, "none", Photos.NONE));

    private static final int CALL_MS_MAX = 60_000;
    private static final int POLL_SECONDS_MAX = 86_400;
    private static final int SETTLE_SECONDS_MAX = 3_600;

    /// How much longer than a call a system may be busy with it, at least: what was written before the call may have
    /// taken a moment, too.
    private static final Duration SETTLE_BEYOND_CALL = Duration.ofSeconds(3);

    private final Function<String, Optional<String>> environment;

    SystemBlocks(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /// The systems by name; with each that cannot be read, its name leads to none.
    Map<String, Optional<RequestSystem>> read(YamlBlock page) {
        var systems = new LinkedHashMap<String, Optional<RequestSystem>>();
        page.block("systems").ifPresent(named -> {
            for (var name : named.names()) {
                if (!name.matches("[a-z][a-z0-9-]*")) {
                    named.wrong(name, "\"%s\" is not a name; use small letters, digits and hyphens".formatted(name));
                }
                systems.put(name, named.block(name).flatMap(block -> system(name, block)));
            }
        });
        return systems;
    }

    private Optional<RequestSystem> system(String name, YamlBlock block) {
        var kind =
                block.oneOf("kind", List.of(OPEN311, HTTP), "a kind of system").orElse("");
        var isInside = block.isYes("inside");
        var base = block.required("url").flatMap(value -> SourcesFile.address(value, isInside, environment));
        var limits = limits(block);
        var system = kind.equals(HTTP)
                ? records(name, base, isInside, SourcesFile.headers(block, environment), limits)
                : open311(name, block, base, isInside, limits);
        block.end();
        return system;
    }

    private static Optional<RequestSystem> records(
            String name, Optional<URI> base, boolean isInside, Map<String, Secret> headers, Limits limits) {
        return base.map(url -> new RequestSystem.RecordsApi(name, url, isInside, headers, limits));
    }

    private Optional<RequestSystem> open311(
            String name, YamlBlock block, Optional<URI> base, boolean isInside, Limits limits) {
        var jurisdiction = block.optional("jurisdiction").map(YamlValue::text);
        var key = block.optional("api-key").flatMap(value -> ChannelsFile.secret(value, "api-key", false, environment));
        var format = block.optional("format")
                .map(value -> YamlBlock.oneOf(value, List.of("json", "xml"), "json or xml"))
                .filter("json"::equals)
                .map(_ -> Format.JSON)
                .orElse(Format.XML);
        var keyAttribute = block.optional("key-attribute").map(YamlValue::text);
        var photos = block.optional("photos")
                .map(value -> YamlBlock.oneOf(value, List.copyOf(PHOTOS.keySet()), "a way to take photos"))
                .map(word -> PHOTOS.getOrDefault(word, Photos.NONE))
                .orElse(Photos.NONE);
        return base.map(url -> new RequestSystem.Open311(
                name, url, isInside, jurisdiction, key, format, keyAttribute, photos, limits));
    }

    private static Limits limits(YamlBlock block) {
        var call = Duration.ofMillis(block.number(
                "time-limit-ms", 100, CALL_MS_MAX, (int) Limits.USUAL.perCall().toMillis()));
        var poll = Duration.ofSeconds(block.number("poll-seconds", 1, POLL_SECONDS_MAX, (int)
                Limits.USUAL.pollEvery().toSeconds()));
        var settle = Duration.ofSeconds(block.number("settle-seconds", 1, SETTLE_SECONDS_MAX, (int)
                Limits.USUAL.settle().toSeconds()));
        if (settle.compareTo(call.plus(SETTLE_BEYOND_CALL)) < 0) {
            block.wrong(
                    block.has("settle-seconds") ? "settle-seconds" : "time-limit-ms",
                    "a call may take %d ms; the system may be busy with it for longer than that, so settle-seconds is at least %d"
                            .formatted(
                                    call.toMillis(),
                                    call.plus(SETTLE_BEYOND_CALL)
                                            .plusMillis(999)
                                            .toSeconds()));
        }
        return new Limits(call, poll, settle);
    }
}
