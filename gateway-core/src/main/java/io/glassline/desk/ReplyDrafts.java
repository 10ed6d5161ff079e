package io.glassline.desk;

import java.util.List;

/// Replies that a language model drafts from approved answers, for an agent to read, change and send. Nothing here is
/// ever sent by itself, and a draft that is not sent is kept nowhere.
///
/// Safe to call from any thread.
public interface ReplyDrafts {

    /// Whether the city has drafts made now.
    boolean areMade();

    /// A draft of what may answer what was said last in this conversation. Blocks for no longer than the city's time
    /// limit for its model.
    Draft draft(Board.Transcript transcript, Agent agent);

    sealed interface Draft {

        /// @param model which one made it
        /// @param answers titles of the approved answers that it was made from
        record Written(String text, String model, List<String> answers) implements Draft {

            public Written {
                answers = List.copyOf(answers);
            }
        }

        /// @param because why there is none, in a sentence for the agent
        record None(String because) implements Draft {}
    }
}
