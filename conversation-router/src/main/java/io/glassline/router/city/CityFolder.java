package io.glassline.router.city;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.flow.Flow;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.KnowledgeFolder;
import io.glassline.router.words.SearchWords;
import io.glassline.router.yaml.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// A city's configuration folder, being read once. Files are read in the order in which they need each other; what
/// is wrong in one does not keep the next from being read.
final class CityFolder {

    static final String FLOWS = "flows";
    static final String KNOWLEDGE = "knowledge";

    private static final int VERSION_DIGITS = 12;

    private final Path folder;
    private final ChannelKinds kinds;
    private final Function<String, Optional<String>> environment;
    private final List<Problem> problems = new ArrayList<>();

    CityFolder(Path folder, ChannelKinds kinds, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.kinds = kinds;
        this.environment = environment;
    }

    Parsed<CityConfig> read() {
        return switch (ConfigurationFiles.ofFolder(folder)) {
            case Parsed.Good<ConfigurationFiles>(var files) -> read(files);
            case Parsed.Bad<ConfigurationFiles>(var found) -> new Parsed.Bad<>(found);
        };
    }

    private Parsed<CityConfig> read(ConfigurationFiles files) {
        var city = new CityFile(folder, problems).read();
        var knowledge = readKnowledge(city.languages());
        var queuesFile = new QueuesFile(folder, problems);
        var queues = queuesFile.read(city, knowledge);
        var queueNames = queuesFile.names();
        var sources = new SourcesFile(folder, problems, environment).read();
        var lookups = new LookupsFile(folder, problems, sources).read();
        var addresses = new AddressesFile(folder, problems, sources).read(city.name(), city.languages());
        var services = new ServicesFile(folder, problems, environment).read(city.languages(), queueNames);
        var flows = readFlows(city.languages(), queueNames, lookups, services);
        knowledge.ifPresent(known -> checkFlows(known, flows.keySet()));
        var phrases = new PhrasesFile(folder, problems);
        var texts = phrases.read(city, knowledge);
        var gates = new GatesFile(folder, problems).read(city);
        var programmes = new ProgrammesFile(folder, problems).read(city.languages(), gates);
        var dialogue = new DialogueFile(folder, problems).read(city.languages());
        var replies = new RepliesFile(folder, problems).read(city.languages());
        var mistakesBefore = problems.size();
        var known = kinds.in(folder, ChannelsFile.kindsNamed(folder), problems);
        var channels = new ChannelsFile(folder, problems);
        List<ChannelAccount> accounts = channels.read(known, environment);
        var areChannelsKnown = !accounts.isEmpty() && problems.size() == mistakesBefore;
        var templates = areChannelsKnown
                ? new TemplatesFile(folder, problems).read(city.languages(), accounts)
                : CityTemplates.NONE;
        var ratings = new RatingsFile(folder, problems).read(city.languages(), known.names());
        var retention = new RetentionFile(folder, problems).read(city.languages(), queueNames);
        var records = new RecordsFile(folder, problems).read(city.languages());
        var feeds = new FeedsFile(folder, problems, environment).read(known.names());
        var model = new ModelsFile(folder, problems, environment).read();
        var routing = new RoutingFile(folder, problems);
        var rules = routing.read(new RuleScope(
                Optional.empty(),
                city.languages(),
                known.names(),
                channels.ids(),
                queueNames,
                queueNames,
                flows.keySet(),
                RuleScope.answers(knowledge),
                Map.of(),
                new SearchWords()));
        if (areChannelsKnown) {
            new CasesFile(folder, problems).read(city.languages(), queueNames, flows.keySet(), accounts);
        }
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
                city.otherLanguages(),
                city.staff(),
                accounts,
                known.declared(),
                queues.get(),
                gates.get(),
                dialogue,
                replies,
                rules.get(),
                flows,
                sources.values().stream().flatMap(Optional::stream).toList(),
                lookups,
                addresses,
                services,
                programmes,
                templates,
                ratings,
                retention,
                records,
                city.forms(),
                feeds,
                model,
                texts.get(),
                knowledge.get(),
                files,
                version(List.of(PhrasesFile.NAME, LookupsFile.NAME)),
                Stream.of(queuesFile.warnings(), routing.warnings(queues.get(), texts.get()), phrases.warnings())
                        .flatMap(List::stream)
                        .toList()));
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
                            KNOWLEDGE + "/" + problem.file(),
                            problem.line(),
                            problem.column(),
                            problem.path(),
                            problem.says()));
                }
                yield Optional.empty();
            }
        };
    }

    /// Each answer leads to a form that is there.
    private void checkFlows(Knowledge knowledge, Set<String> flows) {
        for (var answer : knowledge.answers()) {
            answer.flow().filter(flow -> !flows.contains(flow)).ifPresent(flow -> {
                var file = KNOWLEDGE + "/" + answer.topic() + "/" + answer.id() + ".md";
                problems.add(new Problem(
                        file, 0, "flow", "\"%s\" is not a flow; %s".formatted(flow, Suggestion.of(flow, flows))));
            });
        }
    }

    // flows/

    private SequencedMap<String, Flow> readFlows(
            List<Locale> languages,
            Set<String> queueNames,
            SequencedMap<String, LookupDefinition> lookups,
            ServiceDefinitions services) {
        var flows = new LinkedHashMap<String, Flow>();
        for (var file : flowFiles()) {
            new FlowFile(folder, FLOWS + "/" + file, problems)
                    .read(languages, queueNames, lookups, services)
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

    // versions

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
}
