package io.glassline.router.flow;

import io.glassline.conversation.Session;
import io.glassline.router.flow.Flow.AskReason;
import io.glassline.router.flow.Flow.Outcome;
import io.glassline.router.flow.SlotReader.Reading;
import io.glassline.router.flow.Step.Act;
import io.glassline.routing.Lookup;
import io.glassline.routing.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How far a form comes with what is known: step by step to the next question, or to its end.
final class FlowRun {

    private final Flow flow;
    private final Flow.Context context;
    private final FlowSlots slots;
    private final FlowWords words;

    FlowRun(Flow flow, Flow.Context context, FlowSlots slots) {
        this.flow = flow;
        this.context = context;
        this.slots = slots;
        this.words = new FlowWords(flow, context);
    }

    /// A question, with its place in the form.
    record Asked(Step step, Act.Ask ask, int index) {}

    /// From step `from` on.
    ///
    /// @param opening the words that opened the form, or ""
    Outcome from(int from, String opening) {
        var texts = new ArrayList<String>();
        var submissions = new ArrayList<Submission>();
        for (var step : flow.steps().subList(from, flow.steps().size())) {
            if (step.isMade(slots.all())) {
                var stops = make(step, opening, texts, submissions);
                if (stops.isPresent()) {
                    return stops.get();
                }
            }
        }
        return ends(texts, submissions);
    }

    /// Makes one step, which adds what it says and submits; empty where the form goes on.
    private Optional<Outcome> make(Step step, String opening, List<String> texts, List<Submission> submissions) {
        switch (step.act()) {
            case Act.Ask ask -> {
                if (context.spoken() && ask.optional() && ask.kind() instanceof SlotKind.Picture) {
                    slots.put(ask.slot(), ""); // nobody sends one on the phone
                }
                return slots.has(ask.slot()) ? Optional.empty() : ask(step, ask, opening, texts);
            }
            case Act.Confirm(var asks, var _) -> {
                if (slots.isConfirmed(step)) {
                    return Optional.empty();
                }
                slots.beginTries();
                texts.add(words.said(asks, slots));
                return Optional.of(new Outcome.Asks(together(texts), at(step), AskReason.FIRST, Flow.YES_OR_NO));
            }
            case Act.Look look -> {
                return look(step, look, texts);
            }
            case Act.Say(var says) -> texts.add(words.said(says, slots));
            case Act.Submit(var service, var values, var says) -> {
                submissions.add(new Submission(service, filledOf(values)));
                texts.add(words.said(says, slots));
            }
            case Act.HandOver(var says, var queue) -> {
                texts.add(words.said(says, slots));
                return Optional.of(new Outcome.HandsOver(together(texts), Optional.of(queue), gathered()));
            }
            case Act.End _ -> {
                return Optional.of(ends(texts, submissions));
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> ask(Step step, Act.Ask ask, String opening, List<String> texts) {
        var isLookedFor =
                ask.kind() instanceof SlotKind.Address && new SlotReader(ask, context).mayHoldAddress(opening);
        var told = isLookedFor ? new SlotReader(ask, context).read(Given.words(opening)) : new Reading.Nothing();
        slots.beginTries();
        return switch (told) {
            case Reading.Needs(var lookup) -> Optional.of(new Outcome.Needs(lookup));
            case Reading.Read(var values) -> {
                slots.fill(ask, values, opening);
                yield Optional.empty();
            }
            case Reading.Which(var rows) -> Optional.of(which(step, opening, rows));
            case Reading.Elsewhere _, Reading.Away _, Reading.Nothing _ -> {
                texts.add(words.said(ask.asks(), slots));
                yield Optional.of(new Outcome.Asks(together(texts), at(step), AskReason.FIRST, words.options(ask)));
            }
        };
    }

    private Optional<Outcome> look(Step step, Act.Look look, List<String> texts) {
        var arguments = new TreeMap<>(look.given());
        look.arguments().forEach((argument, slot) -> arguments.put(argument, slots.get(slot)));
        var lookup = new Lookup(look.lookup(), arguments);
        var result = context.lookups().get(lookup);
        if (result == null) {
            return Optional.of(new Outcome.Needs(lookup));
        }
        return switch (result) {
            case Lookup.Result.Unreachable _ when look.away().isEmpty() -> nothingFound(look, texts);
            case Lookup.Result.Unreachable _ -> {
                look.away().ifPresent(away -> texts.add(words.said(away, slots)));
                yield Optional.of(new Outcome.Away(together(texts), at(step)));
            }
            case Lookup.Result.Found(var rows) when rows.isEmpty() -> nothingFound(look, texts);
            case Lookup.Result.Found(var rows) -> {
                look.keep()
                        .forEach((slot, column) ->
                                slots.put(slot, rows.getFirst().getOrDefault(column, "")));
                look.found().ifPresent(found -> texts.add(words.told(look, found, slots, rows.getFirst())));
                look.each()
                        .ifPresent(each -> texts.add(String.join(
                                "\n",
                                rows.stream()
                                        .map(row -> words.told(look, each, slots, row))
                                        .toList())));
                yield Optional.empty();
            }
        };
    }

    private Optional<Outcome> nothingFound(Act.Look look, List<String> texts) {
        look.keep().keySet().forEach(slot -> slots.put(slot, ""));
        look.none().ifPresent(none -> texts.add(words.said(none, slots)));
        var before = look.noneThen().flatMap(flow::index);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        var step = flow.steps().get(before.get());
        if (step.act() instanceof Act.Ask ask) {
            ask.kind().slots(ask.slot()).forEach(slots.all()::remove);
            return Optional.of(again(new Asked(step, ask, before.get()), together(texts), AskReason.NOTHING_FOUND));
        }
        return Optional.of(handsOver(together(texts)));
    }

    private Map<String, String> filledOf(Map<String, String> values) {
        var given = new TreeMap<String, String>();
        values.forEach((value, slot) -> {
            if (!slots.get(slot).isEmpty()) {
                given.put(value, slots.get(slot));
            }
        });
        return given;
    }

    private Outcome ends(List<String> texts, List<Submission> submissions) {
        var at = submissions.isEmpty() ? Optional.of(flow.done(slots)) : Optional.<Session.Flow>empty();
        return new Outcome.Ends(together(texts), submissions, address(), at);
    }

    /// The last address with a number that was told.
    private Optional<String> address() {
        return answered(flow.steps().size()).stream()
                .filter(asked -> asked.ask().kind() instanceof SlotKind.Address)
                .map(asked -> asked.ask().slot())
                .filter(slot -> !slots.get(slot + "-number").isEmpty())
                .map(slots::get)
                .findFirst();
    }

    Outcome handsOver(String text) {
        return new Outcome.HandsOver(text, Optional.empty(), gathered());
    }

    /// What was told so far, as its citizen reads it.
    List<String> gathered() {
        return answered(flow.steps().size()).reversed().stream()
                .filter(asked -> !(asked.ask().kind() instanceof SlotKind.Picture))
                .map(asked -> words.shown(asked.ask(), slots))
                .filter(said -> !said.isBlank())
                .toList();
    }

    /// The questions before `before` that are answered, the last one first.
    List<Asked> answered(int before) {
        var answered = new ArrayList<Asked>();
        for (var index = before - 1; index >= 0; index--) {
            var step = flow.steps().get(index);
            if (step.act() instanceof Act.Ask ask && slots.has(ask.slot())) {
                answered.add(new Asked(step, ask, index));
            }
        }
        return answered;
    }

    // Questions

    Outcome which(Step step, String said, List<Map<String, String>> rows) {
        slots.listFor(said);
        var options = new ArrayList<Flow.Choice>();
        rows.forEach(row -> options.add(new Flow.Choice(row.getOrDefault("id", ""), row.getOrDefault("label", ""))));
        options.add(new Flow.Choice(Flow.NONE, ""));
        return new Outcome.Asks("", at(step), AskReason.WHICH, options);
    }

    Outcome again(Asked asked, String text, AskReason reason) {
        if (slots.tried() >= asked.ask().triesMax()) {
            return handsOver(reason == AskReason.NO_ANSWER ? "" : text);
        }
        return new Outcome.Asks(text, at(asked.step()), reason, words.options(asked.ask()));
    }

    Session.Flow at(Step step) {
        return new Session.Flow(flow.name(), step.name(), slots.all());
    }

    private static String together(List<String> texts) {
        return String.join("\n\n", texts);
    }
}
