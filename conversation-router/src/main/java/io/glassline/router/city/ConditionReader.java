package io.glassline.router.city;

import io.glassline.conversation.QueueId;
import io.glassline.router.queue.Week;
import io.glassline.router.rule.Condition;
import io.glassline.router.rule.Expression;
import io.glassline.router.rule.NumberShape;
import io.glassline.router.rule.Seen;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/// Reads what stands below `when`: one condition a line, of which all must hold, and `any`, `all` and `none` of
/// several.
final class ConditionReader {

    private static final String ALWAYS = "always";

    /// Conditions within conditions; what is deeper nobody can read.
    private static final int NESTING_MAX = 6;

    private static final int COUNT_MAX = 100_000;

    static final List<String> KINDS =
            List.of("text", "media", "place", "choice", "keys", "call", "unsupported");
    static final List<String> HAS = List.of("words", "picture", "video", "voice", "file", "place");
    private static final List<String> STATES = List.of("bot", "waiting", "agent", "closed");
    private static final List<String> CONSENTS = List.of("opted-in", "implied");

    private final RuleScope scope;

    ConditionReader(RuleScope scope) {
        this.scope = scope;
    }

    /// Empty when something is wrong with it, which is noted.
    Optional<Condition> read(YamlBlock rule) {
        if (rule.isBlock("when")) {
            return rule.optionalBlock("when").flatMap(when -> all(when, 1));
        }
        if (rule.isList("when")) {
            rule.wrong(
                    "when",
                    "a list does not say whether one of them must hold or all; write any: or all: above it");
            return Optional.empty();
        }
        return rule.required("when").flatMap(this::word);
    }

    private Optional<Condition> word(YamlValue when) {
        if (!when.text().equals(ALWAYS)) {
            when.wrong("a condition is a line such as \"channel: sms\" below when:, or the word always; an expression in CEL"
                    + " stands behind cel:");
            return Optional.empty();
        }
        if (!scope.isCity()) {
            when.wrong("an agency's rule cannot hold always: it would take what is meant for others");
            return Optional.empty();
        }
        return Optional.of(new Condition.Always());
    }

    private Optional<Condition> all(YamlBlock block, int depth) {
        if (depth > NESTING_MAX) {
            block.wrong("this is nested more than %d deep; make two rules of it".formatted(NESTING_MAX));
            return Optional.empty();
        }
        var parts = new ArrayList<Optional<Condition>>();
        if (block.has("says")) {
            parts.add(new SaysReader(scope).read(block, "says").map(Condition.Says::new));
        }
        if (block.has("number")) {
            parts.add(number(block));
        }
        parts.addAll(ofMessage(block));
        if (block.has("hours")) {
            parts.add(block.block("hours").flatMap(this::hours));
        }
        if (block.has("time")) {
            parts.add(times(block));
        }
        if (block.has("conversation")) {
            block.block("conversation").ifPresent(of -> parts.addAll(ofConversation(of)));
        }
        if (block.has("contact")) {
            block.block("contact").ifPresent(of -> {
                parts.add(is(of, "consent", Seen.CONTACT_CONSENT, CONSENTS, "a consent"));
                of.end();
            });
        }
        parts.addAll(nested(block, depth));
        if (block.has("cel")) {
            parts.add(block.required("cel").flatMap(ConditionReader::expression));
        }
        parts.addAll(ofAnswer(block));
        block.end();
        if (parts.isEmpty()) {
            block.wrong("there is no condition here; write one such as \"channel: sms\"");
        }
        return joined(parts).map(all -> all.size() == 1 ? all.getFirst() : new Condition.All(all));
    }

    /// Empty when one of them is.
    private static Optional<List<Condition>> joined(List<Optional<Condition>> parts) {
        return parts.isEmpty() || parts.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(parts.stream().flatMap(Optional::stream).toList());
    }

    private List<Optional<Condition>> nested(YamlBlock block, int depth) {
        var parts = new ArrayList<Optional<Condition>>();
        for (var key : List.of("any", "all", "none")) {
            if (!block.has(key)) {
                continue;
            }
            var inner = block.optionalBlocks(key);
            if (inner.isEmpty() && block.isList(key)) {
                block.wrong(key, "\"%s\" has no conditions; write each behind a hyphen".formatted(key));
            }
            var conditions = joined(inner.stream().map(one -> all(one, depth + 1)).toList());
            parts.add(conditions.map(all -> switch (key) {
                case "any" -> new Condition.AnyOf(all);
                case "all" -> new Condition.All(all);
                default -> new Condition.NoneOf(all);
            }));
        }
        return parts;
    }

    private List<Optional<Condition>> ofMessage(YamlBlock block) {
        var languages = scope.languages().stream().map(Locale::getLanguage).toList();
        var parts = new ArrayList<Optional<Condition>>();
        addIs(parts, block, "channel", Seen.MESSAGE_CHANNEL, scope.channels(), "a channel");
        addIs(parts, block, "account", Seen.MESSAGE_ACCOUNT, scope.accounts(), "an account of channels.yml");
        addIs(parts, block, "language", Seen.MESSAGE_LANGUAGE, languages, "a language of this city");
        addIs(parts, block, "kind", Seen.MESSAGE_KIND, KINDS, "a kind of message");
        addIs(parts, block, "has", Seen.MESSAGE_HAS, HAS, "something a message has");
        return parts;
    }

    private List<Optional<Condition>> ofConversation(YamlBlock block) {
        var parts = new ArrayList<Optional<Condition>>();
        addIs(parts, block, "state", Seen.CONVERSATION_STATE, STATES, "a state of a conversation");
        addIs(parts, block, "queue", Seen.CONVERSATION_QUEUE, scope.allQueues(), "a queue");
        if (block.has("tag")) {
            var tags = new TreeSet<String>();
            block.oneOrMore("tag").forEach(tag -> tags.add(tag.text()));
            parts.add(Optional.of(new Condition.Is(Seen.CONVERSATION_TAGS, tags)));
        }
        addCounts(parts, block, "misses", Seen.CONVERSATION_MISSES);
        addCounts(parts, block, "waiting-minutes", Seen.CONVERSATION_WAITING_MINUTES);
        addCounts(parts, block, "messages", Seen.CONVERSATION_MESSAGE_COUNT);
        block.end();
        if (parts.isEmpty()) {
            block.wrong("there is no condition here; write one such as \"misses-min: 2\"");
        }
        return parts;
    }

    private static void addCounts(List<Optional<Condition>> parts, YamlBlock block, String name, Seen what) {
        var min = name + "-min";
        var max = name + "-max";
        if (block.has(min) | block.has(max)) {
            var least = block.has(min) ? block.number(min, 0, COUNT_MAX) : Optional.of(0);
            var most = block.has(max) ? block.number(max, 0, COUNT_MAX) : Optional.<Integer>empty();
            if (least.isPresent() && most.isPresent() && least.get() > most.get()) {
                block.wrong(min, "no number is at least %d and at most %d".formatted(least.get(), most.get()));
            }
            parts.add(least.map(from -> new Condition.Counts(what, from, most.map(Integer::longValue).orElse(Long.MAX_VALUE))));
        }
    }

    private static void addIs(
            List<Optional<Condition>> parts,
            YamlBlock block,
            String key,
            Seen what,
            Collection<String> allowed,
            String isA) {
        if (block.has(key)) {
            parts.add(is(block, key, what, allowed, isA));
        }
    }

    private static Optional<Condition> is(
            YamlBlock block, String key, Seen what, Collection<String> allowed, String isA) {
        return oneOf(block, key, allowed, isA).map(values -> new Condition.Is(what, values));
    }

    /// One or several of `allowed`; empty when one of them is not.
    private static Optional<TreeSet<String>> oneOf(
            YamlBlock block, String key, Collection<String> allowed, String isA) {
        if (!block.has(key)) {
            block.required(key);
            return Optional.empty();
        }
        var values = new TreeSet<String>();
        for (var value : block.oneOrMore(key)) {
            values.add(YamlBlock.oneOf(value, allowed, isA));
        }
        if (values.isEmpty()) {
            block.wrong(key, "there is nothing in this list");
        }
        return values.isEmpty() || !allowed.containsAll(values) ? Optional.empty() : Optional.of(values);
    }

    private List<Optional<Condition>> ofAnswer(YamlBlock block) {
        var confidence = block.optional("confidence").flatMap(ConditionReader::share);
        var isAsked = block.has("answer") | block.has("topic");
        if (block.has("confidence") && !isAsked) {
            block.wrong("confidence", "a confidence belongs to an answer: or a topic: beside it");
        }
        var parts = new ArrayList<Optional<Condition>>();
        addAnswer(parts, block, "answer", Seen.ANSWER_ID, confidence);
        addAnswer(parts, block, "topic", Seen.ANSWER_TOPIC, confidence);
        return parts;
    }

    /// Where the knowledge could not be read, its mistakes are told and these are not.
    private void addAnswer(
            List<Optional<Condition>> parts, YamlBlock block, String key, Seen what, Optional<Double> confidence) {
        if (block.has(key) && scope.answers().isPresent()) {
            var own = scope.isCity() ? "" : " of this agency";
            var values = what == Seen.ANSWER_ID
                    ? oneOf(block, key, scope.answers().get().keySet(), "an approved answer" + own)
                    : oneOf(block, key, scope.topics(), "a topic of the knowledge" + own);
            parts.add(values.map(names -> new Condition.BotWouldAnswer(what, names, confidence)));
        } else if (block.has(key)) {
            parts.add(Optional.empty());
        }
    }

    private static Optional<Double> share(YamlValue value) {
        try {
            var share = Double.parseDouble(value.text());
            if (share >= 0 && share <= 1) {
                return Optional.of(share);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        value.wrong("\"%s\" is not a confidence; write a number from 0 to 1, such as 0.9".formatted(value.text()));
        return Optional.empty();
    }

    private static Optional<Condition> number(YamlBlock block) {
        return block.required("number").flatMap(value -> {
            var shape = new NumberShape(value.text());
            if (shape.letters().length() < NumberShape.LETTERS_MIN || shape.digits() < NumberShape.DIGITS_MIN) {
                value.wrong(("\"%s\" does not show how a number looks; write one with its letters and digits, such as"
                                + " PRM-2026-0117")
                        .formatted(value.text()));
                return Optional.empty();
            }
            return Optional.of(new Condition.HasNumber(shape));
        });
    }

    private Optional<Condition> hours(YamlBlock block) {
        var queue = block.oneOf("queue", scope.allQueues(), "a queue");
        var states = Arrays.stream(Condition.QueueHours.Is.values())
                .map(is -> is.name().toLowerCase(Locale.ROOT))
                .toList();
        var is = block.oneOf("is", states, "open, closed or holiday").filter(states::contains);
        block.end();
        return queue.filter(scope.allQueues()::contains)
                .flatMap(name -> is.map(state -> new Condition.QueueHours(
                        new QueueId(name), Condition.QueueHours.Is.valueOf(state.toUpperCase(Locale.ROOT)))));
    }

    private static Optional<Condition> times(YamlBlock block) {
        var spans = new ArrayList<Week.Span>();
        var values = block.oneOrMore("time");
        for (var value : values) {
            try {
                spans.add(Week.span(value.text()));
            } catch (IllegalArgumentException e) {
                value.wrong(String.valueOf(e.getMessage()));
            }
        }
        if (values.isEmpty()) {
            block.wrong("time", "there is nothing in this list");
        }
        return spans.isEmpty() || spans.size() < values.size()
                ? Optional.empty()
                : Optional.of(new Condition.Times(spans));
    }

    private static Optional<Condition> expression(YamlValue scalar) {
        return switch (Expression.compile(scalar.text())) {
            case Expression.Compilation.Good(var expression) -> Optional.of(new Condition.Cel(expression));
            case Expression.Compilation.Bad(var mistakes) -> {
                for (var mistake : mistakes.stream()
                        .sorted(Comparator.comparingInt(Expression.Mistake::line))
                        .toList()) {
                    scalar.file()
                            .wrong(
                                    line(scalar, mistake),
                                    scalar.column(),
                                    scalar.path(),
                                    "not a condition, column %d: %s".formatted(mistake.column(), mistake.says()));
                }
                yield Optional.empty();
            }
        };
    }

    /// A block of lines after `|` or `>` starts in the line below.
    private static int line(YamlValue scalar, Expression.Mistake mistake) {
        var style = scalar.node().getScalarStyle();
        var below = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED ? 1 : 0;
        return scalar.line() + below + mistake.line() - 1;
    }
}
