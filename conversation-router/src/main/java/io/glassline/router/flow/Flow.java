package io.glassline.router.flow;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Lookup;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A form the bot fills in with a citizen: it asks what it does not know yet, looks up, tells, and ends. Pure.
///
/// What stands in the very message that opens it is not asked for again: "what's the status of permit
/// PRM-2026-0117?" is answered at once.
public record Flow(String name, LocalText title, String topic, List<Step> steps) {

    /// Beside the slots, how often the question that is open was answered with something that is no answer. No slot
    /// can have this name.
    private static final String TRIES = "(tries)";

    public Flow {
        steps = List.copyOf(steps);
    }

    /// What a step of the conversation is given: in which language, whether it will be spoken, and what was looked
    /// up.
    public record Context(Locale language, boolean spoken, Map<Lookup, Lookup.Result> lookups) {}

    /// What became of it.
    public sealed interface Outcome {

        /// A question is open.
        record Asks(String text, Session.Flow at, AskReason reason) implements Outcome {}

        record Needs(Lookup lookup) implements Outcome {}

        /// The city's system is away; the flow stands where it was and can be tried again.
        record Away(String text, Session.Flow at) implements Outcome {}

        record Ends(String text) implements Outcome {}

        /// A person takes over, in `queue` if one is named, and `text` is said first.
        record HandsOver(String text, Optional<QueueId> queue) implements Outcome {}
    }

    /// Why a question is asked: for the first time, because what was said is no answer to it, or because nothing
    /// was found with the answer.
    public enum AskReason {
        FIRST,
        NO_ANSWER,
        NOTHING_FOUND
    }

    public boolean looksSomethingUp() {
        return steps.stream().anyMatch(Step.Look.class::isInstance);
    }

    /// Opens the flow with the citizen's `raw` words.
    public Outcome begin(String raw, Context context) {
        var slots = new TreeMap<String, String>();
        spot(raw, slots);
        return run(0, slots, context);
    }

    /// Fills each slot whose answer stands somewhere in these words.
    private void spot(String raw, Map<String, String> slots) {
        for (var step : steps) {
            if (step instanceof Step.Ask ask) {
                ask.parser().spot(raw).ifPresent(answer -> slots.put(ask.slot(), answer));
            }
        }
    }

    /// Goes on from `at` with the citizen's `raw` words. A step that the city has since taken out of the flow
    /// begins it anew.
    public Outcome answer(Session.Flow at, String raw, Context context) {
        var index = index(at.step());
        if (index.isEmpty()) {
            return begin(raw, context);
        }
        var slots = new TreeMap<>(at.slots());
        return switch (steps.get(index.get())) {
            case Step.Ask ask -> {
                var answer = ask.parser().answer(raw);
                if (answer.isPresent()) {
                    slots.put(ask.slot(), answer.get());
                    yield run(index.get(), slots, context);
                }
                yield again(ask, slots, ask.wrong().in(context.language()), AskReason.NO_ANSWER);
            }
            case Step.Look _, Step.Say _, Step.HandOver _, Step.End _ -> {
                spot(raw, slots);
                yield run(index.get(), slots, context);
            }
        };
    }

    /// Goes on from `at` without an answer: asks again, or looks up again.
    public Outcome resume(Session.Flow at, Context context) {
        return index(at.step())
                .map(index -> run(index, new TreeMap<>(at.slots()), context))
                .orElseGet(() -> begin("", context));
    }

    private Outcome run(int from, TreeMap<String, String> slots, Context context) {
        var texts = new ArrayList<String>();
        for (var index = from; index < steps.size(); index++) {
            switch (steps.get(index)) {
                case Step.Ask ask -> {
                    if (!slots.containsKey(ask.slot())) {
                        texts.add(question(ask, context));
                        return new Outcome.Asks(together(texts), at(ask, slots), AskReason.FIRST);
                    }
                }
                case Step.Look look -> {
                    var lookup = new Lookup(look.lookup(), arguments(look, slots));
                    var result = context.lookups().get(lookup);
                    if (result == null) {
                        return new Outcome.Needs(lookup);
                    }
                    switch (result) {
                        case Lookup.Result.Unreachable _ -> {
                            texts.add(look.away().in(context.language(), slots));
                            return new Outcome.Away(together(texts), at(look, slots));
                        }
                        case Lookup.Result.Found(var rows)
                        when rows.isEmpty() -> {
                            return nothingFound(look, slots, context);
                        }
                        case Lookup.Result.Found(var rows) ->
                            texts.add(
                                    look.found().in(context.language(), shown(look, slots, rows.getFirst(), context)));
                    }
                }
                case Step.Say say -> texts.add(say.says().in(context.language(), slots));
                case Step.HandOver over -> {
                    texts.add(over.says().in(context.language(), slots));
                    return new Outcome.HandsOver(together(texts), Optional.of(over.queue()));
                }
                case Step.End _ -> {
                    return new Outcome.Ends(together(texts));
                }
            }
        }
        return new Outcome.Ends(together(texts));
    }

    private Outcome nothingFound(Step.Look look, TreeMap<String, String> slots, Context context) {
        var text = look.none().in(context.language(), slots);
        var askAgain = index(look.noneThen()).map(steps::get);
        if (askAgain.isPresent() && askAgain.get() instanceof Step.Ask ask) {
            slots.remove(ask.slot());
            return again(ask, slots, text, AskReason.NOTHING_FOUND);
        }
        return new Outcome.HandsOver(text, Optional.empty());
    }

    private Outcome again(Step.Ask ask, TreeMap<String, String> slots, String text, AskReason reason) {
        var tries = Integer.parseInt(slots.getOrDefault(TRIES, "0")) + 1;
        if (tries >= ask.triesMax()) {
            return new Outcome.HandsOver(reason == AskReason.NOTHING_FOUND ? text : "", Optional.empty());
        }
        slots.put(TRIES, Integer.toString(tries));
        return new Outcome.Asks(text, at(ask, slots), reason);
    }

    private Session.Flow at(Step step, Map<String, String> slots) {
        return new Session.Flow(name, step.name(), slots);
    }

    private Optional<Integer> index(String step) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).name().equals(step))
                .boxed()
                .findFirst();
    }

    private static String question(Step.Ask ask, Context context) {
        return (context.spoken() ? ask.spoken().orElse(ask.asks()) : ask.asks()).in(context.language());
    }

    private static Map<String, String> arguments(Step.Look look, Map<String, String> slots) {
        var arguments = new LinkedHashMap<String, String>();
        look.arguments().forEach((argument, slot) -> arguments.put(argument, slots.getOrDefault(slot, "")));
        return arguments;
    }

    private static Map<String, String> shown(
            Step.Look look, Map<String, String> slots, Map<String, String> row, Context context) {
        var shown = new HashMap<>(slots);
        row.forEach((column, value) -> shown.put(column, worded(look, value, context.language())));
        for (var place : LocalText.places(look.found().in(context.language()))) {
            if (!Phrase.COMMON.contains(place)) {
                shown.putIfAbsent(place, "-");
            }
        }
        return shown;
    }

    private static String worded(Step.Look look, String value, Locale language) {
        var words = look.words().getOrDefault(language.getLanguage(), Map.of());
        return Optional.ofNullable(words.get(NormalizedText.of(value).text())).orElseGet(() -> date(value, language));
    }

    private static String date(String value, Locale language) {
        try {
            return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                    .withLocale(Locale.of(language.getLanguage(), "US"))
                    .format(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return value; // not a day: said as the city's system writes it
        }
    }

    private static String together(List<String> texts) {
        return String.join("\n\n", texts);
    }
}
