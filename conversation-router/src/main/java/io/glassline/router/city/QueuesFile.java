package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.message.ChannelKind;
import io.glassline.offer.QueuePolicies;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.queue.Queue;
import io.glassline.router.queue.Queues;
import io.glassline.router.queue.Week;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `queues.yml`: the queues, their hours and the holidays.
final class QueuesFile {

    static final String NAME = "queues.yml";

    private final Path folder;
    private final List<Problem> problems;
    private final List<Problem> warnings = new ArrayList<>();
    private Set<String> names = Set.of();

    QueuesFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    Optional<Queues> read(CityFile.City city, Optional<Knowledge> knowledge) {
        var page = YamlFile.read(folder, NAME, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var block = page.get();
        var problemsBefore = problems.size();
        var hours = hours(block);
        var holidays = holidays(block);
        var weights = weights(block);
        var queues = new ArrayList<Queue>();
        var topicOf = new HashMap<String, String>();
        var all = block.block("queues");
        all.ifPresent(named -> {
            names = new TreeSet<>(named.names());
            var policies = new QueuePolicyReader(names, holidays, city.zone());
            for (var name : named.names()) {
                named.block(name)
                        .flatMap(queue -> queue(name, queue, city, hours, knowledge, topicOf, policies))
                        .ifPresent(queues::add);
            }
            policies.endCircles(named, queues);
            for (var needed : List.of(Queues.GENERAL, Queues.EMERGENCY)) {
                if (!named.names().contains(needed.name())) {
                    named.wrong("there must be a queue named \"%s\"".formatted(needed));
                }
            }
        });
        block.end();
        return problems.size() == problemsBefore
                ? Optional.of(new Queues(queues, holidays, weights))
                : Optional.empty();
    }

    private static Map<String, Week> hours(YamlBlock block) {
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
                            .map(scalar -> YamlBlock.oneOf(scalar, List.of("open", "closed"), "open or closed"));
                    week.end();
                    hours.put(
                            name,
                            new Week(spans, holidays.filter("open"::equals).isPresent()));
                });
            }
        });
        return hours;
    }

    private static Set<LocalDate> holidays(YamlBlock block) {
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

    private static Map<ChannelKind, Integer> weights(YamlBlock block) {
        var weights = new HashMap<>(QueuePolicies.WEIGHTS_DEFAULT);
        block.optionalBlock("weights").ifPresent(named -> {
            for (var name : named.names()) {
                try {
                    var channel = new ChannelKind(name);
                    named.number(name, 1, QueuePolicies.WEIGHT_MAX).ifPresent(weight -> weights.put(channel, weight));
                } catch (IllegalArgumentException e) {
                    named.wrong(name, String.valueOf(e.getMessage()));
                }
            }
        });
        return weights;
    }

    private Optional<Queue> queue(
            String name,
            YamlBlock block,
            CityFile.City city,
            Map<String, Week> hours,
            Optional<Knowledge> knowledge,
            Map<String, String> topicOf,
            QueuePolicyReader policies) {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            block.wrong("\"%s\" is not a name; use small letters, digits and hyphens".formatted(name));
        }
        var title = block.localText("title", city.languages(), List.of(), List.of());
        var languages = new ArrayList<Locale>();
        var known = Stream.concat(city.languages().stream(), city.otherLanguages().stream())
                .map(Locale::getLanguage)
                .toList();
        for (var scalar : block.list("languages")) {
            languages.add(Locale.of(YamlBlock.oneOf(scalar, known, "a language of this city")));
        }
        if (name.equals(Queues.GENERAL.name()) && !languages.isEmpty() && !languages.containsAll(city.languages())) {
            block.wrong("languages", "the people of \"general\" must speak every language of the city");
        }
        var week = block.oneOf("hours", hours.keySet(), "among the hours above").map(hours::get);
        var topics = new LinkedHashSet<String>();
        for (var scalar : block.optionalList("topics")) {
            var topic = scalar.text();
            if (knowledge.isPresent()) {
                YamlBlock.oneOf(scalar, topicsOf(knowledge.get()), "a topic of the knowledge");
            }
            var other = topicOf.putIfAbsent(topic, name);
            if (other != null) {
                scalar.wrong("topic \"%s\" belongs to queue \"%s\" already".formatted(topic, other));
            }
            topics.add(topic);
        }
        warnOfNobody(name, week, languages, block);
        var policy = policies.read(new QueueId(name), week, block);
        block.end();
        return title.flatMap(
                text -> week.map(open -> new Queue(new QueueId(name), text, languages, open, topics, policy)));
    }

    private void warnOfNobody(String name, Optional<Week> week, List<Locale> languages, YamlBlock block) {
        if (week.filter(open -> open.spans().isEmpty()).isPresent()) {
            warnings.add(block.place("hours")
                    .problem("nobody can serve the queue \"%s\": its hours never open".formatted(name)));
        }
        if (languages.isEmpty()) {
            warnings.add(block.place("languages")
                    .problem("nobody can serve the queue \"%s\": its people speak no language".formatted(name)));
        }
    }

    private static Set<String> topicsOf(Knowledge knowledge) {
        return knowledge.answers().stream().map(Answer::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The queues that the file names, whatever else is wrong with them, so that rules are still checked.
    Set<String> names() {
        return names;
    }

    /// What is no mistake and yet hardly meant.
    List<Problem> warnings() {
        return List.copyOf(warnings);
    }
}
