package io.glassline.turn;

import io.glassline.conversation.Inbound;
import io.glassline.conversation.Session;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a machine would be answering a machine. No header says so for certain: some programs answer
/// whatever comes and say nothing of being programs, each time under a new subject and in a new thread.
///
/// So after two automatic answers to one address within an hour, a third goes only to words that
/// are new, and within a form after twenty. Words that were all there before, the citizen's or
/// ours, are a program's, or those of a person whom two answers have not helped: either way a
/// person reads them.
final class AnswerLoop {

    static final int ANSWERS_MAX = 2;

    /// In a form a person goes on answering, often in words that the question had; so many answers are more than any
    /// form needs.
    static final int ANSWERS_IN_FORM_MAX = 20;

    static final Duration WITHIN = Duration.ofHours(1);

    /// Messages of the address that are looked at, the latest first.
    static final int MESSAGES_MAX = 60;

    /// Words are new when at least this share of them was not there before: a name or a greeting may
    /// change.
    private static final double NEW_SHARE_MIN = 0.25;

    /// So many words answer a question of the bot's and are the same for many: "no", "yes please".
    private static final int SHORT_WORDS_MAX = 3;

    private static final int CHARS_MAX = 20_000;

    /// Numbers of tickets and dates, which are new in every mail of a program.
    private static final Pattern NUMBERED = Pattern.compile("[A-Za-z0-9_#/.:-]*[0-9][A-Za-z0-9_#/.:-]*");

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

    private AnswerLoop() {}

    /// @param session where the conversation stands, before the message.
    /// @param lately what was said on the lane [#WITHIN], in whatever conversation, without the message.
    static boolean isOne(Inbound message, Session session, List<Message> lately) {
        if (!(message.content() instanceof Content.Text text) || answered(lately) < most(session)) {
            return false;
        }
        var words = words(text.body());
        if (words.size() <= SHORT_WORDS_MAX
                && (session.flow().isPresent() || !session.offered().isEmpty())) {
            return false;
        }
        var known = new HashSet<String>();
        lately.forEach(said -> known.addAll(words(said.content().words())));
        var fresh = words.stream().filter(word -> !known.contains(word)).count();
        return words.isEmpty() || fresh < NEW_SHARE_MIN * words.size();
    }

    private static int most(Session session) {
        return session.openFlow().isPresent() ? ANSWERS_IN_FORM_MAX : ANSWERS_MAX;
    }

    /// How many messages a machine has answered.
    private static long answered(List<Message> lately) {
        return lately.stream()
                .filter(said -> said.author() instanceof Author.Bot || said.author() instanceof Author.System)
                .flatMap(said -> said.answers().stream())
                .distinct()
                .count();
    }

    private static Set<String> words(String text) {
        var start = text.substring(0, Math.min(text.length(), CHARS_MAX));
        var words = new HashSet<>(
                List.of(NO_LETTERS.split(NUMBERED.matcher(start).replaceAll(" ").toLowerCase(Locale.ROOT))));
        words.remove("");
        return words;
    }
}
