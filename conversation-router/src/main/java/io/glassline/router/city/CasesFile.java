package io.glassline.router.city;

import io.glassline.channel.ChannelAccount;
import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `routing.test.yml`, and `agencies/….test.yml`: messages with what is to become of them. A city needs none of them.
public final class CasesFile {

    static final String NAME = "routing.test.yml";

    private static final String AGENCIES = "agencies";
    private static final String ENDING = ".test.yml";
    private static final Set<String> OUTCOMES_WITHOUT_NAME = Set.of("stays", "kept");

    private final Path folder;
    private final List<Problem> problems;

    CasesFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /// The cases beside the rules of a city that was read from `folder` without a mistake.
    public static List<RoutingCase> cases(Path folder, CityConfig city) {
        var queues = city.queues().ids().stream().map(QueueId::name).collect(Collectors.toSet());
        return new CasesFile(folder, new ArrayList<>())
                .read(city.languages(), queues, city.flows().keySet(), city.accounts());
    }

    List<RoutingCase> read(
            List<Locale> languages, Set<String> queues, Set<String> flows, Collection<ChannelAccount> accounts) {
        var channels =
                accounts.stream().map(account -> account.kind().name()).collect(Collectors.toCollection(TreeSet::new));
        var known = new Known(
                languages.stream().map(Locale::getLanguage).toList(),
                Map.of("queue", queues, "flow", flows, "bot", Set.of(), "gate", Set.of()),
                channels);
        var cases = new ArrayList<RoutingCase>();
        for (var file : files()) {
            YamlFile.read(folder, file, problems).ifPresent(page -> {
                page.blocks("cases").forEach(block -> cases.add(read(file, block, known)));
                page.end();
            });
        }
        return cases;
    }

    private record Known(List<String> languages, Map<String, Set<String>> names, Set<String> channels) {}

    private List<String> files() {
        var files = new ArrayList<String>();
        if (Files.exists(folder.resolve(NAME))) {
            files.add(NAME);
        }
        if (Files.isDirectory(folder.resolve(AGENCIES))) {
            try (var inside = Files.list(folder.resolve(AGENCIES))) {
                inside.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(ENDING))
                        .sorted()
                        .forEach(name -> files.add(AGENCIES + "/" + name));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the folder " + AGENCIES, e);
            }
        }
        return files;
    }

    private static RoutingCase read(String file, YamlBlock block, Known known) {
        var name = block.optional("name").map(value -> value.text().strip());
        var words = block.optional("message").map(value -> value.text().strip()).orElse("");
        var kind = kind(block, words);
        var channel = block.has("channel") ? block.oneOf("channel", known.channels(), "a channel of the city") : sms();
        var language = block.has("language")
                ? block.oneOf("language", known.languages(), "a language of the city")
                : Optional.<String>empty();
        var at = block.optional("at").flatMap(value -> {
            try {
                return Optional.of(LocalDateTime.parse(value.text().replace(' ', 'T')));
            } catch (DateTimeParseException _) {
                value.wrong("\"%s\" is not a time; write it as 2026-11-23 10:30".formatted(value.text()));
                return Optional.empty();
            }
        });
        if (block.has("at") && block.has("hours")) {
            block.wrong("hours", "a case says either \"at\" or \"hours\"");
        }
        var hours = one(block, "hours", RoutingCase.Hours.OPEN);
        var state = one(block, "state", RoutingCase.State.BOT);
        var rule = block.optional("rule").map(value -> value.text().strip());
        var line = block.place("expect").line();
        var expect = expect(block, known);
        block.end();
        return new RoutingCase(
                name.orElse(words.isEmpty() ? kind.name().toLowerCase(Locale.ROOT) : words),
                file,
                line,
                words,
                kind,
                channel.orElse("sms"),
                language.map(Locale::of),
                at,
                hours,
                state,
                expect,
                rule);
    }

    private static Optional<String> sms() {
        return Optional.of("sms");
    }

    private static RoutingCase.Kind kind(YamlBlock block, String words) {
        var kinds = List.of("picture", "place", "unreadable").stream()
                .filter(key -> block.has(key)
                        && block.oneOf(key, List.of("true"), "true").isPresent())
                .toList();
        if (kinds.size() > 1) {
            block.wrong(kinds.getLast(), "a case is about one of " + String.join(" and ", kinds));
        }
        if (kinds.isEmpty() && words.isEmpty()) {
            block.wrong("a case says a message, a picture, a place or unreadable; this says none");
        }
        return kinds.isEmpty()
                ? RoutingCase.Kind.TEXT
                : RoutingCase.Kind.valueOf(kinds.getFirst().toUpperCase(Locale.ROOT));
    }

    private static <E extends Enum<E>> E one(YamlBlock block, String key, E usual) {
        var values = usual.getDeclaringClass().getEnumConstants();
        var allowed = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        return block.has(key)
                ? block.oneOf(key, allowed, "one of them")
                        .filter(allowed::contains)
                        .map(name -> values[allowed.indexOf(name)])
                        .orElse(usual)
                : usual;
    }

    private static String expect(YamlBlock block, Known known) {
        return block.required("expect")
                .map(value -> {
                    var expect = value.text().strip();
                    var colon = expect.indexOf(':');
                    var kind = colon < 0 ? expect : expect.substring(0, colon);
                    var name = colon < 0 ? "" : expect.substring(colon + 1).strip();
                    var names = known.names().get(kind);
                    if (OUTCOMES_WITHOUT_NAME.contains(expect)) {
                        return expect;
                    }
                    if (names == null || name.isEmpty()) {
                        value.wrong(
                                ("\"%s\" is not an outcome; write queue:NAME, bot:ANSWER, flow:NAME, gate:NAME, stays"
                                                + " or kept")
                                        .formatted(expect));
                    } else if (!names.isEmpty() && !names.contains(name)) {
                        value.wrong(
                                "\"%s\" is not a %s of the city; %s".formatted(name, kind, Suggestion.of(name, names)));
                    }
                    return kind + ":" + name;
                })
                .orElse("");
    }
}
