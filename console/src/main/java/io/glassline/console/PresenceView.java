package io.glassline.console;

/// Who else has the conversation open, in a sentence; empty where nobody has. `writing` is whether one of them writes.
record PresenceView(String words, boolean writing) {}
