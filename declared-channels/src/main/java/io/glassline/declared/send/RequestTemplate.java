package io.glassline.declared.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.WebhookCall;
import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Fault;
import io.glassline.declared.expression.Scope;
import io.glassline.declared.expression.Words;
import io.glassline.declared.proof.CallProof;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A request to the provider, with places for what it is about.
///
/// The address begins with one of the channel's `addresses`, word for word: no value can lead a request elsewhere. Only
/// the account's own setting `api-url` puts another in its place.
///
/// @param signature how the request proves that it is ours, where the provider wants that
/// @param address the one of the channel's addresses that `url` begins with
record RequestTemplate(
        Optional<Expr> when,
        String method,
        String address,
        Words url,
        SequencedMap<String, Template> headers,
        BodyForm bodyForm,
        Template body,
        Optional<CallProof> signature) {

    static final String API_URL = "api-url";

    private static final ObjectMapper JSON = new ObjectMapper();

    enum BodyForm {
        NONE(""),
        JSON("application/json"),
        FORM("application/x-www-form-urlencoded");

        private final String contentType;

        BodyForm(String contentType) {
            this.contentType = contentType;
        }
    }

    /// @param now when it is signed
    /// @throws Fault where it cannot be written of these values
    OutboundRequest filled(Scope scope, ChannelAccount account, Instant now) {
        var request = unsigned(scope, account);
        return signature.map(proof -> signed(request, proof, account, now)).orElse(request);
    }

    /// A request is signed as a call is proven, over the same pieces.
    private static OutboundRequest signed(
            OutboundRequest request, CallProof proof, ChannelAccount account, Instant now) {
        var headers = new HashMap<String, List<String>>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        var signed = proof.signed(
                new WebhookCall(
                        request.method(),
                        "",
                        request.url().toString(),
                        headers,
                        request.body().getBytes(UTF_8),
                        now),
                account);
        var all = new LinkedHashMap<>(request.headers());
        new TreeMap<>(signed.headers()).forEach((name, values) -> {
            if (!headers.containsKey(name)) {
                all.put(name, values.getFirst());
            }
        });
        return new OutboundRequest(request.method(), URI.create(signed.publicUrl()), all, request.body());
    }

    private OutboundRequest unsigned(Scope scope, ChannelAccount account) {
        var url = this.url.text(scope, RequestTemplate::encoded);
        var base = account.setting(API_URL)
                .map(other -> other.endsWith("/") ? other.substring(0, other.length() - 1) : other)
                .orElse(address);
        var written = new LinkedHashMap<String, String>();
        if (bodyForm != BodyForm.NONE) {
            written.put("Content-Type", bodyForm.contentType);
        }
        headers.forEach((name, template) -> {
            var value = template.filled(scope);
            if (value != null) {
                written.put(name, String.valueOf(value));
            }
        });
        try {
            return new OutboundRequest(
                    method, URI.create(base + url.substring(address.length())), written, bodyText(scope));
        } catch (IllegalArgumentException e) {
            throw Fault.of("url", "is no address");
        }
    }

    private String bodyText(Scope scope) {
        return switch (bodyForm) {
            case NONE -> "";
            case JSON -> json(body.filled(scope));
            case FORM -> form(body.filled(scope));
        };
    }

    private static String json(@org.jspecify.annotations.Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw Fault.of("json", "cannot be written");
        }
    }

    private static String form(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Map<?, ?> fields
                ? fields.entrySet().stream()
                        .map(field -> URLEncoder.encode(String.valueOf(field.getKey()), UTF_8) + "="
                                + URLEncoder.encode(String.valueOf(field.getValue()), UTF_8))
                        .collect(Collectors.joining("&"))
                : "";
    }

    /// A value is one piece of an address, whatever is in it.
    private static String encoded(String value) {
        var encoded = URLEncoder.encode(value, UTF_8).replace("+", "%20");
        return encoded.matches("\\.{1,2}") ? encoded.replace(".", "%2E") : encoded;
    }
}
