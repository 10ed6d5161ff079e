package io.glassline.router.reply;

import io.glassline.form.LookAgainWork;
import io.glassline.rating.Rating;
import java.util.Locale;
import java.util.Optional;

/// What a citizen can pick from a list, by a button, a number, a key or its name.
///
/// A channel and a session keep a choice as its [#id()]. Buttons live in a chat for years, so an id may be read that
/// names something the city has taken away; it must never be read as something else.
public sealed interface Choice {

    /// An approved answer, by its id.
    record Answer(String answer) implements Choice {}

    /// A form, by its name.
    record Flow(String flow) implements Choice {}

    /// Another language.
    record Language(Locale language) implements Choice {}

    /// A person.
    record Person() implements Choice {}

    /// The last step of the open form, once more.
    record Again() implements Choice {}

    /// An answer to the question that step `step` of the form `flow` asks.
    record Slot(String flow, String step, String value) implements Choice {}

    /// How satisfied the citizen was.
    record Points(int points) implements Choice {}

    /// For the wire and the session: `answer:trash-day`, `flow:permit-status`, `language:es`,
    /// `person`, `again`, `slot:pothole/size/big`, `rating:4`.
    default String id() {
        return switch (this) {
            case Answer(var answer) -> "answer:" + answer;
            case Flow(var flow) -> "flow:" + flow;
            case Language(var language) -> "language:" + language.getLanguage();
            case Person _ -> "person";
            case Again _ -> LookAgainWork.OFFER;
            case Points(var points) -> Rating.OFFER + points;
            case Slot(var flow, var step, var value) -> "slot:" + flow + "/" + step + "/" + value;
        };
    }

    /// The choice with this [#id()]; empty for an id that is none of ours.
    static Optional<Choice> parse(String id) {
        var kind = id.substring(0, id.indexOf(':') + 1);
        var name = id.substring(kind.length());
        return switch (kind) {
            case "answer:" -> Optional.of(new Answer(name));
            case "flow:" -> Optional.of(new Flow(name));
            case "language:" -> Optional.of(new Language(Locale.of(name)));
            case "slot:" -> slot(name.split("/", 3));
            case Rating.OFFER -> points(name);
            case "" -> withoutName(name);
            default -> Optional.empty();
        };
    }

    private static Optional<Choice> points(String points) {
        return points.matches("[1-5]") ? Optional.of(new Points(Integer.parseInt(points))) : Optional.empty();
    }

    private static Optional<Choice> slot(String[] parts) {
        return parts.length == 3 ? Optional.of(new Slot(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    private static Optional<Choice> withoutName(String id) {
        return switch (id) {
            case "person" -> Optional.of(new Person());
            case LookAgainWork.OFFER -> Optional.of(new Again());
            default -> Optional.empty();
        };
    }
}
