package io.glassline.trial;

import java.time.Instant;
import java.util.Optional;

/// A message that nobody sent.
///
/// @param text the words; empty for a picture or a place without any
/// @param channel such as `sms`
/// @param language a tag such as `es` of what was spoken before; empty for the city's first
/// @param at when it comes; empty for now
/// @param content what it is: `text`, `media`, `place`, `file` or `voice`
public record TrialMessage(
        String text, String channel, Optional<String> language, Optional<Instant> at, String content) {}
