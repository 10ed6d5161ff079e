package io.glassline.declared.receive;

import io.glassline.channel.ChannelEvent.Scope;
import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Words;
import io.glassline.message.Delivery;
import java.util.Map;
import java.util.Optional;

/// What a rule makes of an event.
sealed interface Emission {

    /// What a citizen said.
    sealed interface OfMessage extends Emission {}

    record Text(Expr text) implements OfMessage {}

    record Media(Expr type, Expr at, Optional<Expr> caption, Optional<Expr> name) implements OfMessage {}

    record Place(Expr latitude, Expr longitude, Optional<Expr> label) implements OfMessage {}

    record Choice(Expr id, Expr label) implements OfMessage {}

    record Unsupported(Words description) implements OfMessage {}

    /// What is no sentence.
    sealed interface OfSignal extends Emission {}

    /// Without an emoji it is one taken back.
    record Reaction(Optional<Expr> about, Expr emoji) implements OfSignal {}

    record Edit(Optional<Expr> about, Expr text) implements OfSignal {}

    record Deletion(Optional<Expr> about) implements OfSignal {}

    record Notice(Optional<Expr> about, Words says) implements OfSignal {}

    /// @param words the provider's words for where a message stands; empty stands for those that mean nothing to us
    record Status(
            Expr is,
            Map<String, Optional<Delivery>> words,
            Optional<Expr> reference,
            Optional<Expr> code,
            Optional<Expr> says)
            implements Emission {

        public Status {
            words = Map.copyOf(words);
        }
    }

    /// @param in whether they let us write again
    record Consent(boolean in, Scope scope, Words says) implements Emission {}

    /// The provider asks whether we are there, in a call that is proven as all others.
    record Answer(Expr body) implements Emission {}

    record Ignore(Words because) implements Emission {}
}
