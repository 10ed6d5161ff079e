package io.glassline.console;

import io.glassline.conversation.QueueId;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.regex.Pattern;

/// What came of a message, in the desk's words: `queue:water` is "Queue Water", `bot:trash-day` is "Bot: trash-day".
@Singleton
final class OutcomeTitles {

    /// A kind, a name, and what a case or a replay says more of it, such as `queue:water urgent`.
    private static final Pattern OUTCOME = Pattern.compile("(?s)([a-z]+):([^ ,]+)(.*)");

    private final QueueTitles titles;

    OutcomeTitles(QueueTitles titles) {
        this.titles = titles;
    }

    /// @param outcome in the words of the record ([io.glassline.routing.RoutingDecision#outcome()]) or of a case
    String of(String outcome) {
        var parts = OUTCOME.matcher(outcome);
        if (!parts.matches()) {
            return switch (outcome) {
                case "stays" -> "Stays with people";
                case "kept" -> "Kept, not answered";
                case "others" -> "Others";
                default -> outcome;
            };
        }
        var name = parts.group(2);
        var more = parts.group(3).startsWith(" ") ? "," + parts.group(3) : parts.group(3);
        return switch (parts.group(1)) {
            case "queue" -> "Queue " + queue(name) + more;
            case "bot" -> "Bot: " + name + more;
            case "flow" -> "Form: " + name + more;
            case "gate" -> "Gate: " + name.toUpperCase(Locale.ENGLISH) + more;
            default -> outcome;
        };
    }

    String queue(String name) {
        return titles.of(new QueueId(name));
    }
}
