package io.glassline.router.reply;

import io.glassline.router.context.TurnContext;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Locale;

/// The reply to a citizen who changes the language: an open form goes on in it, and a call gets its menu in it.
public record LanguageReplies(TurnContext turn) {

    public Route change(Locale wanted) {
        var because = turn.because("language", "The citizen asked for this language.", List.of());
        var reply = new ReplyBuilder(turn);
        if (turn.isSpoken()) {
            return reply.callMenu("language", because, reply.say(Phrase.CALL_GREETING, wanted) + " ", wanted);
        }
        var flows = new FlowReplies(turn, reply);
        return turn.session()
                .openFlow()
                .flatMap(at -> flows.find(at.name()).map(flow -> flows.resume(flow, at, because, wanted)))
                .orElseGet(() -> reply.bot(
                        "language",
                        because,
                        reply.say(Phrase.LANGUAGE_CHANGED, wanted),
                        List.of(),
                        turn.understood(),
                        wanted));
    }
}
