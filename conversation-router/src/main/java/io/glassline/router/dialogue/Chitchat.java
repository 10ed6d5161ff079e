package io.glassline.router.dialogue;

import java.util.Locale;

/// The kinds of small talk that have an answer of their own, as `dialogue.yml` names them.
public enum Chitchat {
    /// Thank you, that was all; goodbye.
    FAREWELL,
    /// Never mind, forget it.
    NEVER_MIND,
    PRAISE,
    LAUGHTER,
    /// Who are you, are you a bot, what is your name.
    IDENTITY,
    INSULT,
    HOW_ARE_YOU;

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
