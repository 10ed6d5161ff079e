package io.glassline.router.flow;

import io.glassline.router.flow.Step.Act;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a form says: its texts with what is known in their places, as a citizen reads it.
record FlowWords(Flow flow, Flow.Context context) {

    private Locale language() {
        return context.language();
    }

    /// What can be picked as the answer to `ask`.
    List<Flow.Choice> options(Act.Ask ask) {
        var options = new ArrayList<Flow.Choice>();
        switch (ask.kind()) {
            case SlotKind.Pick(var choices) ->
                choices.forEach(choice -> options.add(
                        new Flow.Choice(choice.value(), choice.label().in(language()))));
            case SlotKind.YesOrNo _ -> options.addAll(Flow.YES_OR_NO);
            case SlotKind.Address _ ->
                context.address().ifPresent(known -> options.add(new Flow.Choice(Flow.KNOWN, known)));
            case SlotKind.Text _,
                    SlotKind.Number _,
                    SlotKind.Day _,
                    SlotKind.Picture _,
                    SlotKind.Phone _,
                    SlotKind.Mail _ -> {}
        }
        if (ask.optional()) {
            options.add(new Flow.Choice(Flow.SKIP, ""));
        }
        return options;
    }

    /// `text` with the slots in its places.
    String said(StepText text, FlowSlots slots) {
        return text.on(context.spoken()).in(language(), shown(slots));
    }

    /// `text` with slots and the columns of `row` in its places; one that the row does not have is a dash.
    String told(Act.Look look, StepText of, FlowSlots slots, Map<String, String> row) {
        var text = of.on(context.spoken());
        var shown = new HashMap<>(shown(slots));
        row.forEach((column, value) -> shown.put(column, worded(look, value)));
        for (var place : LocalText.places(text.in(language()))) {
            if (!Phrase.COMMON.contains(place)) {
                shown.putIfAbsent(place, "-");
            }
        }
        return text.in(language(), shown);
    }

    private Map<String, String> shown(FlowSlots slots) {
        var shown = new HashMap<>(slots.all());
        for (var step : flow.steps()) {
            if (step.act() instanceof Act.Ask ask && slots.has(ask.slot())) {
                shown.put(ask.slot(), shown(ask, slots));
            }
        }
        return shown;
    }

    /// The answer to `ask` as its citizen reads it.
    String shown(Act.Ask ask, FlowSlots slots) {
        var value = slots.get(ask.slot());
        return switch (ask.kind()) {
            case SlotKind.Pick(var options) ->
                options.stream()
                        .filter(option -> option.value().equals(value))
                        .findFirst()
                        .map(option -> option.label().in(language()))
                        .orElse(value);
            case SlotKind.Day _ -> date(value);
            case SlotKind.Picture _,
                    SlotKind.YesOrNo _,
                    SlotKind.Text _,
                    SlotKind.Number _,
                    SlotKind.Address _,
                    SlotKind.Phone _,
                    SlotKind.Mail _ -> value;
        };
    }

    private String worded(Act.Look look, String value) {
        var words = look.words().getOrDefault(language().getLanguage(), Map.of());
        return Optional.ofNullable(words.get(NormalizedText.of(value).text())).orElseGet(() -> date(value));
    }

    /// A day in words; what is no day is said as it is.
    private String date(String value) {
        return Days.parse(value)
                .map(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(Locale.of(language().getLanguage(), "US"))::format)
                .orElse(value);
    }
}
