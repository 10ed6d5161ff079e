package io.glassline.declared.proof;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Receipt.Refused;
import io.glassline.channel.WebhookCall;
import java.util.List;
import java.util.Optional;

/// The call comes from an address of the provider's, as the city's own proxy writes it into a header. The last address
/// there is the proxy's word; those before it are the caller's, and anyone can write them. Only sensible where every
/// call passes a proxy that sets the header, and beside another proof.
record AddressProof(List<AddressRange> ranges, String header) implements CallProof {

    AddressProof {
        ranges = List.copyOf(ranges);
    }

    @Override
    public Optional<Refused> refusal(WebhookCall call, ChannelAccount account) {
        var values = call.headers().getOrDefault(header, List.of());
        if (values.isEmpty()) {
            return CallProof.notAuthentic("where the call comes from is not known: there is no header " + header);
        }
        var last = values.getLast();
        var from = AddressRange.bytes(last.substring(last.lastIndexOf(',') + 1).strip());
        return from.isPresent() && ranges.stream().anyMatch(range -> range.has(from.get()))
                ? Optional.empty()
                : CallProof.notAuthentic("the call comes from an address that is none of the provider's");
    }

    @Override
    public WebhookCall signed(WebhookCall call, ChannelAccount account) {
        return new Spot(Spot.Where.HEADER, header).put(call, ranges.getFirst().first());
    }
}
