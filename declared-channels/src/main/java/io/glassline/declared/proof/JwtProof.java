package io.glassline.declared.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt.Refused;
import io.glassline.channel.WebhookCall;
import io.glassline.declared.body.JsonBody;
import io.glassline.declared.body.Unreadable;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A signed token (RFC 7519) in the header `Authorization`, by a secret (HS256). The algorithm is the file's word and
/// never the token's.
///
/// @param bodyHash the claim that holds the SHA-256 of the body in hex, if there is one: without it, the token of one
///     call would prove another
/// @param within how far from our own time the token may have been made
record JwtProof(List<String> secrets, Optional<String> bodyHash, Duration within) implements CallProof {

    private static final String SCHEME = "bearer ";
    private static final Spot HEADER = new Spot(Spot.Where.HEADER, "authorization");
    private static final int TOKEN_MAX_CHARS = 8_000;

    @Override
    public Optional<Refused> refusal(WebhookCall call, ChannelAccount account) {
        var token = call.header(HEADER.name())
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip());
        if (token.isEmpty()) {
            return CallProof.notAuthentic("the token is missing: there is no bearer authorization");
        }
        var pieces = token.get().split("\\.", -1);
        if (pieces.length != 3 || token.get().length() > TOKEN_MAX_CHARS) {
            return CallProof.notAuthentic("the token is none");
        }
        var signature = bytes(pieces[2]);
        var message = (pieces[0] + "." + pieces[1]).getBytes(UTF_8);
        var isSigned = signature.isPresent()
                && Keys.of(account, secrets).stream()
                        .anyMatch(secret ->
                                MessageDigest.isEqual(signature.get(), Proof.hmac("HmacSHA256", secret, message)));
        if (!isSigned || !"HS256".equals(claims(pieces[0]).get("alg"))) {
            return CallProof.notAuthentic("the token's signature is wrong");
        }
        return untrue(claims(pieces[1]), call).flatMap(CallProof::notAuthentic);
    }

    private Optional<String> untrue(Map<?, ?> claims, WebhookCall call) {
        var now = call.receivedAt().getEpochSecond();
        if (claims.get("exp") instanceof Number exp && exp.longValue() < now - within.toSeconds()) {
            return Optional.of("the token is out of date");
        }
        if (!(claims.get("iat") instanceof Number iat) || Math.abs(iat.longValue() - now) > within.toSeconds()) {
            return Optional.of("the token was made at another time, or does not say when");
        }
        return bodyHash.filter(claim -> !MessageDigest.isEqual(
                        String.valueOf(claims.get(claim))
                                .toLowerCase(Locale.ROOT)
                                .getBytes(UTF_8),
                        HexFormat.of().formatHex(Digests.sha256(call.body())).getBytes(UTF_8)))
                .map(_ -> "the token is for another body");
    }

    private static Map<?, ?> claims(String piece) {
        try {
            var json = bytes(piece);
            return json.isPresent() && JsonBody.decode(json.get()) instanceof Map<?, ?> map ? map : Map.of();
        } catch (Unreadable e) {
            return Map.of();
        }
    }

    private static Optional<byte[]> bytes(String piece) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(piece));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public WebhookCall signed(WebhookCall call, ChannelAccount account) {
        var head = written("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        var hash = HexFormat.of().formatHex(Digests.sha256(call.body()));
        var claims = written("{\"iat\":%d%s}"
                .formatted(
                        call.receivedAt().getEpochSecond(),
                        bodyHash.map(claim -> ",\"%s\":\"%s\"".formatted(claim, hash))
                                .orElse("")));
        var mac = Proof.hmac("HmacSHA256", Keys.of(account, secrets).getFirst(), (head + "." + claims).getBytes(UTF_8));
        return HEADER.put(
                call,
                "Bearer " + head + "." + claims + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
    }

    private static String written(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}
