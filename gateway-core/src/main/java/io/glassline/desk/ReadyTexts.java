package io.glassline.desk;

import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import io.glassline.routing.RoutingDecision.Candidate;
import java.util.List;
import java.util.Locale;

/// The city's ready texts: approved answers and canned replies, for an agent to put into the composer and edit there.
/// Nothing here is ever sent by itself.
public interface ReadyTexts {

    /// More are a list that nobody reads beside a citizen who waits.
    int FOUND_MAX = 12;

    /// A longer search is cut.
    int WORDS_MAX_CHARS = 200;

    /// What may answer what was said last in this conversation.
    default List<ReadyText> suggested(Board.Transcript transcript, Agent agent) {
        var candidates = transcript.decisions().isEmpty()
                ? List.<Candidate>of()
                : transcript.decisions().getLast().decision().because().candidates();
        return suggested(
                lastQuestion(transcript),
                candidates.stream().map(Candidate::answer).toList(),
                new Asked(transcript.conversation(), agent));
    }

    /// The citizen's last words; empty where there were none.
    static String lastQuestion(Board.Transcript transcript) {
        return transcript.messages().reversed().stream()
                .map(Board.Said::message)
                .filter(Message::inbound)
                .map(message -> message.content().words())
                .filter(words -> !words.isBlank())
                .findFirst()
                .orElse("");
    }

    /// What may answer a citizen's last words, the most likely first: the answers that the bot's decision named, then
    /// those that the active version's knowledge finds nearest.
    ///
    /// @param question the citizen's last words; empty where there were none
    /// @param candidates ids of approved answers; those that the active version has no more are passed over
    List<ReadyText> suggested(String question, List<String> candidates, Asked asked);

    /// The texts with all of these words, each begun at least, in the title, in how residents ask, or in the text; the
    /// nearest first, at most [#FOUND_MAX]. Without a word, the canned replies.
    List<ReadyText> found(String words, Asked asked);

    /// For whom, and by whom: what fills the places of a canned reply.
    record Asked(Conversation conversation, Agent agent) {

        public Locale language() {
            return conversation.language();
        }
    }

    /// @param id what names it in its kind: `trash-day`
    /// @param text as it may stand in the composer, with its places filled
    /// @param language that of the text: another than the citizen's where there is no translation
    /// @param note what the agent should know before they send it; empty where there is nothing
    record ReadyText(Kind kind, String id, String title, String text, Locale language, String note) {}

    enum Kind {
        ANSWER,
        REPLY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
