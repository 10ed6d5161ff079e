package io.glassline.router.city;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter.AccountForm;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.desk.Agent;
import io.glassline.message.ChannelKind;
import io.glassline.router.flow.Flow;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.KnowledgeFolder;
import io.glassline.router.queue.Queue;
import io.glassline.router.queue.Queues;
import io.glassline.router.queue.Week;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A city's configuration folder, being read once. Files are read in the order in which they need each other; what
/// is wrong in one does not keep the next from being read.
final class CityFolder {

    static final String CITY = "city.yml";
    static final String QUEUES = "queues.yml";
    static final String PHRASES = "phrases.yml";
    static final String LOOKUPS = "lookups.yml";
    static final String FLOWS = "flows";
    static final String KNOWLEDGE = "knowledge";

    private static final int VERSION_DIGITS = 12;
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z_][a-z0-9_]*)");

    private final Path folder;
    private final Map<ChannelKind, AccountForm> kinds;
    private final Function<String, Optional<String>> environment;
    private final List<Problem> problems = new ArrayList<>();

    CityFolder(Path folder, Map<ChannelKind, AccountForm> kinds, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.kinds = Map.copyOf(kinds);
        this.environment = environment;
    }

    Parsed<CityConfig> read() {
        var city = readCity();
        var knowledge = readKnowledge(city.languages());
        var queues = readQueues(city.languages(), knowledge);
        var lookups = readLookups();
        var flows = readFlows(city.languages(), queues, lookups);
        var texts = readPhrases(city, knowledge);
        var gates = new GatesFile(folder, problems).read(city.languages());
        var rules = new RoutingFile(folder, problems).read(queueNames(queues), flows.keySet());
        List<ChannelAccount> accounts = new ChannelsFile(folder, problems).read(kinds, environment);
        if (!problems.isEmpty()
                || queues.isEmpty()
                || texts.isEmpty()
                || gates.isEmpty()
                || rules.isEmpty()
                || knowledge.isEmpty()) {
            return new Parsed.Bad<>(problems);
        }
        return new Parsed.Good<>(new CityConfig(
                city.name(),
                city.zone(),
                city.languages(),
                city.staff(),
                accounts,
                queues.get(),
                gates.get(),
                rules.get(),
                flows,
                lookups,
                texts.get(),
                knowledge.get(),
                version(rulesFiles()),
                version(List.of(PHRASES, LOOKUPS))));
    }

    // city.yml

    private City readCity() {
        var page = Page.read(folder, CITY, problems);
        if (page.isEmpty()) {
            return City.UNREAD;
        }
        var block = page.get();
        var facts = new HashMap<String, String>();
        facts.put("city", block.text("name"));
        var zone = zone(block);
        var languages = languages(block);
        for (var fact : List.of("phone", "text", "mail", "site")) {
            facts.put(fact, block.text(fact));
        }
        facts.put("emergency", block.text("emergency-number"));
        facts.put("crisis", block.text("crisis-line"));
        var staff = staff(block);
        block.end();
        return new City(facts.getOrDefault("city", ""), zone, languages, staff, facts);
    }

    private static ZoneId zone(Block block) {
        var zone = block.required("zone");
        if (zone.isPresent()) {
            var name = zone.get().text();
            if (ZoneId.getAvailableZoneIds().contains(name)) {
                try {
                    return ZoneId.of(name);
                } catch (DateTimeException e) {
                    // said below
                }
            }
            zone.get()
                    .wrong("\"%s\" is not a time zone; %s"
                            .formatted(name, Suggestion.of(name, ZoneId.getAvailableZoneIds())));
        }
        return City.UNREAD.zone();
    }

    private static List<Locale> languages(Block block) {
        var languages = new LinkedHashSet<Locale>();
        var known = Arrays.stream(Locale.getISOLanguages()).collect(Collectors.toSet());
        for (var scalar : block.list("languages")) {
            if (!known.contains(scalar.text())) {
                scalar.wrong("\"%s\" is not a language; write its two letters, such as en".formatted(scalar.text()));
            } else if (!languages.add(Locale.of(scalar.text()))) {
                scalar.wrong("\"%s\" is here twice".formatted(scalar.text()));
            }
        }
        return languages.isEmpty() ? City.UNREAD.languages() : List.copyOf(languages);
    }

    private static List<Agent> staff(Block block) {
        var staff = new ArrayList<Agent>();
        var ids = new HashSet<String>();
        var roles = Arrays.stream(Agent.Role.values())
                .collect(Collectors.toMap(role -> role.name().toLowerCase(Locale.ROOT), Function.identity()));
        for (var person : block.blocks("staff")) {
            var id = person.name("id");
            if (!id.isEmpty() && !ids.add(id)) {
                person.wrong("id", "\"%s\" is here twice".formatted(id));
            }
            var name = person.text("name");
            var held = EnumSet.noneOf(Agent.Role.class);
            for (var scalar : person.list("roles")) {
                var role = roles.get(Block.oneOf(scalar, roles.keySet(), "a role"));
                if (role != null) {
                    held.add(role);
                }
            }
            person.end();
            staff.add(new Agent(id, name, held));
        }
        return staff;
    }

    // knowledge/

    private Optional<Knowledge> readKnowledge(List<Locale> languages) {
        if (!Files.isDirectory(folder.resolve(KNOWLEDGE))) {
            problems.add(new Problem(KNOWLEDGE, 0, "", "the folder is missing"));
            return Optional.empty();
        }
        return switch (KnowledgeFolder.read(folder.resolve(KNOWLEDGE), languages)) {
            case Parsed.Good<Knowledge>(var knowledge) -> Optional.of(knowledge);
            case Parsed.Bad<Knowledge>(var found) -> {
                for (var problem : found) {
                    problems.add(new Problem(
                            KNOWLEDGE + "/" + problem.file(), problem.line(), problem.path(), problem.says()));
                }
                yield Optional.empty();
            }
        };
    }

    // queues.yml

    private Optional<Queues> readQueues(List<Locale> languages, Optional<Knowledge> knowledge) {
        var page = Page.read(folder, QUEUES, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var block = page.get();
        var problemsBefore = problems.size();
        var hours = hours(block);
        var holidays = holidays(block);
        var queues = new ArrayList<Queue>();
        var topicOf = new HashMap<String, String>();
        var all = block.block("queues");
        all.ifPresent(named -> {
            for (var name : named.names()) {
                named.block(name)
                        .flatMap(queue -> queue(name, queue, languages, hours, knowledge, topicOf))
                        .ifPresent(queues::add);
            }
            for (var needed : List.of(Queues.GENERAL, Queues.EMERGENCY)) {
                if (!named.names().contains(needed.name())) {
                    named.wrong("there must be a queue named \"%s\"".formatted(needed));
                }
            }
        });
        block.end();
        return problems.size() == problemsBefore ? Optional.of(new Queues(queues, holidays)) : Optional.empty();
    }

    private static Map<String, Week> hours(Block block) {
        var hours = new LinkedHashMap<String, Week>();
        block.block("hours").ifPresent(named -> {
            for (var name : named.names()) {
                named.block(name).ifPresent(week -> {
                    var spans = new ArrayList<Week.Span>();
                    for (var scalar : week.list("open")) {
                        try {
                            spans.add(Week.span(scalar.text()));
                        } catch (IllegalArgumentException e) {
                            scalar.wrong(String.valueOf(e.getMessage()));
                        }
                    }
                    var holidays = week.optional("on-holidays")
                            .map(scalar -> Block.oneOf(scalar, List.of("open", "closed"), "open or closed"));
                    week.end();
                    hours.put(
                            name,
                            new Week(spans, holidays.filter("open"::equals).isPresent()));
                });
            }
        });
        return hours;
    }

    private static Set<LocalDate> holidays(Block block) {
        var holidays = new TreeSet<LocalDate>();
        for (var scalar : block.optionalList("holidays")) {
            try {
                holidays.add(LocalDate.parse(scalar.text()));
            } catch (DateTimeParseException e) {
                scalar.wrong("\"%s\" is not a day; write it as 2026-12-25".formatted(scalar.text()));
            }
        }
        return holidays;
    }

    private static Optional<Queue> queue(
            String name,
            Block block,
            List<Locale> cityLanguages,
            Map<String, Week> hours,
            Optional<Knowledge> knowledge,
            Map<String, String> topicOf) {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            block.wrong("\"%s\" is not a name; use small letters, digits and hyphens".formatted(name));
        }
        var title = block.localText("title", cityLanguages, List.of(), List.of());
        var languages = new ArrayList<Locale>();
        var known = cityLanguages.stream().map(Locale::getLanguage).toList();
        for (var scalar : block.list("languages")) {
            languages.add(Locale.of(Block.oneOf(scalar, known, "a language of this city")));
        }
        if (name.equals(Queues.GENERAL.name()) && !languages.isEmpty() && !languages.containsAll(cityLanguages)) {
            block.wrong("languages", "the people of \"general\" must speak every language of the city");
        }
        var week = block.oneOf("hours", hours.keySet(), "among the hours above").map(hours::get);
        var topics = new LinkedHashSet<String>();
        for (var scalar : block.optionalList("topics")) {
            var topic = scalar.text();
            if (knowledge.isPresent()) {
                Block.oneOf(scalar, topicsOf(knowledge.get()), "a topic of the knowledge");
            }
            var other = topicOf.putIfAbsent(topic, name);
            if (other != null) {
                scalar.wrong("topic \"%s\" belongs to queue \"%s\" already".formatted(topic, other));
            }
            topics.add(topic);
        }
        block.end();
        return title.flatMap(text -> week.map(open -> new Queue(new QueueId(name), text, languages, open, topics)));
    }

    private static Set<String> topicsOf(Knowledge knowledge) {
        return knowledge.answers().stream().map(Answer::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The queues there are; with a mistake among them, whatever the file names, so that rules are still checked.
    private Set<String> queueNames(Optional<Queues> queues) {
        if (queues.isPresent()) {
            return queues.get().ids().stream().map(QueueId::name).collect(Collectors.toCollection(TreeSet::new));
        }
        return Page.read(folder, QUEUES, new ArrayList<>())
                .flatMap(block -> block.optionalBlock("queues"))
                .map(block -> (Set<String>) new TreeSet<>(block.names()))
                .orElseGet(Set::of);
    }

    // lookups.yml

    private SequencedMap<String, LookupDefinition> readLookups() {
        var lookups = new LinkedHashMap<String, LookupDefinition>();
        Page.read(folder, LOOKUPS, problems).ifPresent(page -> {
            page.block("lookups").ifPresent(named -> {
                for (var name : named.names()) {
                    named.block(name).ifPresent(block -> lookups.put(name, lookup(name, block)));
                }
            });
            page.end();
        });
        return lookups;
    }

    private static LookupDefinition lookup(String name, Block block) {
        var sql = block.text("sql").strip();
        var folded = sql.toLowerCase(Locale.ROOT);
        if (!sql.isEmpty() && (!folded.startsWith("select ") && !folded.startsWith("select\n") || sql.contains(";"))) {
            block.wrong("sql", "a look-up is one select, without a semicolon");
        }
        var parameters = new LinkedHashSet<String>();
        var matcher = PARAMETER.matcher(sql);
        while (matcher.find()) {
            parameters.add(matcher.group(1));
        }
        var columns = block.list("columns").stream().map(Scalar::text).toList();
        var limit = block.number("time-limit-ms", 50, 5_000).orElse(1_000);
        block.end();
        return new LookupDefinition(name, sql, parameters, columns, Duration.ofMillis(limit));
    }

    // flows/

    private SequencedMap<String, Flow> readFlows(
            List<Locale> languages, Optional<Queues> queues, SequencedMap<String, LookupDefinition> lookups) {
        var flows = new LinkedHashMap<String, Flow>();
        for (var file : flowFiles()) {
            new FlowFile(folder, FLOWS + "/" + file, problems)
                    .read(languages, queueNames(queues), lookups)
                    .ifPresent(flow -> flows.put(flow.name(), flow));
        }
        return flows;
    }

    private List<String> flowFiles() {
        if (!Files.isDirectory(folder.resolve(FLOWS))) {
            return List.of();
        }
        try (var files = Files.list(folder.resolve(FLOWS))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + FLOWS, e);
        }
    }

    // phrases.yml

    private Optional<Texts> readPhrases(City city, Optional<Knowledge> knowledge) {
        var page = Page.read(folder, PHRASES, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var problemsBefore = problems.size();
        var phrases = new EnumMap<Phrase, LocalText>(Phrase.class);
        page.get().block("phrases").ifPresent(block -> {
            for (var phrase : Phrase.values()) {
                var places = new ArrayList<>(Phrase.COMMON);
                places.addAll(phrase.places());
                block.localText(phrase.key(), city.languages(), places, phrase.places())
                        .ifPresent(text -> phrases.put(phrase, text));
            }
            block.end();
        });
        var titles = new HashMap<String, LocalText>();
        page.get().optionalBlock("titles").ifPresent(block -> {
            var known = knowledge
                    .map(k -> k.answers().stream().map(Answer::id).toList())
                    .orElse(List.of());
            for (var id : block.names()) {
                if (knowledge.isPresent() && !known.contains(id)) {
                    block.wrong(id, "\"%s\" is no answer of the knowledge; %s".formatted(id, Suggestion.of(id, known)));
                }
                block.localText(id, city.languages(), List.of(), List.of()).ifPresent(text -> titles.put(id, text));
            }
        });
        page.get().end();
        return problems.size() == problemsBefore
                ? Optional.of(new Texts(phrases, titles, city.facts()))
                : Optional.empty();
    }

    // versions

    private List<String> rulesFiles() {
        var files = new ArrayList<>(List.of(RoutingFile.NAME, GatesFile.NAME, QUEUES));
        flowFiles().forEach(file -> files.add(FLOWS + "/" + file));
        return files;
    }

    /// Each name and content with its length before it, so that two different contents cannot give the same bytes.
    /// The kind of line end makes no difference.
    private String version(List<String> files) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var file : files) {
                for (var part : List.of(
                        file, Files.readString(folder.resolve(file), UTF_8).replace("\r\n", "\n"))) {
                    var bytes = part.getBytes(UTF_8);
                    sha256.update(ByteBuffer.allocate(Integer.BYTES)
                            .putInt(bytes.length)
                            .array());
                    sha256.update(bytes);
                }
            }
            return HexFormat.of().formatHex(sha256.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the configuration again", e);
        }
    }

    private record City(
            String name, ZoneId zone, List<Locale> languages, List<Agent> staff, Map<String, String> facts) {

        /// Goes on for the reading of the other files when `city.yml` cannot be used.
        static final City UNREAD =
                new City("", ZoneId.of("UTC"), List.of(Locale.ENGLISH, Locale.of("es")), List.of(), Map.of());
    }
}
