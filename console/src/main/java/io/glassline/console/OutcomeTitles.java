package io.glassline.console;

import io.glassline.conversation.QueueId;
import jakarta.inject.Singleton;
import java.util.Locale;

/// What came of a message, in the desk's words: `queue:water` is "Queue Water", `bot:trash-day` is "Bot: trash-day".
@Singleton
final class OutcomeTitles {

    private final QueueTitles titles;

    OutcomeTitles(QueueTitles titles) {
        this.titles = titles;
    }

    /// @param outcome in the words of the record ([io.glassline.routing.RoutingDecision#outcome()]), or of a case, which
    ///     may say more after a space, such as `queue:water urgent`
    String of(String outcome) {
        var space = outcome.indexOf(' ');
        var colon = outcome.indexOf(':');
        if (colon < 0) {
            return switch (outcome) {
                case "stays" -> "Stays with people";
                case "kept" -> "Kept, not answered";
                default -> outcome;
            };
        }
        var what = outcome.substring(colon + 1);
        return switch (outcome.substring(0, colon)) {
            case "queue" ->
                space < 0
                        ? "Queue " + queue(what)
                        : "Queue " + queue(outcome.substring(colon + 1, space)) + "," + outcome.substring(space);
            case "bot" -> "Bot: " + what;
            case "flow" -> "Form: " + what;
            case "gate" -> "Gate: " + what.toUpperCase(Locale.ENGLISH);
            default -> outcome;
        };
    }

    String queue(String name) {
        return titles.of(new QueueId(name));
    }
}
