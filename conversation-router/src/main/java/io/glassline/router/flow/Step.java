package io.glassline.router.flow;

import io.glassline.conversation.QueueId;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One step of a flow.
///
/// @param name what a conversation remembers of where it stands
/// @param when what must be so for the step to be made; else it is passed by
public record Step(String name, Optional<When> when, Act act) {

    /// Whether a slot has one of `values`, or, where `is` is not set, none of them. One that is not filled has the
    /// value "".
    public record When(String slot, Set<String> values, boolean is) {

        public When {
            values = Set.copyOf(values);
        }

        boolean holds(Map<String, String> slots) {
            return is == values.contains(slots.getOrDefault(slot, ""));
        }
    }

    boolean isMade(Map<String, String> slots) {
        return when.map(condition -> condition.holds(slots)).orElse(true);
    }

    /// What a step does.
    public sealed interface Act {

        /// Asks for `slot`. After `triesMax` answers that are none, a person takes over. One that is `optional` can be
        /// left out.
        record Ask(StepText asks, String slot, SlotKind kind, StepText wrong, int triesMax, boolean optional)
                implements Act {}

        /// Says what was understood and goes on when the citizen says yes. To a no it asks what is to be changed.
        record Confirm(StepText asks, int triesMax) implements Act {}

        /// Looks something up. `arguments` are the look-up's, each with the slot that fills it, and `given`
        /// those that are the same always. `found` has places for the columns of the first row, and `each` is
        /// said for every row; `keep` fills slots from columns of the first row. With none found, `none` is
        /// said and step `noneThen` is asked again; without `noneThen` the flow goes on, and the slots of
        /// `keep` are empty. `away` is said when the city's system does not answer. `words` translates what
        /// the system says, by language and then value.
        record Look(
                String lookup,
                Map<String, String> arguments,
                Map<String, String> given,
                Optional<StepText> found,
                Optional<StepText> each,
                Map<String, String> keep,
                Optional<StepText> none,
                Optional<String> noneThen,
                Optional<StepText> away,
                Map<String, Map<String, String>> words)
                implements Act {

            public Look {
                arguments = Map.copyOf(arguments);
                given = Map.copyOf(given);
                keep = Map.copyOf(keep);
                words = Map.copyOf(words);
            }
        }

        record Say(StepText says) implements Act {}

        /// Gives the city's `service` what was gathered, once, and says so. `values` are the service's, each with the
        /// slot that fills it; what is not filled is not given.
        record Submit(String service, Map<String, String> values, StepText says) implements Act {

            public Submit {
                values = Map.copyOf(values);
            }
        }

        /// A person takes over, in `queue`.
        record HandOver(StepText says, QueueId queue) implements Act {}

        record End() implements Act {}
    }

    /// One of the things that a citizen can choose.
    ///
    /// @param value what is written down
    /// @param says other words for it, of all languages
    public record Option(String value, LocalText label, List<String> says) {

        public Option {
            says = List.copyOf(says);
        }

        /// Whether `said` is this choice and nothing else, in any language.
        public boolean isCalled(NormalizedText said) {
            return names().anyMatch(said.text()::equals);
        }

        /// What it is called in all languages, as messages have it.
        Stream<String> names() {
            return Stream.concat(label.byLanguage().values().stream(), says.stream())
                    .map(name -> NormalizedText.of(name).text());
        }
    }
}
