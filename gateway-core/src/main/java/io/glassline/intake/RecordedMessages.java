package io.glassline.intake;

import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// What of a provider's list is on our record. The contract is executable: every implementation passes
/// `RecordedMessagesContract`.
public interface RecordedMessages {

    /// Those of the ids under which a message was accepted.
    Set<Message.Id> received(Collection<Message.Id> ids);

    /// Where the parts stand that the provider knows by these ids. A part that was sent again is known by its
    /// earlier id too, and then stands at [Delivery#READ], as far as there is: nothing more is to be learnt of it.
    Map<String, Delivery> sent(String accountId, Collection<String> providerIds);
}
