package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.JsonNode;

/// What a draft would do otherwise, as replays and shadows tell it.
final class Differences {

    private Differences() {}

    /// @param found with `byOutcome` and `examples`
    static String told(JsonNode found) {
        var out = new StringBuilder();
        found.path("byOutcome")
                .forEach(move -> out.append("%8d  %s → %s%n"
                        .formatted(
                                move.path("count").asLong(),
                                move.path("from").asText(),
                                move.path("to").asText())));
        found.path("examples")
                .forEach(example -> out.append("  %s %s: %s → %s. %s%s  (message %s)%n"
                        .formatted(
                                example.path("at").asText(),
                                example.path("channel").asText(),
                                example.path("from").asText(),
                                example.path("to").asText(),
                                example.path("because").asText(),
                                example.hasNonNull("words")
                                        ? " «" + example.path("words").asText() + "»"
                                        : "",
                                example.path("message").asText())));
        return out.toString();
    }
}
