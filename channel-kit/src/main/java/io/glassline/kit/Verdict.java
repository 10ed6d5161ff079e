package io.glassline.kit;

import io.glassline.channel.WebhookCall;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a question came to.
public sealed interface Verdict {

    record Held() implements Verdict {}

    /// `counterExample` says what was given to the adapter and what it made of it.
    record Failed(String counterExample) implements Verdict {}

    /// The channel has no such thing, or its sample does not show it.
    record DoesNotApply(String because) implements Verdict {}

    /// Failed if there is a counter-example.
    static Verdict of(Optional<String> counterExample) {
        return counterExample.<Verdict>map(Failed::new).orElseGet(Held::new);
    }

    /// Failed by the first call of which `wrong` finds something to tell.
    ///
    /// @param because why the question does not apply where there are no calls.
    static Verdict ofEach(List<WebhookCall> calls, String because, Function<WebhookCall, Optional<String>> wrong) {
        if (calls.isEmpty()) {
            return new DoesNotApply(because);
        }
        for (var call : calls) {
            var found = wrong.apply(call);
            if (found.isPresent()) {
                return new Failed(ChannelUnderTest.shown(call) + ": " + found.get());
            }
        }
        return new Held();
    }
}
