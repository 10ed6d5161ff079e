package io.glassline.person;

import io.glassline.conversation.Conversation;
import java.util.UUID;

/// Sends half of a code to another address of a citizen who asks for it in their conversation. The other half is told
/// there, so that whoever links the two reads both.
public interface CodeSender {

    /// @param typed the other address, as the citizen wrote it
    /// @param id of the code; one that was sent is not sent again
    Sent send(Conversation conversation, String typed, UUID id);

    sealed interface Sent {

        /// Also where the city may not write to the address: whether it may is nobody's to learn here.
        ///
        /// @param here the first digits of the code, for the conversation in which it was asked for
        record Halved(String here) implements Sent {}

        record Refused(Why why) implements Sent {}
    }

    enum Why {
        /// It is no address that the city could write to.
        NO_ADDRESS,
        /// It is the one the citizen writes from.
        OWN_ADDRESS,
        /// The two are linked.
        LINKED,
        /// So many codes were sent lately that none is ([LinkCode#CODES_MAX]).
        TOO_MANY
    }
}
