package io.glassline.routing;

import io.glassline.conversation.Conversation;

/// The rule sets that a node decides by. Whoever decides asks once and keeps to the answer: a decision sees one
/// version only, whatever becomes active meanwhile.
///
/// Safe to call from any thread.
public interface Rulesets {

    /// What speaks where there is no conversation. It is answered from memory, also while the record is away.
    Ruleset active();

    /// What decides about this conversation: the active one, or the one under which its open form began, where the
    /// form is another one now.
    Ruleset of(Conversation conversation);

    /// The answers that are given by none of them now. It is no older than a second where the record can be asked.
    WithdrawnAnswers withdrawn();

    /// One that never changes.
    static Rulesets always(Ruleset ruleset) {
        return new Rulesets() {
            @Override
            public Ruleset active() {
                return ruleset;
            }

            @Override
            public Ruleset of(Conversation conversation) {
                return ruleset;
            }

            @Override
            public WithdrawnAnswers withdrawn() {
                return WithdrawnAnswers.NONE;
            }
        };
    }
}
