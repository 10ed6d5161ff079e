package io.glassline.router.dialogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The kinds of small talk that have an answer of their own. Each is learnt, and may have patterns in `dialogue.yml`
/// besides; the first seven must.
public enum Chitchat {
    /// Thank you, that was all; goodbye.
    FAREWELL(true),
    /// Never mind, forget it.
    NEVER_MIND(true),
    PRAISE(true),
    LAUGHTER(true),
    /// Who are you, are you a bot, what is your name, be honest.
    IDENTITY(true),
    INSULT(true),
    HOW_ARE_YOU(true),
    GREETING(false),
    THANKS(false),
    /// That makes sense, I see.
    AGREEMENT(false),
    /// I would rather not.
    DECLINE(false),
    /// Give me a moment.
    WAIT(false),
    APOLOGY(false);

    private final boolean needsPatterns;

    Chitchat(boolean needsPatterns) {
        this.needsPatterns = needsPatterns;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether `dialogue.yml` must have patterns for it.
    public boolean needsPatterns() {
        return needsPatterns;
    }

    public static Optional<Chitchat> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
