package io.glassline.routing;

import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.QueuePlace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides what becomes of a message. Pure: it looks at nothing but its arguments and its own configuration, so
/// yesterday's decision can be replayed tomorrow. Safe to call from any thread.
public interface Router {

    /// Decides about `message`, which came in on `conversation`.
    Route route(Conversation conversation, Inbound message, Situation situation);

    /// What to do with a message over which turns have failed until they were given up: a failing bot is a routing
    /// event, and a person gets it.
    Route.Decided giveUp(Conversation conversation, Inbound message, Situation situation, String because);

    /// What to say on a call whose caller was asked and said nothing, `silences` times in a row (from 1). What was said
    /// last may be said again, and nothing of `withdrawn`.
    Speech afterSilence(Conversation conversation, int silences, WithdrawnAnswers withdrawn);

    /// What a caller hears who holds the line for people, or while an agent writes.
    Speech holding(Conversation conversation, Hold hold);

    /// @param place where the caller waits in the queue, as far as it is known.
    /// @param wordsDue whether it is time to say something.
    /// @param over whether the caller has waited for as long as the city lets anyone wait.
    record Hold(Instant now, Optional<QueuePlace> place, boolean wordsDue, boolean over) {}

    /// What is to be spoken, cut where its language changes: a menu tells each caller in their own how to get
    /// it.
    List<Utterance> utterances(String text, Locale language);

    /// The fixed things said on a call.
    String linePhrase(LinePhrase phrase, Locale language);

    /// What the button says that opens the offers of a message, on a channel that shows them as a list.
    String listButton(Locale language);

    /// What a citizen wants of their addresses, where that is all that the message says.
    Optional<LinkWish> linkWish(String words);

    /// What is said to a citizen to whose other address the second half of a code comes.
    String linkSent(String firstHalf, Locale language);

    /// What is said else to a citizen who wants another address linked, or wrote a code back.
    String linkPhrase(LinkPhrase phrase, Locale language);

    /// What is said to a citizen who wrote back the code that confirms an erasure.
    String erasurePhrase(ErasurePhrase phrase, Locale language);

    enum ErasurePhrase {
        /// It is begun. The last thing that is said.
        BEGUN,
        /// Nothing may be erased now. Why is nobody's to know here.
        HELD,
        /// It is another code; they may try again.
        WRONG,
        /// The code is worth nothing any more.
        OVER
    }

    enum LinkPhrase {
        /// Which other address is theirs?
        HOW,
        NO_ADDRESS,
        /// It is the one they write from.
        OWN,
        ALREADY,
        /// No more codes for an hour.
        TOO_MANY,
        /// The address is linked to none any more.
        UNLINKED,
        /// It was linked to none.
        NONE,
        /// The addresses are linked now.
        LINKED,
        /// It is another code; they may try again.
        WRONG,
        /// The code is worth nothing any more.
        OVER
    }

    enum LinePhrase {
        /// The answer takes longer than the provider waits.
        ONE_MOMENT,
        GOODBYE,
        /// The record is away, so nothing can be looked up or decided.
        OUT_OF_ORDER
    }

    /// The digest of the rules, and of the bot with its knowledge, that decide now.
    String rulesVersion();

    String botVersion();
}
