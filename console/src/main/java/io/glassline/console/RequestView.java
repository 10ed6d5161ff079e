package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// What a citizen asked a system of the city to do, as a conversation's page shows it.
record RequestView(String service, Optional<String> number, String state, List<Given> given, List<Step> steps) {

    /// What the citizen said, under its name.
    record Given(String name, String value) {}

    record Step(String words, String time, String timeFull, String timeIso) {}
}
