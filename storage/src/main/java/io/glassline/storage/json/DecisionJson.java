package io.glassline.storage.json;

import static io.glassline.storage.json.Json.field;
import static io.glassline.storage.json.Json.list;
import static io.glassline.storage.json.Json.maybe;
import static io.glassline.storage.json.Json.read;
import static io.glassline.storage.json.Json.required;
import static io.glassline.storage.json.Json.text;
import static io.glassline.storage.json.Json.written;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Candidate;
import io.glassline.routing.RoutingDecision.Condition;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What was decided about a message, and why. A decision of before candidates and time were kept has none.
public final class DecisionJson {

    private static final long NANOS_OF_MICRO = 1_000;

    private DecisionJson() {}

    public static String decision(RoutingDecision decision) {
        return written(out -> {
            out.writeStartObject();
            switch (decision) {
                case RoutingDecision.ToBot(var with, var _) -> {
                    field(out, "to", "bot");
                    field(out, "with", with);
                }
                case RoutingDecision.ToQueue(var queue, var priority, var _) -> {
                    field(out, "to", "queue");
                    field(out, "queue", queue.name());
                    field(out, "priority", priority.name());
                }
                case RoutingDecision.StaysWithPeople _ -> field(out, "to", "people");
                case RoutingDecision.Gated(var gate, var _) -> {
                    field(out, "to", "gate");
                    field(out, "gate", gate);
                }
                case RoutingDecision.Kept _ -> field(out, "to", "nobody");
            }
            var because = decision.because();
            field(out, "rule", because.rule());
            field(out, "rulesVersion", because.rulesVersion());
            field(out, "words", because.words());
            out.writeArrayFieldStart("trace");
            for (var condition : because.trace()) {
                out.writeStartObject();
                field(out, "rule", condition.rule());
                field(out, "expression", condition.expression());
                field(out, "saw", condition.saw());
                out.writeBooleanField("held", condition.held());
                out.writeEndObject();
            }
            out.writeEndArray();
            if (!because.candidates().isEmpty()) {
                out.writeArrayFieldStart("candidates");
                for (var candidate : because.candidates()) {
                    out.writeStartObject();
                    field(out, "answer", candidate.answer());
                    out.writeNumberField("score", candidate.score());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            if (because.took().isPresent()) {
                out.writeNumberField("tookMicros", because.took().get().toNanos() / NANOS_OF_MICRO);
            }
            out.writeEndObject();
        });
    }

    public static RoutingDecision readDecision(String json) {
        var node = read(json);
        var because = new Because(
                text(node, "rule"),
                text(node, "rulesVersion"),
                text(node, "words"),
                list(
                        required(node, "trace"),
                        c -> new Condition(
                                text(c, "rule"),
                                text(c, "expression"),
                                text(c, "saw"),
                                required(c, "held").booleanValue())),
                maybe(node, "candidates")
                        .map(found -> list(
                                found,
                                c -> new Candidate(
                                        text(c, "answer"), required(c, "score").doubleValue())))
                        .orElse(List.of()),
                maybe(node, "tookMicros").map(micros -> Duration.of(micros.longValue(), ChronoUnit.MICROS)));
        var to = text(node, "to");
        return switch (to) {
            case "bot" -> new RoutingDecision.ToBot(text(node, "with"), because);
            case "queue" ->
                new RoutingDecision.ToQueue(
                        new QueueId(text(node, "queue")), Stage.Priority.valueOf(text(node, "priority")), because);
            case "people" -> new RoutingDecision.StaysWithPeople(because);
            case "gate" -> new RoutingDecision.Gated(text(node, "gate"), because);
            case "nobody" -> new RoutingDecision.Kept(because);
            default -> throw new IllegalStateException("stored decision of a kind that is not known here: " + to);
        };
    }
}
