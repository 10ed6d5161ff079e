package io.glassline.router.flow;

import io.glassline.conversation.QueueId;
import io.glassline.router.words.LocalText;
import java.util.Map;
import java.util.Optional;

/// One step of a flow. Its name is what a conversation remembers of where it stands.
public sealed interface Step {

    String name();

    /// Asks for `slot`. `spoken` is asked on the phone, where it must say which keys to press. After `triesMax`
    /// answers that are none, a person takes over.
    record Ask(
            String name,
            LocalText asks,
            Optional<LocalText> spoken,
            String slot,
            SlotParser parser,
            LocalText wrong,
            int triesMax)
            implements Step {}

    /// Looks something up. `arguments` are the look-up's, each with the slot that fills it. `found` has places for
    /// the columns of the first row; with none found, `none` is said and step `noneThen` is asked again. `away` is
    /// said when the city's system does not answer. `words` translates what the system says, by language and then
    /// value.
    record Look(
            String name,
            String lookup,
            Map<String, String> arguments,
            LocalText found,
            LocalText none,
            String noneThen,
            LocalText away,
            Map<String, Map<String, String>> words)
            implements Step {

        public Look {
            arguments = Map.copyOf(arguments);
            words = Map.copyOf(words);
        }
    }

    record Say(String name, LocalText says) implements Step {}

    /// A person takes over, in `queue`.
    record HandOver(String name, LocalText says, QueueId queue) implements Step {}

    record End(String name) implements Step {}
}
