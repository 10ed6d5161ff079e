package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.api.ExplanationBody;
import io.glassline.app.command.ConfigOption;
import io.glassline.router.trial.Explainer;
import io.glassline.trial.TrialMessage;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where a message goes, and why.
@Command(
        name = "explain",
        description =
                "Tells how it is decided about a message: each gate, step and rule that is looked at, and what the"
                        + " bot would answer.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    private static final int CONDITION_CHARS = 100;
    private static final String INDENT = " ".repeat(10);

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "what the citizen writes")
    @Nullable
    String text;

    @Mixin
    ConfigOption config = new ConfigOption();

    @Option(names = "--channel", defaultValue = "sms", description = "such as sms or voice (default: ${DEFAULT-VALUE})")
    String channel = "sms";

    @Option(names = "--language", description = "what was spoken before, such as es (default: the city's first)")
    @Nullable
    String language;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "the city's time, such as 2026-11-29T22:30 (default: now)")
    @Nullable
    String at;

    @Option(names = "--kind", defaultValue = "text", description = "text, media, place, file or voice")
    String kind = "text";

    @Option(names = "--message", paramLabel = "ID", description = "of a message on a running node's record instead")
    @Nullable
    String message;

    @Option(names = "--version", paramLabel = "VERSION", defaultValue = "active", description = "of a running node")
    String version = "active";

    @Option(names = "--full", description = "print each step, and conditions whole, however long they are")
    boolean full;

    @Option(names = "--json", description = "print it as JSON")
    boolean json;

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() {
        var told = told();
        System.out.println(json ? told : readable(told));
        return 0;
    }

    private JsonNode told() {
        if (message != null) {
            return node.get("/configuration/explanation?message=" + RunningNode.encoded(message));
        }
        if (text == null && kind.equals("text")) {
            throw new Refused("Say what the citizen writes: rules explain \"my bin was missed\"");
        }
        if (node.isNamed()) {
            var asked = new LinkedHashMap<String, Object>();
            asked.put("text", text);
            asked.put("channel", channel);
            asked.put("language", language);
            asked.put("kind", kind);
            asked.put("cityTime", at);
            return node.post("/configuration/%s/explanation".formatted(RunningNode.encoded(version)), asked);
        }
        var city = new Folder(config.folder()).city();
        var explained = new Explainer(Folder.bot(city), System::nanoTime)
                .explain(
                        city.version(),
                        new TrialMessage(
                                text == null ? "" : text,
                                channel,
                                Optional.ofNullable(language),
                                time(city.zone()),
                                kind),
                        Instant.now());
        return new ObjectMapper().valueToTree(ExplanationBody.of(explained));
    }

    private Optional<Instant> time(ZoneId zone) {
        if (at == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(at).atZone(zone).toInstant());
        } catch (DateTimeParseException e) {
            throw new Refused("--at is a date and a time such as 2026-11-29T22:30, not " + at);
        }
    }

    private String readable(JsonNode told) {
        var out = new StringBuilder();
        out.append("→ %s, by \"%s\"%n"
                .formatted(told.path("outcome").asText(), told.path("rule").asText()));
        out.append("%nWhy       %s%n".formatted(told.path("because").asText()));
        out.append("Citizen   %s%n".formatted(told.path("forCitizen").asText()));
        told.path("replies")
                .forEach(reply -> out.append("Told      ")
                        .append(reply.asText().replace("\n", System.lineSeparator() + INDENT))
                        .append(System.lineSeparator()));
        if (!told.path("candidates").isEmpty()) {
            out.append("%nThe bot's nearest answers, each with how sure it is (0 to 1):%n".formatted());
        }
        told.path("candidates")
                .forEach(candidate -> out.append("  %.2f  %s%n"
                        .formatted(
                                candidate.path("score").asDouble(),
                                candidate.path("answer").asText())));
        out.append("%nLooked at, in this order; ✓ is what held:%n".formatted());
        var passedBy = new ArrayList<String>();
        for (var step : told.path("steps")) {
            if (isPassedBy(step)) {
                passedBy.add(step.path("name").asText());
            } else {
                out.append(passedBy(passedBy)).append(line(step));
                passedBy.clear();
            }
        }
        return out.append(passedBy(passedBy)).toString().stripTrailing();
    }

    /// A step of the gateway's own that had nothing to do with the message. Rules say what they saw, always.
    private boolean isPassedBy(JsonNode step) {
        return !full
                && !step.path("held").asBoolean()
                && Explainer.isOwnStep(step.path("name").asText());
    }

    private static String passedBy(List<String> steps) {
        return steps.isEmpty()
                ? ""
                : "  · %s that did not apply: %s%n"
                        .formatted(
                                steps.size() == 1 ? "1 step" : steps.size() + " steps",
                                String.join(", ", steps).toLowerCase(Locale.ROOT));
    }

    /// A step of the gateway asks something; below "City rules" each rule stands with its condition.
    private String line(JsonNode step) {
        return "  %s %s%s%s%n"
                .formatted(
                        step.path("held").asBoolean() ? "✓" : "·",
                        step.path("name").asText(),
                        condition(step.path("condition").asText()),
                        saw(step.path("saw").asText()));
    }

    private String condition(String condition) {
        return condition.isBlank() ? "" : ": " + shortened(condition);
    }

    private String saw(String seen) {
        return seen.isBlank() ? "" : "  → " + shortened(seen);
    }

    /// A rule's condition may be a page of phrases, and what it found one of them.
    private String shortened(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return full || line.length() <= CONDITION_CHARS ? line : line.substring(0, CONDITION_CHARS - 1) + "…";
    }
}
