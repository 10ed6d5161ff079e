package io.glassline.conversation;

import java.time.Instant;

/// An agent puts off a conversation that they have. It stays theirs, and keeps its rank.
///
/// It is over at `until`; before that when the citizen writes, so when there is one of theirs among the messages behind
/// position `heard`; when the conversation is an emergency; and when it changes hands after `at`.
public record Snooze(String agentId, Instant until, int heard, Instant at) {}
