package io.glassline.intake;

import io.glassline.channel.WebhookCall;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The providers' calls as they came, kept for a time beside the messages that were read out of them.
///
/// Calls block. The contract is executable: see `EnvelopesContract`.
public interface Envelopes {

    /// Calls to an account that came from `since` (included) to `until` (excluded), in the order of their numbers.
    ///
    /// @param after the last number seen; 0 at first.
    List<Envelope> page(String accountId, Instant since, Instant until, long after, int countMax);

    /// What was read out of them back then, for those ids that are known.
    Map<Message.Id, Said> said(Collection<Message.Id> ids);

    /// Forgets calls that came before `before`, the oldest first, until `countMax` are forgotten; the messages stay.
    /// Calls that were stored together are forgotten together, when all of them may be.
    ///
    /// @return how many.
    int forget(Instant before, int countMax);

    record Envelope(long number, WebhookCall call) {}

    record Said(Address from, Content content) {}
}
