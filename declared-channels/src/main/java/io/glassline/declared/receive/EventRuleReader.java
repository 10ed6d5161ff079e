package io.glassline.declared.receive;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.ChannelEvent.Scope;
import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Variables;
import io.glassline.declared.expression.Words;
import io.glassline.message.Delivery;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the rules of an endpoint: `events`.
final class EventRuleReader {

    private static final List<String> KINDS = List.of(
            "text",
            "media",
            "place",
            "choice",
            "unsupported",
            "reaction",
            "edit",
            "deletion",
            "notice",
            "status",
            "opted-out",
            "opted-in",
            "handshake",
            "ignore");

    private static final Set<String> OF_A_CITIZEN = Set.of(
            "text",
            "media",
            "place",
            "choice",
            "unsupported",
            "reaction",
            "edit",
            "deletion",
            "notice",
            "opted-out",
            "opted-in");

    /// What a status may mean; `ignore` for those that mean nothing to us.
    private static final Map<String, Optional<Delivery>> DELIVERIES = Map.of(
            "accepted", Optional.of(Delivery.ACCEPTED),
            "sent", Optional.of(Delivery.SENT),
            "delivered", Optional.of(Delivery.DELIVERED),
            "read", Optional.of(Delivery.READ),
            "failed", Optional.of(Delivery.FAILED),
            "ignore", Optional.empty());

    /// The others are the gateway's own to set.
    private static final Map<String, Mark> MARKS = Map.of(
            "automatic", Mark.AUTOMATIC,
            "no-automatic-answer", Mark.NO_AUTOMATIC_ANSWER,
            "beside-words", Mark.BESIDE_WORDS,
            "keyword-answered-by-provider", Mark.KEYWORD_ANSWERED_BY_PROVIDER);

    private EventRuleReader() {}

    static Optional<EventRule> read(YamlBlock block) {
        var when = optional(block, "when");
        var each = optional(block, "each");
        var goesOn = block.has("also")
                && block.oneOf("also", List.of("true", "false"), "true or false")
                        .filter("true"::equals)
                        .isPresent();
        var citizen = optional(block, "citizen");
        var id = optional(block, "id");
        var at = optional(block, "at");
        var marks = marks(block);
        var kinds = KINDS.stream().filter(block::has).toList();
        if (kinds.size() != 1) {
            block.wrong("a rule is about one of " + String.join(", ", KINDS));
            return Optional.empty();
        }
        var kind = kinds.getFirst();
        if (OF_A_CITIZEN.contains(kind) && !block.has("citizen")) {
            block.wrong("\"citizen\" is missing: who said it");
        }
        if (each.isPresent()
                && OF_A_CITIZEN.contains(kind)
                && !block.optional("id")
                        .map(value -> value.text().matches("(?s).*\\b(n|part)\\b.*"))
                        .orElse(true)) {
            block.wrong("id", "with \"each\", the id must tell the pieces apart: let n or part be in it");
        }
        var emission = emission(kind, block);
        block.end();
        return emission.map(
                what -> new EventRule(block.place("when").path(), when, each, goesOn, citizen, id, at, marks, what));
    }

    private static Set<Mark> marks(YamlBlock block) {
        var marks = EnumSet.noneOf(Mark.class);
        for (var value : block.oneOrMore("marks")) {
            var mark = MARKS.get(value.text());
            if (mark == null) {
                value.wrong(
                        "\"%s\" is no mark; %s".formatted(value.text(), Suggestion.of(value.text(), MARKS.keySet())));
            } else {
                marks.add(mark);
            }
        }
        block.has("marks");
        return marks;
    }

    private static Optional<? extends Emission> emission(String kind, YamlBlock block) {
        return switch (kind) {
            case "text" -> required(block, "text").map(Emission.Text::new);
            case "media" -> inner(block, kind, EventRuleReader::media);
            case "place" -> inner(block, kind, EventRuleReader::place);
            case "choice" -> inner(block, kind, EventRuleReader::choice);
            case "unsupported" -> words(block, kind).map(Emission.Unsupported::new);
            case "reaction" ->
                inner(block, kind, inside -> {
                    var about = optional(inside, "about");
                    return required(inside, "emoji").map(emoji -> new Emission.Reaction(about, emoji));
                });
            case "edit" ->
                inner(block, kind, inside -> {
                    var about = optional(inside, "about");
                    return required(inside, "text").map(text -> new Emission.Edit(about, text));
                });
            case "deletion" ->
                inner(block, kind, inside -> Optional.of(new Emission.Deletion(optional(inside, "about"))));
            case "notice" ->
                inner(block, kind, inside -> {
                    var about = optional(inside, "about");
                    return words(inside, "says").map(says -> new Emission.Notice(about, says));
                });
            case "status" -> inner(block, kind, EventRuleReader::status);
            case "opted-out", "opted-in" ->
                inner(block, kind, inside -> {
                    var scope = scope(inside);
                    return words(inside, "says")
                            .map(says -> new Emission.Consent(kind.equals("opted-in"), scope, says));
                });
            case "handshake" -> required(block, kind).map(Emission.Answer::new);
            default -> words(block, kind).map(Emission.Ignore::new);
        };
    }

    private static Optional<Emission> media(YamlBlock block) {
        var type = required(block, "type");
        var at = required(block, "at");
        var caption = optional(block, "caption");
        var name = optional(block, "name");
        return type.isEmpty() || at.isEmpty()
                ? Optional.empty()
                : Optional.of(new Emission.Media(type.get(), at.get(), caption, name));
    }

    private static Optional<Emission> place(YamlBlock block) {
        var latitude = required(block, "latitude");
        var longitude = required(block, "longitude");
        var label = optional(block, "label");
        return latitude.isEmpty() || longitude.isEmpty()
                ? Optional.empty()
                : Optional.of(new Emission.Place(latitude.get(), longitude.get(), label));
    }

    private static Optional<Emission> choice(YamlBlock block) {
        var id = required(block, "id");
        var label = required(block, "label");
        return id.isEmpty() || label.isEmpty()
                ? Optional.empty()
                : Optional.of(new Emission.Choice(id.get(), label.get()));
    }

    private static Scope scope(YamlBlock block) {
        var words = Arrays.stream(Scope.values())
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .toList();
        return block.has("of")
                ? block.oneOf("of", words, "what they want no more of")
                        .filter(words::contains)
                        .map(word -> Scope.values()[words.indexOf(word)])
                        .orElse(Scope.ALL)
                : Scope.ALL;
    }

    private static Optional<Emission> status(YamlBlock block) {
        var is = required(block, "is");
        var words = new HashMap<String, Optional<Delivery>>();
        block.block("words").ifPresent(table -> {
            for (var name : table.names()) {
                if (!DELIVERIES.containsKey(name)) {
                    table.wrong(
                            name,
                            "\"%s\" is nothing that becomes of a message; %s"
                                    .formatted(name, Suggestion.of(name, DELIVERIES.keySet())));
                    continue;
                }
                for (var word : table.oneOrMore(name)) {
                    if (words.putIfAbsent(word.text(), DELIVERIES.get(name)) != null) {
                        word.wrong("\"%s\" is here twice".formatted(word.text()));
                    }
                }
            }
        });
        var reference = optional(block, "reference");
        var code = optional(block, "code");
        var says = optional(block, "says");
        return is.map(expression -> new Emission.Status(expression, words, reference, code, says));
    }

    private interface Inside {
        Optional<? extends Emission> read(YamlBlock block);
    }

    private static Optional<? extends Emission> inner(YamlBlock block, String key, Inside inside) {
        return block.block(key).flatMap(found -> {
            var emission = inside.read(found);
            found.end();
            return emission;
        });
    }

    static Optional<Expr> optional(YamlBlock block, String key) {
        return block.optional(key).flatMap(value -> Expr.of(value, Variables.RECEIVE));
    }

    static Optional<Expr> required(YamlBlock block, String key) {
        return block.required(key).flatMap(value -> Expr.of(value, Variables.RECEIVE));
    }

    static Optional<Words> words(YamlBlock block, String key) {
        return block.required(key).flatMap(value -> Words.of(value, Variables.RECEIVE));
    }
}
