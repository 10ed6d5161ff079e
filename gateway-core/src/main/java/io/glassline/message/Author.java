package io.glassline.message;

/// Who speaks.
public sealed interface Author {

    record Citizen() implements Author {}

    /// `version` names the bot and the knowledge it answered from, as it stands in the record.
    record Bot(String version) implements Author {}

    record Agent(String agentId) implements Author {}

    /// The gateway itself: fixed texts such as the confirmation of STOP.
    record System() implements Author {}

    /// The word for this author in pages, tables and the API.
    default String role() {
        return switch (this) {
            case Citizen _ -> "citizen";
            case Bot _ -> "bot";
            case Agent _ -> "agent";
            case System _ -> "system";
        };
    }
}
