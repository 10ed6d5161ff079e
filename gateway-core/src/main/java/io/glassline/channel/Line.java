package io.glassline.channel;

import io.glassline.message.Address;

/// A call in progress. `step` counts the requests that moved the call, and comes back with the provider's next one,
/// so that a request made again by the provider is known as the same step. `silences` counts the times in a row
/// that the caller was asked and said nothing; of a caller who is held, how often was looked for words to say; of one
/// whose socket was lost, how often in a row that was. `caller` is a citizen in this one call: see [Address#ofCaller].
public record Line(String callId, Address caller, int step, int silences, State state) {

    public enum State {
        /// The call was just answered.
        NEW,
        /// The caller was asked and has, or has not, said something.
        ASKED,
        /// The caller waits for a person.
        HELD,
        /// The answer took longer than the provider waits, and the caller was asked to hold on.
        DELAYED,
        /// A [LineSocket] has ended as we asked.
        TALKED,
        /// A [LineSocket] was lost, or could not be opened.
        CUT_OFF
    }
}
