package io.glassline.declared.proof;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.Receipt.Refused;
import io.glassline.channel.WebhookCall;
import io.glassline.declared.body.Unreadable;
import java.util.Optional;

/// One way in which calls are proven. It takes nothing from a call but what the proof itself needs.
public sealed interface CallProof permits SignatureProof, SharedProof, BasicProof, JwtProof, AddressProof {

    /// Why the call is not proven by this account's secrets; empty where it is.
    Optional<Refused> refusal(WebhookCall call, ChannelAccount account);

    /// The same call as the provider would make it for this account, for tests.
    WebhookCall signed(WebhookCall call, ChannelAccount account);

    static Optional<Refused> notProvable(Unreadable why) {
        return Optional.of(new Refused(Fault.NOT_PROVABLE, why.says()));
    }

    static Optional<Refused> notAuthentic(String because) {
        return Optional.of(new Refused(Fault.NOT_AUTHENTIC, because));
    }
}
