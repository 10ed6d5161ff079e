package io.glassline.router.city;

import io.glassline.conversation.QueueId;
import io.glassline.request.CityService;
import io.glassline.router.flow.SlotKind;
import io.glassline.router.flow.Step;
import io.glassline.router.flow.Step.Act;
import io.glassline.router.flow.StepText;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import io.glassline.routing.Lookup;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the steps of one flow, in order: a step knows the slots of those before it.
final class StepReader {

    /// How the first text of a step is heard.
    private static final String SPOKEN = "spoken";

    private static final int TRIES = 3;
    private static final int TRIES_MAX = 10;

    /// Open reports near a place, which no file of the city writes down.
    private static final Known NEARBY = new Known(
            Lookup.NEARBY, Set.of("service", "latitude", "longitude"), List.of("id", "count", "since", "address"));

    private final List<Locale> languages;
    private final Set<String> queues;
    private final SequencedMap<String, Known> lookups = new LinkedHashMap<>();
    private final ServiceDefinitions services;
    private final SequencedSet<String> slots = new LinkedHashSet<>();
    private final SequencedMap<String, Boolean> asks = new LinkedHashMap<>();
    private boolean isSubmitted;

    StepReader(
            List<Locale> languages,
            Set<String> queues,
            Map<String, LookupDefinition> lookups,
            ServiceDefinitions services) {
        this.languages = languages;
        this.queues = queues;
        lookups.forEach(
                (name, written) -> this.lookups.put(name, new Known(name, written.parameters(), written.columns())));
        this.lookups.put(Lookup.NEARBY, NEARBY);
        this.services = services;
    }

    /// What a form knows of a look-up.
    private record Known(String name, Set<String> parameters, List<String> columns) {}

    Optional<Step> read(YamlBlock block) {
        var name = block.name("name");
        if (!name.isEmpty() && asks.putIfAbsent(name, block.has("ask")) != null) {
            block.wrong("name", "\"%s\" is here twice".formatted(name));
        }
        var when = block.optionalBlock("only-if").flatMap(this::when);
        return act(block).map(act -> new Step(name, when, act));
    }

    private Optional<Step.When> when(YamlBlock block) {
        var slot = block.oneOf("slot", slots, "a slot that was filled before");
        var isNot = block.has("is-not");
        if (isNot == block.has("is")) {
            block.wrong("a condition has either \"is\" or \"is-not\"");
            return Optional.empty();
        }
        var values = block.oneOrMore(isNot ? "is-not" : "is").stream()
                .map(YamlValue::text)
                .collect(Collectors.toSet());
        block.end();
        return slot.map(known -> new Step.When(known, values, !isNot));
    }

    private Optional<? extends Act> act(YamlBlock block) {
        var kinds = List.of("ask", "confirm", "lookup", "submit", "say", "queue", "end");
        var named = kinds.stream().filter(block::has).toList();
        var isOne =
                named.size() == 1 || named.equals(List.of("say", "queue")) || named.equals(List.of("submit", "say"));
        if (!isOne) {
            block.wrong(
                    "a step must be one of ask, confirm, lookup, submit with say, say, say with queue, end; this has "
                            + (named.isEmpty() ? "none" : String.join(" and ", named)));
            return Optional.empty();
        }
        var kind = named.equals(List.of("submit", "say")) ? "submit" : named.getLast();
        if (isSubmitted && (kind.equals("ask") || kind.equals("confirm") || kind.equals("lookup"))) {
            block.wrong(
                    kind, "after a \"submit\" nothing can be asked or looked up: what is sent cannot be taken back");
        }
        return switch (kind) {
            case "ask" -> ask(block);
            case "confirm" -> text(block, "confirm", SPOKEN).map(asked -> new Act.Confirm(asked, tries(block)));
            case "lookup" -> look(block);
            case "submit" -> submit(block);
            case "say" -> text(block, "say", SPOKEN).map(Act.Say::new);
            case "queue" -> {
                var queue = block.oneOf("queue", queues, "a queue");
                yield text(block, "say", SPOKEN)
                        .flatMap(says -> queue.map(id -> new Act.HandOver(says, new QueueId(id))));
            }
            default -> {
                block.oneOf("end", List.of("true"), "true");
                yield Optional.of(new Act.End());
            }
        };
    }

    private static int tries(YamlBlock block) {
        return block.number("tries", 1, TRIES_MAX, TRIES);
    }

    private Optional<Act.Ask> ask(YamlBlock block) {
        var asked = text(block, "ask", SPOKEN);
        var kind = new SlotKindReader(languages).read(block);
        var slot = block.name("slot");
        kind.slots(slot).forEach(slots::add);
        var isPicked = kind instanceof SlotKind.Pick || kind instanceof SlotKind.YesOrNo;
        var wrong = isPicked && !block.has("wrong") ? asked : text(block, "wrong", "wrong-spoken");
        var tries = tries(block);
        var optional = block.isTrue("optional");
        return asked.flatMap(text -> wrong.map(again -> new Act.Ask(text, slot, kind, again, tries, optional)));
    }

    private Optional<Act.Submit> submit(YamlBlock block) {
        isSubmitted = true;
        var service = block.oneOf("submit", services.byName().keySet(), "a service of services.yml")
                .flatMap(services::find);
        var values = new HashMap<String, String>();
        block.block("with").ifPresent(with -> {
            for (var value : with.names()) {
                with.oneOf(value, slots, "a slot that was filled before").ifPresent(slot -> values.put(value, slot));
                service.map(StepReader::valueNames)
                        .filter(names -> !names.contains(value))
                        .ifPresent(names -> with.wrong(
                                value, "the service has no \"%s\"; %s".formatted(value, Suggestion.of(value, names))));
            }
        });
        return text(block, "say", SPOKEN)
                .flatMap(says -> service.map(known -> new Act.Submit(known.name(), values, says)));
    }

    /// What a service can be given.
    private static Set<String> valueNames(CityService service) {
        var own = switch (service.asking()) {
            case CityService.Asking.Report(var _, var attributes) ->
                attributes.stream().map(CityService.Attribute::name);
            case CityService.Asking.NewRecord(var _, var body, var _, var _) ->
                body.values().stream().flatMap(text -> LocalText.places(text).stream());
        };
        return Stream.concat(own, ServicesFile.COMMON.stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    // Look-ups

    private Optional<Act.Look> look(YamlBlock block) {
        var lookup = block.oneOf("lookup", lookups.keySet(), "a look-up").map(lookups::get);
        var given = new HashMap<String, String>();
        block.optionalBlock("given").ifPresent(constants -> {
            for (var argument : constants.names()) {
                constants.optional(argument).ifPresent(value -> given.put(argument, value.text()));
                checkArgument(constants, argument, lookup);
            }
        });
        var arguments = new HashMap<String, String>();
        block.block("with").ifPresent(with -> {
            for (var argument : with.names()) {
                with.oneOf(argument, slots, "a slot that was filled before")
                        .ifPresent(slot -> arguments.put(argument, slot));
                checkArgument(with, argument, lookup);
            }
            lookup.ifPresent(definition -> definition.parameters().stream()
                    .sorted()
                    .filter(parameter -> !with.names().contains(parameter) && !given.containsKey(parameter))
                    .forEach(parameter -> with.wrong("\"%s\" is missing".formatted(parameter))));
        });
        var columns = lookup.map(Known::columns).orElse(List.of());
        var keep = keep(block, columns);
        var found = optionalText(block, "found", columns);
        var each = optionalText(block, "each", columns);
        if (found.isEmpty() && each.isEmpty() && keep.isEmpty()) {
            block.wrong("a look-up needs \"found\", \"each\" or \"keep\": else nothing comes of it");
        }
        var none = optionalText(block, "none", List.of());
        var away = optionalText(block, "away", List.of());
        var earlier = asks.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        var noneThen = block.has("none-then")
                ? block.oneOf("none-then", earlier, "an earlier step that asks")
                : Optional.<String>empty();
        if (noneThen.isPresent() && none.isEmpty()) {
            block.wrong("none-then", "\"none\" must say why the question is asked again");
        }
        var words = words(block);
        return lookup.map(
                l -> new Act.Look(l.name(), arguments, given, found, each, keep, none, noneThen, away, words));
    }

    private static void checkArgument(YamlBlock block, String argument, Optional<Known> lookup) {
        if (lookup.isPresent() && !lookup.get().parameters().contains(argument)) {
            block.wrong(
                    argument,
                    "the look-up has no parameter \"%s\"; %s"
                            .formatted(
                                    argument,
                                    Suggestion.of(argument, lookup.get().parameters())));
        }
    }

    private Map<String, String> keep(YamlBlock block, Collection<String> columns) {
        var keep = new HashMap<String, String>();
        block.optionalBlock("keep").ifPresent(kept -> {
            for (var slot : kept.names()) {
                kept.oneOf(slot, columns, "a column of the look-up").ifPresent(column -> keep.put(slot, column));
                slots.add(slot);
            }
        });
        return keep;
    }

    private Map<String, Map<String, String>> words(YamlBlock block) {
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

    // Texts

    /// The text `key`, and how it is heard from `heardKey`.
    private Optional<StepText> text(YamlBlock block, String key, String heardKey) {
        return stepText(block, key, heardKey, block.localText(key, languages, places(List.of()), List.of()), List.of());
    }

    private Optional<StepText> optionalText(YamlBlock block, String key, Collection<String> columns) {
        return stepText(block, key, key + "-spoken", block.optionalLocalText(key, languages, places(columns)), columns);
    }

    private Optional<StepText> stepText(
            YamlBlock block, String key, String heardKey, Optional<LocalText> written, Collection<String> columns) {
        var isHeardAsWritten = !block.has(heardKey);
        if (!isSeenOnly(block)) {
            WrittenWords.forbidIn(
                    block,
                    isHeardAsWritten ? key : heardKey,
                    languages,
                    isHeardAsWritten ? "\"%s\" must tell it to callers".formatted(heardKey) : "means nothing there");
        }
        var heard = block.optionalLocalText(heardKey, languages, places(columns));
        return written.map(text -> new StepText(text, heard));
    }

    /// A picture that may be left out is not asked for on the phone.
    private static boolean isSeenOnly(YamlBlock block) {
        return block.isTrue("optional")
                && block.optional("type")
                        .filter(type -> type.text().equals("picture"))
                        .isPresent();
    }

    private List<String> places(Collection<String> columns) {
        var places = new ArrayList<>(Phrase.COMMON);
        places.addAll(slots);
        places.addAll(columns);
        return places;
    }
}
