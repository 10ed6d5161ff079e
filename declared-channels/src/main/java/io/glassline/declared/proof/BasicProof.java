package io.glassline.declared.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt.Refused;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// HTTP basic authentication (RFC 7617). The secret is `user:password`, whole.
record BasicProof(List<String> secrets) implements CallProof {

    private static final String SCHEME = "basic ";
    private static final Spot HEADER = new Spot(Spot.Where.HEADER, "authorization");

    @Override
    public Optional<Refused> refusal(WebhookCall call, ChannelAccount account) {
        var presented = call.header(HEADER.name())
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip());
        if (presented.isEmpty()) {
            return CallProof.notAuthentic("user and password are missing: there is no basic authorization");
        }
        return Keys.of(account, secrets).stream()
                        .anyMatch(secret -> Proof.presentsBasic(presented, secret, call.body()))
                ? Optional.empty()
                : CallProof.notAuthentic("user or password is wrong");
    }

    @Override
    public WebhookCall signed(WebhookCall call, ChannelAccount account) {
        Secret secret = Keys.of(account, secrets).getFirst();
        return HEADER.put(
                call,
                "Basic " + Base64.getEncoder().encodeToString(secret.value().getBytes(UTF_8)));
    }
}
