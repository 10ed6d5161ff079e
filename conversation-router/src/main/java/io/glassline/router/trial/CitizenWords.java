package io.glassline.router.trial;

import io.glassline.conversation.QueueId;
import io.glassline.router.city.CityConfig;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.ReceiptReplies;
import io.glassline.router.reply.RecordReplies;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Flood;
import io.glassline.routing.RoutingDecision;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Why a message was decided about as it was, in one sentence for the citizen who wrote it.
public final class CitizenWords {

    private CitizenWords() {}

    public static String why(CityConfig city, RoutingDecision decision, Locale in) {
        return switch (decision) {
            case RoutingDecision.ToBot(var with, var _) ->
                Outcome.isForm(city, decision) ? whyForm(city, with, in) : byBot(city, with, in);
            case RoutingDecision.ToQueue(var queue, var _, var _)
            when queue.equals(Queues.EMERGENCY) -> say(city, Phrase.WHY_EMERGENCY, in);
            case RoutingDecision.ToQueue(var queue, var _, var _) ->
                city.phrases().say(Phrase.WHY_PEOPLE, in, Map.of("queue", title(city, queue, in)));
            case RoutingDecision.StaysWithPeople _ -> say(city, Phrase.WHY_WITH_PEOPLE, in);
            case RoutingDecision.Gated(var gate, var _)
            when gate.equals(ReceiptReplies.GATE) -> say(city, Phrase.WHY_RECEIPT, in);
            case RoutingDecision.Gated(var gate, var _)
            when gate.equals(RecordReplies.MY_DATA) || gate.equals(RecordReplies.ERASE) ->
                say(city, Phrase.WHY_DATA_WISH, in);
            case RoutingDecision.Gated(var gate, var _) ->
                say(city, gate.equals(Flood.GATE) ? Phrase.WHY_TOO_MANY : Phrase.WHY_MESSAGES_WISH, in);
            case RoutingDecision.Kept(var because) ->
                say(city, because.rule().equals(Flood.GATE) ? Phrase.WHY_TOO_MANY : Phrase.WHY_KEPT, in);
        };
    }

    /// Of a form.
    static String whyForm(CityConfig city, String flow, Locale in) {
        var title = Optional.ofNullable(city.flows().get(flow))
                .map(known -> known.title().in(in))
                .orElse(flow);
        return city.phrases().say(Phrase.WHY_FORM, in, Map.of("title", title));
    }

    private static String byBot(CityConfig city, String with, Locale in) {
        if (with.equals(AnswerReplies.CHOICES) || with.equals(AnswerReplies.ABOUT_WHAT)) {
            return say(city, Phrase.WHY_CHOICES, in);
        }
        if (with.equals(AnswerReplies.NOT_UNDERSTOOD)) {
            return say(city, Phrase.WHY_NOT_UNDERSTOOD, in);
        }
        if (city.knowledge().find(with).isPresent()) {
            var title = city.phrases().title(with, in).orElse(with);
            return city.phrases().say(Phrase.WHY_ANSWER, in, Map.of("title", title));
        }
        return say(city, Phrase.WHY_TALK, in);
    }

    private static String title(CityConfig city, QueueId queue, Locale in) {
        return city.queues().find(queue).map(known -> known.title().in(in)).orElse(queue.name());
    }

    private static String say(CityConfig city, Phrase phrase, Locale in) {
        return city.phrases().say(phrase, in);
    }
}
