package io.glassline.desk;

import java.util.Locale;
import java.util.Optional;

/// What the city says when people come and go, in the city's own words. Empty means that nothing is said.
public interface Phrases {

    /// Said to the citizen when an agent takes the conversation: a person writes from here on.
    Optional<String> taken(Agent agent, Locale language);

    /// Said when the agent closes it.
    Optional<String> closed(Locale language);

    /// Carries a code that links the address it is sent to with another.
    Optional<String> linkCode(String code, Locale language);

    /// @param digits the second half of a code
    Optional<String> linkHalf(String digits, Locale language);

    /// Carries a link to the conversation's receipt.
    Optional<String> receipt(String link, Locale language);

    /// The same in few words, behind what is said at the end.
    Optional<String> receiptAtEnd(String link, Locale language);
}
