package io.glassline.declared.cases;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.WebhookCall;
import io.glassline.router.yaml.YamlPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands beside a channel file: an account that was made up, calls with what they are to be read as, and parts
/// with the request that they are to be.
public record ChannelCases(ChannelAccount account, List<Received> received, List<Sent> sent) {

    public ChannelCases {
        received = List.copyOf(received);
        sent = List.copyOf(sent);
    }

    /// @param isSigned whether the call has the provider's own proof; else one is made
    /// @param becomes as [io.glassline.channels.ReceiptText] writes it
    public record Received(YamlPlace place, String name, WebhookCall call, boolean isSigned, String becomes) {}

    /// @param request as [OutcomeText] writes it; empty where only the outcome is looked at
    public record Sent(
            YamlPlace place, String name, Outgoing message, Optional<String> request, Answer answer, String outcome) {}

    /// @param headers by their names in lower case
    public record Answer(int status, Map<String, String> headers, String body) {}
}
