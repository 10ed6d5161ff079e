package io.glassline.routing;

import io.glassline.message.Author;
import io.glassline.message.Message;
import java.util.List;

/// Something to tell the citizen. `offers` are choices: buttons where the channel has them, numbers or keys
/// elsewhere (the adapter writes those, not the text). `despiteOptOut` is for what may be said to someone who said
/// STOP: the one confirmation, HELP, and what saves lives.
public record Reply(Author author, String text, List<Message.Offer> offers, boolean despiteOptOut) {

    public Reply {
        offers = List.copyOf(offers);
    }

    /// The same in other words.
    Reply with(String words) {
        return new Reply(author, words, offers, despiteOptOut);
    }
}
