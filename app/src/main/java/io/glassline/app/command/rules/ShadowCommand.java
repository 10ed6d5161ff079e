package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A draft beside the active version on live traffic: begun, ended, or what it found.
@Command(
        name = "shadow",
        description = {
            "Lets a draft decide beside the active version about a share of what comes in. Nothing of it is sent.",
            "With a version it begins, with --stop it ends, and with neither it says what it has found so far."
        },
        mixinStandardHelpOptions = true)
final class ShadowCommand implements Callable<Integer> {

    private static final double MICROS_OF_A_MILLI = 1_000;

    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "such as 3f2a9c01b7de, a version that was pushed")
    @Nullable
    String version;

    @Option(
            names = "--share",
            defaultValue = "10%",
            description = "of all conversations, each whole or not at all (default: ${DEFAULT-VALUE})")
    String share = "10%";

    @Option(
            names = "--hours",
            defaultValue = "24",
            description = "it ends by itself after so many, at most 168 (default: ${DEFAULT-VALUE})")
    int hours = 24;

    @Option(names = "--stop", description = "end it")
    boolean stop;

    @Option(names = "--words", description = "show what citizens wrote, where the token may read it")
    boolean words;

    @Option(names = "--json", description = "print the node's answer as JSON")
    boolean json;

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() {
        if (stop && version != null) {
            throw new Refused("One shadow runs at a time, so --stop needs no version.");
        }
        var shadow = asked();
        System.out.println(json ? shadow : stop || version == null ? told(shadow) : begun(shadow));
        return 0;
    }

    private JsonNode asked() {
        if (stop) {
            return node.delete("/configuration/shadow");
        }
        return version == null
                ? node.get("/configuration/shadow?words=" + words)
                : node.post(
                        "/configuration/%s/shadow?share=%s&hours=%d"
                                .formatted(RunningNode.encoded(version), RunningNode.encoded(share), hours),
                        new byte[0]);
    }

    private String begun(JsonNode shadow) {
        return """
                Version %s decides beside %s about %s of all conversations, until %s. Nothing of it is sent.
                What it finds: rules shadow%s
                To end it:     rules shadow --stop%s""".formatted(
                        shadow.path("draft").asText(),
                        shadow.path("beside").asText(),
                        shadow.path("share").asText(),
                        shadow.path("endsAt").asText(),
                        node.again(),
                        node.again());
    }

    private static String told(JsonNode shadow) {
        var out = new StringBuilder();
        out.append("Version %s beside %s, %s of all conversations; begun by %s, %s%n"
                .formatted(
                        shadow.path("draft").asText(),
                        shadow.path("beside").asText(),
                        shadow.path("share").asText(),
                        shadow.path("begunBy").asText(),
                        shadow.path("begunAt").asText()));
        out.append(
                shadow.hasNonNull("endedAt")
                        ? "ended by %s, %s. %s%n"
                                .formatted(
                                        shadow.path("endedBy").asText(),
                                        shadow.path("endedAt").asText(),
                                        shadow.path("because").asText())
                        : "runs until %s%n".formatted(shadow.path("endsAt").asText()));
        shadow.path("problems")
                .forEach(problem -> out.append("! ").append(problem.asText()).append('\n'));
        out.append("%d messages decided by both, %d different%n"
                .formatted(
                        shadow.path("messages").asLong(),
                        shadow.path("different").asLong()));
        aside(out, shadow, "skipped", "not compared, for more came than could wait");
        aside(out, shadow, "inForms", "not compared, in a form that would go on as it began");
        aside(out, shadow, "failed", "that the draft could not decide about");
        if (shadow.hasNonNull("draftMicros")) {
            out.append("%.1f ms for a decision, at most %.1f ms; the active version takes %.1f ms, look-ups included%n"
                    .formatted(
                            shadow.path("draftMicros").asLong() / MICROS_OF_A_MILLI,
                            shadow.path("slowestMicros").asLong() / MICROS_OF_A_MILLI,
                            shadow.path("activeMicros").asLong() / MICROS_OF_A_MILLI));
        }
        shadow.path("faults")
                .forEach(fault -> out.append("! rule \"%s\" could not be evaluated %d times: %s%n"
                        .formatted(
                                fault.path("rule").asText(),
                                fault.path("count").asLong(),
                                fault.path("because").asText())));
        out.append(Differences.told(shadow));
        return out.toString().stripTrailing();
    }

    private static void aside(StringBuilder out, JsonNode shadow, String field, String says) {
        if (shadow.path(field).asLong() > 0) {
            out.append("%d %s%n".formatted(shadow.path(field).asLong(), says));
        }
    }
}
