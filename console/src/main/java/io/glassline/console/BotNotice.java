package io.glassline.console;

import java.util.Optional;

/// What staff must know of the bot while it answers less than usual: it is still learning, or its language model is
/// away.
@FunctionalInterface
public interface BotNotice {

    /// A sentence or two; nothing while all is well.
    Optional<String> words();
}
