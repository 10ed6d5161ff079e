package io.glassline.declared.proof;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt.Refused;
import io.glassline.channel.WebhookCall;
import io.glassline.declared.body.Unreadable;
import java.util.List;
import java.util.Optional;

/// The call carries a secret that we gave the provider.
record SharedProof(List<String> secrets, Spot spot) implements CallProof {

    @Override
    public Optional<Refused> refusal(WebhookCall call, ChannelAccount account) {
        Optional<String> presented;
        try {
            presented = spot.in(call);
        } catch (Unreadable e) {
            return CallProof.notProvable(e);
        }
        if (presented.isEmpty()) {
            return CallProof.notAuthentic("the secret is missing: there is no " + spot);
        }
        return Keys.of(account, secrets).stream().anyMatch(secret -> Proof.presents(presented, secret, call.body()))
                ? Optional.empty()
                : CallProof.notAuthentic("the secret in " + spot + " is wrong");
    }

    @Override
    public WebhookCall signed(WebhookCall call, ChannelAccount account) {
        return spot.put(call, Keys.of(account, secrets).getFirst().value());
    }
}
