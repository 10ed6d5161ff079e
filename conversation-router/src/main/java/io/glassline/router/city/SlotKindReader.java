package io.glassline.router.city;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.glassline.router.flow.SlotKind;
import io.glassline.router.flow.SlotParser;
import io.glassline.router.flow.Step;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads what kind of thing a question asks for: its `type`, and what belongs to it.
final class SlotKindReader {

    private static final int NUMBER_MAX = 1_000_000_000;

    /// Keys that belong to one type only.
    private static final Map<String, String> OWN_KEYS =
            Map.of("min", "number", "max", "number", "choices", "choice", "hear", "text", "read", "text");

    private final List<Locale> languages;
    private final Map<String, Function<YamlBlock, SlotKind>> types = new LinkedHashMap<>();

    SlotKindReader(List<Locale> languages) {
        this.languages = languages;
        types.put("text", block -> new SlotKind.Text(new SlotParser(hear(block), formats(block))));
        types.put("number", SlotKindReader::number);
        types.put("choice", this::choices);
        types.put("yes-no", _ -> new SlotKind.YesOrNo());
        types.put("date", _ -> new SlotKind.Day(false));
        types.put("past-date", _ -> new SlotKind.Day(true));
        types.put("address", _ -> new SlotKind.Address(false));
        types.put("place", _ -> new SlotKind.Address(true));
        types.put("picture", _ -> new SlotKind.Picture());
        types.put("phone", _ -> new SlotKind.Phone());
        types.put("mail", _ -> new SlotKind.Mail());
    }

    /// Without a `type` it is a text.
    SlotKind read(YamlBlock block) {
        var type = (block.has("type") ? block.oneOf("type", types.keySet(), "a type") : Optional.<String>empty())
                .orElse("text");
        OWN_KEYS.forEach((key, owner) -> {
            if (block.has(key) && !owner.equals(type)) {
                block.wrong(
                        key, "only a question of type \"%s\" has this; the type here is \"%s\"".formatted(owner, type));
            }
        });
        return types.getOrDefault(type, _ -> new SlotKind.YesOrNo()).apply(block);
    }

    private static SlotKind number(YamlBlock block) {
        var min = block.number("min", 0, NUMBER_MAX, 0);
        var max = block.number("max", min, NUMBER_MAX, NUMBER_MAX);
        return new SlotKind.Number(min, max);
    }

    private SlotKind choices(YamlBlock block) {
        var options = new ArrayList<Step.Option>();
        for (var choice : block.blocks("choices")) {
            var value = choice.name("value");
            var label = choice.localText("label", languages, List.of(), List.of());
            var says = choice.optionalList("says").stream().map(YamlValue::text).toList();
            if (options.stream().anyMatch(option -> option.value().equals(value))) {
                choice.wrong("value", "\"%s\" is here twice".formatted(value));
            }
            label.ifPresent(text -> options.add(new Step.Option(value, text, says)));
            choice.end();
        }
        return new SlotKind.Pick(options);
    }

    private static Map<String, String> hear(YamlBlock block) {
        var hear = new HashMap<String, String>();
        block.optionalBlock("hear").ifPresent(sounds -> {
            for (var sound : sounds.names()) {
                sounds.optional(sound)
                        .ifPresent(meant -> hear.put(NormalizedText.of(sound).text(), meant.text()));
            }
        });
        return hear;
    }

    private static List<SlotParser.Format> formats(YamlBlock block) {
        var formats = new ArrayList<SlotParser.Format>();
        for (var form : block.optionalBlocks("read")) {
            var as = form.required("as");
            var askedOnly = form.isTrue("asked-only");
            form.required("find").ifPresent(scalar -> {
                try {
                    var find = Pattern.compile(scalar.text());
                    as.ifPresent(written -> {
                        for (var group : SlotParser.Format.groups(written.text())) {
                            if (group > find.groupCount()) {
                                written.wrong("{%d} is not there: \"find\" has %d groups"
                                        .formatted(group, find.groupCount()));
                            }
                        }
                        formats.add(new SlotParser.Format(find, written.text(), askedOnly));
                    });
                } catch (PatternSyntaxException e) {
                    scalar.wrong("this is not a pattern: " + e.getDescription());
                }
            });
            form.end();
        }
        return formats;
    }
}
