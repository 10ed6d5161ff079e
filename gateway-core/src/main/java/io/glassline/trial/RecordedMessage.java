package io.glassline.trial;

import io.glassline.consent.Consent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.routing.RoutingDecision;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A citizen's message as it is on record, with what was decided about it then.
///
/// @param conversation as it stands now; what it was when the message came, a replay finds out
/// @param languageBefore what its citizen spoke before it began; empty where nothing is known of that
/// @param consent how the citizen stood in the ledger before the first message that is read of the conversation
/// @param inbound the message; empty where its words were erased
/// @param at when it was decided
public record RecordedMessage(
        Conversation conversation,
        Optional<Locale> languageBefore,
        Consent consent,
        Optional<Inbound> inbound,
        RoutingDecision decision,
        Instant at) {}
