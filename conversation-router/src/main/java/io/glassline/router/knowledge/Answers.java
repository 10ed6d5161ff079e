package io.glassline.router.knowledge;

import java.util.Locale;

/// What the city's knowledge has to say to a text. Pure, and safe to call from any thread.
public interface Answers {

    Match match(String text, Locale language);

    /// The same, with the answers that came nearest, as far as they are known.
    default RankedMatch ranked(String text, Locale language) {
        return RankedMatch.of(match(text, language));
    }

    /// Names the knowledge and the way of matching, for the record.
    String version();
}
