package io.glassline.consent;

import io.glassline.conversation.Lane;
import java.time.Instant;

/// One line of the ledger. `programme` is `all` or the name of one programme; `words` are the citizen's or the
/// provider's own; `how` says by what way we learned it, such as `keyword`, `provider` or `desk`.
public record ConsentChange(Lane lane, String programme, Standing standing, String how, String words, Instant at) {

    public static final String ALL = "all";

    public enum Standing {
        /// Wrote to us, and was answered; nothing more was asked or given.
        IMPLIED,
        OPTED_IN,
        OPTED_OUT
    }
}
