package io.glassline.consent;

import io.glassline.conversation.Lane;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One line of the ledger. `programme` is [#ALL], [#BULK] or the name of one programme; `words` are the citizen's or
/// the provider's own; `how` says by what way we learned it: [#KEYWORD], [#PROVIDER], [#REPORT] or `desk`. A
/// line that is [#TOLD] changes nothing: we have written to the citizen about their standing, which is done once.
///
/// @param shown what they were told they agree to, where it is one programme that they agree to
public record ConsentChange(
        Lane lane, String programme, Standing standing, String how, String words, Instant at, Optional<Shown> shown) {

    /// Of which nothing needed to be shown.
    public ConsentChange(Lane lane, String programme, Standing standing, String how, String words, Instant at) {
        this(lane, programme, standing, how, words, at, Optional.empty());
    }

    /// The words that stood before the citizen, and the language in which they want to hear more.
    public record Shown(Locale language, String text) {}

    public static final String ALL = "all";

    /// What is sent in bulk and answers nobody.
    public static final String BULK = "bulk";

    public static final String KEYWORD = "keyword";

    /// The provider told us, and sends nothing to this citizen any more, whatever we say.
    public static final String PROVIDER = "provider";

    /// An abuse report or a link to unsubscribe named a message of ours, and our record says to whom that went.
    public static final String REPORT = "report";

    public static final String TOLD = "told";

    /// Whether it is about one programme, and not about all that is sent.
    public boolean isOfOneProgramme() {
        return !programme.equals(ALL) && !programme.equals(BULK);
    }

    public enum Standing {
        /// Wrote to us, and was answered; nothing more was asked or given.
        IMPLIED,
        OPTED_IN,
        OPTED_OUT
    }
}
