package io.glassline.declared.receive;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.declared.expression.Expr;
import java.util.Optional;
import java.util.Set;

/// What becomes of one kind of event.
///
/// @param each the pieces of the event that each become something, as the pictures of one message
/// @param goesOn whether later rules look at the event as well
/// @param citizen who it is from, or about
/// @param id the provider's name for it
/// @param at when it was
record EventRule(
        String path,
        Optional<Expr> when,
        Optional<Expr> each,
        boolean goesOn,
        Optional<Expr> citizen,
        Optional<Expr> id,
        Optional<Expr> at,
        Set<Mark> marks,
        Emission emission) {

    EventRule {
        marks = Set.copyOf(marks);
    }
}
