package io.glassline.consent;

import static io.glassline.consent.ConsentChange.ALL;
import static io.glassline.consent.ConsentChange.BULK;

import io.glassline.channel.ChannelEvent.Joint;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import java.util.Optional;

/// Who may be written to. Nothing is ever removed from it; the last line about a citizen and a programme counts,
/// on whichever of their addresses on the account it was said.
public interface ConsentLedger {

    /// How the lane's citizen stands with a programme: [Consent#IMPLIED] without a line.
    Consent consent(Lane lane, String programme);

    /// How they stand with everything we send.
    default Consent consent(Lane lane) {
        return consent(lane, ALL);
    }

    /// What forbids to send to the lane at this pace; empty when nothing does.
    default Optional<Consent> forbids(Lane lane, Pace pace) {
        var all = Optional.of(consent(lane)).filter(Consent::isOptedOut);
        return switch (pace) {
            case LIVE -> all;
            case BULK -> all.or(() -> Optional.of(consent(lane, BULK)).filter(Consent::isOptedOut));
        };
    }

    /// Writes a line, unless it says no more than what stands. Durable when it returns, and on the audit stream.
    void write(ConsentChange change);

    /// The lane's citizen has the address `also`, too: from now on what is said on the one counts on the other.
    /// A number that has another owner now leaves the addresses of the one it had. Durable when it returns.
    void join(Lane lane, Address also, Joint how);
}
