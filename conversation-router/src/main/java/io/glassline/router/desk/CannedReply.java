package io.glassline.router.desk;

import io.glassline.router.words.LocalText;
import java.util.Set;

/// A reply that agents write often, as the city words it in `replies.yml`.
///
/// @param name short, for the record and for links: `crew-is-told`
/// @param title what it is called in the list
public record CannedReply(String name, LocalText title, LocalText text) {

    /// The places its text may have: the title of the queue the conversation is in, the conversation's number, the
    /// agent's name, today's date.
    public static final Set<String> PLACES = Set.of("name-of-queue", "number", "agent", "date");
}
