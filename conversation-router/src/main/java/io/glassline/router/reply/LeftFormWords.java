package io.glassline.router.reply;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Session;
import io.glassline.form.FormReminders.Words;
import io.glassline.router.city.CityConfig;
import io.glassline.router.flow.Flow;
import io.glassline.router.words.Phrase;
import java.util.Map;
import java.util.Optional;

/// What is said of a form that its citizen left open.
public record LeftFormWords(CityConfig city) {

    /// Empty where no form is open that asks or confirms something, and where it only waits for a system.
    public Optional<Words> of(Conversation conversation) {
        return conversation
                .session()
                .openFlow()
                .flatMap(at -> Optional.ofNullable(city.flows().get(at.name()))
                        .filter(flow -> flow.asked(at).isPresent() || flow.isToBeConfirmed(at))
                        .flatMap(flow -> words(conversation, flow, at)));
    }

    private Optional<Words> words(Conversation conversation, Flow flow, Session.Flow at) {
        var in = conversation.language();
        var context = new Flow.Context(
                in,
                false,
                Map.of(),
                conversation.lastActivityAt().atZone(city.zone()).toLocalDate(),
                conversation.session().address(),
                city.dialogue().corrections());
        var form = Map.of("form", flow.title().in(in));
        var question =
                flow.resume(at, context) instanceof Flow.Outcome.Asks(var text, var _, var _, var _) && !text.isEmpty()
                        ? Optional.of(city.phrases().withFacts(text))
                        : conversation.session().lastSaid();
        return question.map(asked -> new Words(
                city.phrases()
                        .say(
                                Phrase.FORM_REMINDER,
                                in,
                                Map.of("form", flow.title().in(in), "question", asked)),
                ended(flow, at, context, form)));
    }

    private String ended(Flow flow, Session.Flow at, Flow.Context context, Map<String, String> form) {
        var end = city.phrases().say(Phrase.FORM_ENDED, context.language(), form);
        var gathered = flow.gathered(at, context);
        return gathered.isEmpty()
                ? end
                : end + " "
                        + city.phrases()
                                .say(
                                        Phrase.FORM_ENDED_TOLD,
                                        context.language(),
                                        Map.of("gathered", String.join("; ", gathered)));
    }
}
