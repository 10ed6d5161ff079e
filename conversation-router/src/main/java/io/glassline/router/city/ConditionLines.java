package io.glassline.router.city;

import io.glassline.conversation.QueueId;
import io.glassline.router.queue.Week;
import io.glassline.router.rule.ClockCondition;
import io.glassline.router.rule.Condition;
import io.glassline.router.rule.NumberShape;
import io.glassline.router.rule.Seen;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Reads the conditions of one line: of the message, the clock, the conversation, and what the bot would answer. One
/// that is wrong is noted, and empty.
final class ConditionLines {

    private static final int COUNT_MAX = 100_000;

    private static final List<String> KINDS =
            List.of("text", "media", "place", "choice", "keys", "call", "unsupported");
    private static final List<String> HAS = List.of("words", "picture", "video", "voice", "file", "place");
    private static final List<String> STATES = List.of("bot", "waiting", "agent", "closed");
    private static final List<String> CONSENTS = List.of("opted-in", "implied");

    private final RuleScope scope;

    ConditionLines(RuleScope scope) {
        this.scope = scope;
    }

    List<Optional<Condition>> ofMessage(YamlBlock block) {
        var languages = scope.languages().stream().map(Locale::getLanguage).toList();
        var parts = new ArrayList<Optional<Condition>>();
        addIs(parts, block, "channel", Seen.MESSAGE_CHANNEL, scope.channels(), "a channel");
        addIs(parts, block, "account", Seen.MESSAGE_ACCOUNT, scope.accounts(), "an account of channels.yml");
        addIs(parts, block, "language", Seen.MESSAGE_LANGUAGE, languages, "a language of this city");
        addIs(parts, block, "kind", Seen.MESSAGE_KIND, KINDS, "a kind of message");
        addIs(parts, block, "has", Seen.MESSAGE_HAS, HAS, "something a message has");
        if (block.has("number")) {
            parts.add(number(block));
        }
        return parts;
    }

    List<Optional<Condition>> ofClock(YamlBlock block) {
        var parts = new ArrayList<Optional<Condition>>();
        if (block.has("hours")) {
            parts.add(block.block("hours").flatMap(this::hours));
        }
        if (block.has("time")) {
            parts.add(times(block));
        }
        return parts;
    }

    Optional<Condition> ofContact(YamlBlock block) {
        var consent = is(block, "consent", Seen.CONTACT_CONSENT, CONSENTS, "a consent");
        block.end();
        return consent;
    }

    List<Optional<Condition>> ofConversation(YamlBlock block) {
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
            parts.add(least.map(from -> new Condition.Counts(
                    what, from, most.map(Integer::longValue).orElse(Long.MAX_VALUE))));
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

    List<Optional<Condition>> ofAnswer(YamlBlock block) {
        var confidence = block.optional("confidence").flatMap(ConditionLines::share);
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
        var states = Arrays.stream(ClockCondition.QueueHours.Is.values())
                .map(is -> is.name().toLowerCase(Locale.ROOT))
                .toList();
        var is = block.oneOf("is", states, "open, closed or holiday").filter(states::contains);
        block.end();
        return queue.filter(scope.allQueues()::contains)
                .flatMap(name -> is.map(state -> new ClockCondition.QueueHours(
                        new QueueId(name), ClockCondition.QueueHours.Is.valueOf(state.toUpperCase(Locale.ROOT)))));
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
                : Optional.of(new ClockCondition.Times(spans));
    }
}
