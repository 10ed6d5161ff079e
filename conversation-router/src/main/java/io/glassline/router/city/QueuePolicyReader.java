package io.glassline.router.city;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Agent;
import io.glassline.desk.Escalation;
import io.glassline.offer.Hours;
import io.glassline.offer.QueuePolicy;
import io.glassline.offer.QueuePolicy.Assign;
import io.glassline.offer.Relaxation;
import io.glassline.offer.Wanted;
import io.glassline.router.queue.OpenTime;
import io.glassline.router.queue.Queue;
import io.glassline.router.queue.Week;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// How a queue's conversations come to people, as it stands in `queues.yml` beside the queue's title and
/// hours.
final class QueuePolicyReader {

    /// A week of a queue's hours and more.
    private static final int MINUTES_MAX = 10_000;

    private static final int OFFER_SECONDS_MIN = 10;
    private static final int OFFER_SECONDS_MAX = 600;
    private static final Map<String, Agent.Role> ROLES =
            Map.of("supervisors", Agent.Role.SUPERVISOR, "agents", Agent.Role.AGENT);

    private final Set<String> queues;
    private final Set<LocalDate> holidays;
    private final ZoneId zone;

    QueuePolicyReader(Set<String> queues, Set<LocalDate> holidays, ZoneId zone) {
        this.queues = queues;
        this.holidays = holidays;
        this.zone = zone;
    }

    QueuePolicy read(QueueId queue, Optional<Week> week, YamlBlock block) {
        var assign = block.has("assign")
                ? block.oneOf(
                                "assign",
                                Arrays.stream(Assign.values()).map(Assign::word).toList(),
                                "a way to assign")
                        .flatMap(QueuePolicyReader::assign)
                        .orElse(Assign.BY_HAND)
                : Assign.BY_HAND;
        var skills = levels(block, "skills");
        var language = level(block, "language-level").orElse(1);
        return new QueuePolicy(
                queue,
                week.<Hours>map(open -> new OpenTime(open, holidays, zone)).orElse(Hours.ALWAYS),
                assign,
                block.has("target") ? minutes(block, "target") : Optional.empty(),
                Duration.ofSeconds(block.number("offer-seconds", OFFER_SECONDS_MIN, OFFER_SECONDS_MAX, (int)
                        QueuePolicy.OFFER_FOR_DEFAULT.toSeconds())),
                skills,
                language,
                steps(queue, block, skills, language),
                block.optionalBlock("escalate").flatMap(step -> escalation(queue, step)));
    }

    private static Optional<Assign> assign(String word) {
        return Arrays.stream(Assign.values())
                .filter(way -> way.word().equals(word))
                .findFirst();
    }

    private static Optional<Duration> minutes(YamlBlock block, String key) {
        return block.number(key, 1, MINUTES_MAX).map(Duration::ofMinutes);
    }

    private static OptionalInt level(YamlBlock block, String key) {
        return block.has(key)
                ? block.number(key, 1, Wanted.LEVEL_MAX).map(OptionalInt::of).orElseGet(OptionalInt::empty)
                : OptionalInt.empty();
    }

    private static Map<String, Integer> levels(YamlBlock block, String key) {
        var levels = new LinkedHashMap<String, Integer>();
        block.optionalBlock(key).ifPresent(named -> {
            for (var name : named.names()) {
                if (!name.matches("[a-z][a-z0-9-]*")) {
                    named.wrong(name, "\"%s\" is not a name; use small letters, digits and hyphens".formatted(name));
                }
                levels.put(name, named.number(name, 1, Wanted.LEVEL_MAX).orElse(Wanted.LEVEL_MAX));
            }
        });
        return levels;
    }

    /// A step that comes before the one above it, or that asks for more than is asked for by then, is a
    /// slip.
    private List<Relaxation> steps(QueueId queue, YamlBlock block, Map<String, Integer> skills, int language) {
        var steps = new ArrayList<Relaxation>();
        var wanted = new HashMap<>(skills);
        var before = Duration.ZERO;
        for (var step : block.optionalBlocks("relax")) {
            var after = minutes(step, "after");
            var drop = dropped(step);
            var lower = levels(step, "lower");
            lower.forEach((skill, level) -> {
                if (known(step, "lower", skill, wanted.keySet()) && level >= wanted.getOrDefault(skill, 0)) {
                    step.wrong(
                            "lower",
                            "\"%s\" is wanted at level %d by then, which %d does not lower"
                                    .formatted(skill, wanted.get(skill), level));
                }
                wanted.put(skill, level);
            });
            wanted.keySet().removeAll(drop);
            var speaks = level(step, "language-level");
            if (speaks.isPresent() && speaks.getAsInt() >= language) {
                step.wrong(
                        "language-level",
                        "the language is wanted at level %d, which %d does not lower"
                                .formatted(language, speaks.getAsInt()));
            }
            var add = step.has("add-queue") ? step.oneOf("add-queue", queues, "a queue") : Optional.<String>empty();
            if (add.filter(queue.name()::equals).isPresent()) {
                step.wrong("add-queue", "the people of \"%s\" are asked from the beginning".formatted(queue));
            }
            var raise = step.has("raise")
                    ? step.oneOf("raise", List.of("urgent"), "a priority that waiting can give")
                    : Optional.<String>empty();
            step.end();
            if (drop.isEmpty() && lower.isEmpty() && speaks.isEmpty() && add.isEmpty() && raise.isEmpty()) {
                step.wrong("this step changes nothing; write drop, lower, language-level, add-queue or raise");
            }
            if (after.isPresent() && after.get().compareTo(before) <= 0) {
                step.wrong(
                        "after",
                        "steps stand in the order in which they are taken; this one is not after %d minutes"
                                .formatted(before.toMinutes()));
            }
            before = after.orElse(before);
            after.ifPresent(time -> steps.add(
                    new Relaxation(time, drop, lower, speaks, add.map(QueueId::new), raise.map(_ -> Priority.URGENT))));
        }
        return steps;
    }

    /// A skill that rules ask for is none of the queue's own, and may be dropped all the same.
    private static Set<String> dropped(YamlBlock step) {
        var drop = new LinkedHashSet<String>();
        step.optionalList("drop").stream().map(YamlValue::text).forEach(drop::add);
        return drop;
    }

    private static boolean known(YamlBlock step, String key, String skill, Collection<String> wanted) {
        if (wanted.contains(skill)) {
            return true;
        }
        step.wrong(
                key,
                "\"%s\" is not wanted by then; what is wanted is %s"
                        .formatted(skill, wanted.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(wanted))));
        return false;
    }

    private Optional<Escalation> escalation(QueueId queue, YamlBlock block) {
        var after = minutes(block, "after");
        var to = block.has("to") ? block.oneOf("to", queues, "a queue") : Optional.<String>empty();
        var tell = block.has("tell")
                ? block.oneOf("tell", new TreeSet<>(ROLES.keySet()), "who can be told")
                : Optional.<String>empty();
        block.end();
        if (to.filter(queue.name()::equals).isPresent()) {
            block.wrong("to", "it waits in \"%s\" already".formatted(queue));
        }
        if (to.isEmpty() && tell.isEmpty()) {
            block.wrong("say where it goes, with to, or who is asked to look, with tell");
            return Optional.empty();
        }
        return after.map(time ->
                new Escalation(time, to.map(QueueId::new), tell.flatMap(word -> Optional.ofNullable(ROLES.get(word)))));
    }

    /// What went round in a circle would wait for ever and be told to everybody.
    void endCircles(YamlBlock named, List<Queue> all) {
        var next = new HashMap<String, String>();
        for (var queue : all) {
            queue.policy()
                    .escalate()
                    .flatMap(Escalation::to)
                    .ifPresent(to -> next.put(queue.id().name(), to.name()));
        }
        for (var queue : next.keySet()) {
            var seen = new LinkedHashSet<String>();
            for (var at = Optional.of(queue); at.isPresent(); at = at.map(next::get)) {
                if (!seen.add(at.get())) {
                    if (at.get().equals(queue) && seen.size() > 1) {
                        named.block(queue)
                                .ifPresent(block -> block.wrong(
                                        "escalate",
                                        "this goes round in a circle: " + String.join(", ", seen) + ", " + queue));
                    }
                    break;
                }
            }
        }
    }
}
