package io.glassline.routing;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;

/// What a router was asked about a message of a turn, and its answer: all that another version needs to
/// decide the same.
///
/// @param conversation as it was before the message, which is counted already
/// @param situation with the look-ups that were made
/// @param route never [Route.Needs] or [Route.Waits]
/// @param rulesVersion which version answered
public record RouterCall(
        Conversation conversation, Inbound inbound, Situation situation, Route route, String rulesVersion) {}
