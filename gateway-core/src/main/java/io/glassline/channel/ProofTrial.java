package io.glassline.channel;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Finds out why a call is not shown to be the provider's, by trying what usually is wrong: the address that the
/// provider was told, a proxy that changes it, a secret of another account, a secret with a space at its end.
///
/// Only what then proves the call is told, so that nobody can make it say anything without the secret.
public final class ProofTrial {

    private static final int ADDRESSES_MAX = 200;

    /// How proxies say what was asked of them.
    private static final List<String> HOST_HEADERS = List.of("x-forwarded-host", "x-original-host", "host");

    private static final List<String> TARGET_HEADERS =
            List.of("x-original-uri", "x-original-url", "x-envoy-original-path", "x-rewrite-url", "x-forwarded-uri");

    private static final Pattern FORWARDED_HOST = Pattern.compile("(?i)\\bhost=\"?([^;,\"\\s]+)");

    private final ChannelAdapter adapter;
    private final ChannelAccount account;
    private final Collection<ChannelAccount> all;

    /// @param all the city's accounts, this one among them
    public ProofTrial(ChannelAdapter adapter, ChannelAccount account, Collection<ChannelAccount> all) {
        this.adapter = adapter;
        this.account = account;
        this.all = all;
    }

    /// What is wrong and what to do, in a sentence without anything of a citizen's; empty where it is not found.
    public Optional<String> hint(WebhookCall call) {
        return nextSecret(call)
                .or(() -> strayCharacter(call))
                .or(() -> otherAccount(call))
                .or(() -> otherAddress(call));
    }

    private Optional<String> nextSecret(WebhookCall call) {
        return account.withNextSecrets()
                .filter(next -> proves(call, next))
                .map(
                        _ ->
                                "The provider signs with the secret in next-secrets already. Set next-secrets-are to accepted.");
    }

    private Optional<String> strayCharacter(WebhookCall call) {
        return changed(String::strip)
                .or(() -> changed(value -> value.replaceAll("^[\"'\\s]+|[\"'\\s]+$", "")))
                .filter(other -> proves(call, other))
                .map(_ ->
                        "The secret has a space, a line end or a quotation mark at an end that the provider's has not."
                                + " Mend the environment variable.");
    }

    private Optional<ChannelAccount> changed(UnaryOperator<String> change) {
        var others = new LinkedHashMap<String, Secret>();
        account.secrets().forEach((name, secret) -> others.put(name, new Secret(change.apply(secret.value()))));
        return others.equals(account.secrets()) ? Optional.empty() : Optional.of(account.withSecrets(others));
    }

    private Optional<String> otherAccount(WebhookCall call) {
        return all.stream()
                .filter(other ->
                        other.kind().equals(account.kind()) && !other.id().equals(account.id()) && proves(call, other))
                .findFirst()
                .map(
                        other -> "It is signed for the account " + other.id()
                                + ". Give that account's number its own webhook"
                                + " address at the provider, or give both the same secret here if they are one provider account.");
    }

    private Optional<String> otherAddress(WebhookCall call) {
        return addresses(call).stream()
                .filter(address -> proves(at(call, address), account))
                .findFirst()
                .map(address -> "The provider signed %s, and the gateway checks %s. %s"
                        .formatted(
                                withoutQuery(address),
                                withoutQuery(call.publicUrl()),
                                origin(address).equals(origin(call.publicUrl()))
                                        ? "Write the address at the provider as the gateway checks it, or let the proxy pass"
                                                + " it on as it came."
                                        : "Set GLASSLINE_PUBLIC_URL to the address that providers call."));
    }

    private boolean proves(WebhookCall call, ChannelAccount by) {
        return NextSecrets.prove(call, adapter, by);
    }

    /// Where the provider may believe to have called.
    private static Set<String> addresses(WebhookCall call) {
        var addresses = new LinkedHashSet<String>();
        var target = target(call.publicUrl());
        for (var authority : authorities(call)) {
            for (var scheme : List.of("https://", "http://")) {
                for (var written : targets(call, target)) {
                    if (addresses.size() < ADDRESSES_MAX) {
                        addresses.add(scheme + authority + written);
                    }
                }
            }
        }
        addresses.remove(call.publicUrl());
        return addresses;
    }

    private static Set<String> authorities(WebhookCall call) {
        var hosts = new LinkedHashSet<String>();
        hosts.add(authority(call.publicUrl()));
        for (var header : HOST_HEADERS) {
            call.header(header).ifPresent(value -> hosts.addAll(List.of(value.split("\\s*,\\s*"))));
        }
        call.header("forwarded").ifPresent(value -> {
            var matcher = FORWARDED_HOST.matcher(value);
            while (matcher.find()) {
                hosts.add(matcher.group(1));
            }
        });
        var authorities = new LinkedHashSet<String>();
        for (var host : hosts) {
            var bare = host.replaceFirst(":[0-9]+$", "");
            authorities.addAll(List.of(host, bare, bare + ":443", bare + ":80"));
            call.header("x-forwarded-port").ifPresent(port -> authorities.add(bare + ":" + port));
        }
        authorities.remove("");
        return authorities;
    }

    private static Set<String> targets(WebhookCall call, String target) {
        var query = target.indexOf('?');
        var path = query < 0 ? target : target.substring(0, query);
        var rest = query < 0 ? "" : target.substring(query);
        var targets = new LinkedHashSet<String>();
        targets.add(target);
        targets.add(path.endsWith("/") ? path.substring(0, path.length() - 1) + rest : path + "/" + rest);
        targets.add(path);
        call.header("x-forwarded-prefix").ifPresent(prefix -> targets.add(prefix + target));
        for (var header : TARGET_HEADERS) {
            call.header(header)
                    .map(value -> value.startsWith("/") ? value : target(value))
                    .ifPresent(targets::add);
        }
        return targets;
    }

    private static WebhookCall at(WebhookCall call, String address) {
        return new WebhookCall(
                call.method(), call.endpoint(), address, Map.copyOf(call.headers()), call.body(), call.receivedAt());
    }

    private static String authority(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getRawAuthority()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String origin(String url) {
        return url.substring(0, url.length() - target(url).length());
    }

    private static String target(String url) {
        var host = url.indexOf("://");
        var slash = host < 0 ? -1 : url.indexOf('/', host + 3);
        return slash < 0 ? "" : url.substring(slash);
    }

    /// In a query there may be words and numbers of a citizen.
    private static String withoutQuery(String url) {
        var query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
