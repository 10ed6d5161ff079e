package io.glassline.intake;

import io.glassline.channel.WebhookCall;
import io.glassline.message.Message;
import java.util.Optional;

/// The calls that messages came with, for as long as those are kept.
public interface ReceivedCalls {

    /// The call that brought this message, as it came. Blocks.
    Optional<WebhookCall> callOf(Message.Id message);
}
