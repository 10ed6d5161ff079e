package io.glassline.router.city;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.router.flow.Flow;
import io.glassline.router.flow.SlotParser;
import io.glassline.router.flow.Step;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// One file of `flows/`: a form.
final class FlowFile {

    private final Path folder;
    private final String file;
    private final List<Problem> problems;
    private final SequencedSet<String> slots = new LinkedHashSet<>();
    private final SequencedMap<String, Boolean> asks = new LinkedHashMap<>();

    FlowFile(Path folder, String file, List<Problem> problems) {
        this.folder = folder;
        this.file = file;
        this.problems = problems;
    }

    Optional<Flow> read(List<Locale> languages, Set<String> queues, Map<String, LookupDefinition> lookups) {
        var page = YamlFile.read(folder, file, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var block = page.get();
        var name = block.name("flow");
        var fileName = file.replaceFirst(".*/", "").replaceFirst("\\.yml$", "");
        if (!name.isEmpty() && !name.equals(fileName)) {
            block.wrong("flow", "the flow \"%s\" must stand in the file %s.yml".formatted(name, name));
        }
        var title = block.localText("title", languages, List.of(), List.of());
        var topic = block.text("topic");
        var steps = new ArrayList<Step>();
        for (var step : block.blocks("steps")) {
            step(step, languages, queues, lookups).ifPresent(steps::add);
            step.end();
        }
        if (block.has("steps") && steps.isEmpty()) {
            block.wrong("steps", "a flow needs a step");
        }
        block.end();
        // A flow with mistakes still has its name, so that the rules that send there are not blamed for it.
        return title.or(() -> Optional.of(new LocalText(
                        languages.getFirst(), Map.of(languages.getFirst().getLanguage(), fileName))))
                .map(text -> new Flow(fileName, text, topic, steps));
    }

    private Optional<? extends Step> step(
            YamlBlock block, List<Locale> languages, Set<String> queues, Map<String, LookupDefinition> lookups) {
        var name = block.name("name");
        if (!name.isEmpty() && asks.putIfAbsent(name, block.has("ask")) != null) {
            block.wrong("name", "\"%s\" is here twice".formatted(name));
        }
        var kinds = List.of("ask", "lookup", "say", "queue", "end");
        var named = kinds.stream().filter(block::has).toList();
        var handsOver = named.equals(List.of("say", "queue"));
        if (named.size() != 1 && !handsOver) {
            block.wrong("a step must be one of ask, lookup, say, say with queue, end; this has "
                    + (named.isEmpty() ? "none" : String.join(" and ", named)));
            return Optional.empty();
        }
        return switch (named.getLast()) {
            case "ask" -> ask(name, block, languages);
            case "lookup" -> look(name, block, languages, lookups);
            case "say" -> text(block, "say", languages, List.of()).map(says -> new Step.Say(name, says));
            case "queue" -> {
                var queue = block.oneOf("queue", queues, "a queue");
                yield text(block, "say", languages, List.of())
                        .flatMap(says -> queue.map(id -> new Step.HandOver(name, says, new QueueId(id))));
            }
            default -> {
                block.oneOf("end", List.of("true"), "true");
                yield Optional.of(new Step.End(name));
            }
        };
    }

    private Optional<Step.Ask> ask(String name, YamlBlock block, List<Locale> languages) {
        var asks = text(block, "ask", languages, List.of());
        var spoken = block.optionalLocalText("spoken", languages, places(List.of()));
        var slot = block.name("slot");
        slots.add(slot);
        var parser = new SlotParser(hear(block), formats(block));
        var wrong = text(block, "wrong", languages, List.of());
        var tries = block.number("tries", 1, 10).orElse(3);
        return asks.flatMap(text -> wrong.map(again -> new Step.Ask(name, text, spoken, slot, parser, again, tries)));
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
            var askedOnly = form.optional("asked-only")
                    .map(scalar -> YamlBlock.oneOf(scalar, List.of("true", "false"), "true or false"))
                    .filter("true"::equals)
                    .isPresent();
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

    private Optional<Step.Look> look(
            String name, YamlBlock block, List<Locale> languages, Map<String, LookupDefinition> lookups) {
        var lookup = block.oneOf("lookup", lookups.keySet(), "a look-up").map(lookups::get);
        var arguments = new HashMap<String, String>();
        block.block("with").ifPresent(with -> {
            for (var argument : with.names()) {
                with.oneOf(argument, slots, "a slot that was asked for")
                        .ifPresent(slot -> arguments.put(argument, slot));
                if (lookup.isPresent() && !lookup.get().parameters().contains(argument)) {
                    with.wrong(
                            argument,
                            "the look-up has no parameter \"%s\"; %s"
                                    .formatted(
                                            argument,
                                            Suggestion.of(argument, lookup.get().parameters())));
                }
            }
            lookup.ifPresent(definition -> definition.parameters().stream()
                    .sorted()
                    .filter(parameter -> !with.names().contains(parameter))
                    .forEach(parameter -> with.wrong("\"%s\" is missing".formatted(parameter))));
        });
        var found = text(
                block, "found", languages, lookup.map(LookupDefinition::columns).orElse(List.of()));
        var none = text(block, "none", languages, List.of());
        var away = text(block, "away", languages, List.of());
        var earlier = asks.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        var noneThen = block.oneOf("none-then", earlier, "an earlier step that asks");
        var words = words(block, languages);
        return found.flatMap(f -> none.flatMap(n -> away.flatMap(a -> lookup.flatMap(
                l -> noneThen.map(then -> new Step.Look(name, l.name(), arguments, f, n, then, a, words))))));
    }

    private static Map<String, Map<String, String>> words(YamlBlock block, List<Locale> languages) {
        var words = new HashMap<String, Map<String, String>>();
        block.optionalBlock("words").ifPresent(byLanguage -> {
            for (var language : languages) {
                byLanguage.optionalBlock(language.getLanguage()).ifPresent(list -> {
                    var translated = new HashMap<String, String>();
                    for (var word : list.names()) {
                        list.optional(word)
                                .ifPresent(scalar ->
                                        translated.put(NormalizedText.of(word).text(), scalar.text()));
                    }
                    words.put(language.getLanguage(), Map.copyOf(translated));
                });
            }
            byLanguage.end();
        });
        return words;
    }

    private Optional<LocalText> text(YamlBlock block, String key, List<Locale> languages, Collection<String> columns) {
        return block.localText(key, languages, places(columns), List.of());
    }

    private List<String> places(Collection<String> columns) {
        var places = new ArrayList<>(Phrase.COMMON);
        places.addAll(slots);
        places.addAll(columns);
        return places;
    }
}
