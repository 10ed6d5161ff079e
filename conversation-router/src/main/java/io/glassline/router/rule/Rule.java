package io.glassline.router.rule;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.words.Phrase;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One rule of the city: when it holds, what is done.
///
/// @param agency the file of the agency whose rule it is; empty for the city's own
/// @param effects what it does besides
/// @param then what is decided; empty for a rule that only has effects, after which the next rules are looked at
public record Rule(String name, Optional<String> agency, Condition when, Effects effects, Optional<Rule.Action> then) {

    /// @param tags what the conversation is marked with
    /// @param language in which the citizen is answered from here on
    /// @param say what is said before all else
    public record Effects(Set<String> tags, Optional<Locale> language, Optional<Phrase> say) {

        public static final Effects NONE = new Effects(Set.of(), Optional.empty(), Optional.empty());

        public Effects {
            tags = new TreeSet<>(tags);
        }
    }

    public sealed interface Action {

        /// To people, who have the skills it needs.
        record ToQueue(QueueId queue, Priority priority, Set<String> skills) implements Action {

            public ToQueue {
                skills = new TreeSet<>(skills);
            }
        }

        record ToFlow(String flow) implements Action {}

        /// The bot answers, whatever the rules below say.
        record ToBot() implements Action {}

        /// The citizen is told whom to ask instead.
        record ToJurisdiction(Jurisdiction jurisdiction) implements Action {}

        /// Kept on the record. Nothing is said and nobody is asked; `reason` says why that is right.
        record Stop(String reason) implements Action {}
    }
}
