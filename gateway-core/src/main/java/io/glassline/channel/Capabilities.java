package io.glassline.channel;

/// What a channel can carry, known before anything is sent.
///
/// `textMaxChars` is the longest text of one part; `offersMax` is how many buttons a message can hold (0: choices
/// are written out as numbers, or spoken as keys).
public record Capabilities(int textMaxChars, int offersMax) {}
