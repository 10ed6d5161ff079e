package io.glassline.figure;

import io.glassline.conversation.QueueId;
import io.glassline.figure.Dealing.Contact;
import io.glassline.figure.Dealing.Said;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// What a conversation came to. Pure; the definitions are those of docs/figures.md.
///
/// Times count from the citizen's first message until the provider has the answer. An acknowledgement, a menu, a form's
/// question, "I did not understand" and a hand-over are no answers.
///
/// @param partOfDay in which the citizen first wrote, in the city's zone
/// @param botAfter until the bot's first answer
/// @param personAfter until a person's first message
public record Outcome(
        PartOfDay partOfDay,
        String channel,
        String topic,
        String language,
        Optional<QueueId> queue,
        Contact contact,
        AnsweredBy answeredBy,
        Optional<Duration> botAfter,
        Optional<Duration> personAfter,
        PersonWait personWait,
        Resolution resolution) {

    /// The topic of conversations of which none is known.
    public static final String NO_TOPIC = "other";

    public enum PartOfDay {
        NIGHT,
        MORNING,
        AFTERNOON,
        EVENING;

        private static final int HOURS = 6;

        static PartOfDay of(Instant at, ZoneId zone) {
            return values()[at.atZone(zone).getHour() / HOURS];
        }
    }

    public enum AnsweredBy {
        /// The bot answered, and nobody asked for a person.
        BOT,
        /// A person's message reached the citizen's provider.
        PERSON,
        /// Nobody did; also where the bot answered, and the person that was asked for never came.
        NOBODY
    }

    /// The wait for a person.
    public sealed interface PersonWait {

        record NotAsked() implements PersonWait {}

        record Reached(Duration after) implements PersonWait {}

        /// It ended before a person came.
        record Left(Duration after) implements PersonWait {}

        /// It goes on.
        record Waiting(Duration soFar) implements PersonWait {}
    }

    public enum Resolution {
        /// Staff say that it is dealt with, also in another conversation.
        RESOLVED,
        /// It is another office's, or not the city's.
        REFERRED,
        /// The bot answered, and the citizen wrote no more.
        ANSWERED,
        /// Staff closed it because the citizen did not come back.
        NO_ANSWER,
        /// A person was asked for and never came.
        ABANDONED,
        /// Any other end.
        ENDED,
        /// It has not ended.
        OPEN
    }

    /// @param until the end of the day that is counted: what happened from then on is not known
    public static Outcome of(Dealing dealing, Topics topics, ZoneId zone, Instant until) {
        var bot = dealing.first(said -> said instanceof Said.ByBot by && isAnswer(by, topics))
                .filter(until::isAfter);
        var person = dealing.first(Said.ByPerson.class::isInstance).filter(until::isAfter);
        var wait = wait(dealing, person, until);
        var answeredBy = answeredBy(bot, person, wait);
        return new Outcome(
                PartOfDay.of(dealing.firstInboundAt(), zone),
                dealing.channel().name(),
                topic(dealing, topics),
                dealing.language().getLanguage(),
                dealing.queue(),
                dealing.contact(),
                answeredBy,
                bot.map(at -> between(dealing.firstInboundAt(), at)),
                person.map(at -> between(dealing.firstInboundAt(), at)),
                wait,
                resolution(dealing, answeredBy, wait));
    }

    /// Until the first answer by anyone.
    public Optional<Duration> answeredAfter() {
        return Stream.concat(botAfter.stream(), personAfter.stream()).min(Comparator.naturalOrder());
    }

    /// Whether a release has a row for it: it has ended, or waits for a person.
    public boolean isReleased() {
        return !isOpen() || personWait instanceof PersonWait.Waiting;
    }

    public boolean isOpen() {
        return resolution == Resolution.OPEN;
    }

    private static boolean isAnswer(Said.ByBot said, Topics topics) {
        return said.isRequest() || topics.ofAnswer(said.with()).isPresent();
    }

    private static PersonWait wait(Dealing dealing, Optional<Instant> person, Instant until) {
        if (dealing.queuedAt().isEmpty()) {
            return new PersonWait.NotAsked();
        }
        var since = dealing.queuedAt().get();
        var taken = dealing.takenAt().filter(until::isAfter).or(() -> person);
        if (taken.isPresent()) {
            return new PersonWait.Reached(between(since, taken.get()));
        }
        return dealing.end()
                .<PersonWait>map(end -> new PersonWait.Left(between(since, end.at())))
                .orElseGet(() -> new PersonWait.Waiting(between(since, until)));
    }

    private static AnsweredBy answeredBy(Optional<Instant> bot, Optional<Instant> person, PersonWait wait) {
        if (person.isPresent()) {
            return AnsweredBy.PERSON;
        }
        return bot.isPresent() && wait instanceof PersonWait.NotAsked ? AnsweredBy.BOT : AnsweredBy.NOBODY;
    }

    private static Resolution resolution(Dealing dealing, AnsweredBy answeredBy, PersonWait wait) {
        if (dealing.end().isEmpty()) {
            return Resolution.OPEN;
        }
        if (wait instanceof PersonWait.Left) {
            return Resolution.ABANDONED;
        }
        return switch (dealing.end().get().outcome()) {
            case "resolved", "duplicate" -> Resolution.RESOLVED;
            case "referred", "not-for-the-city" -> Resolution.REFERRED;
            case "no-answer" -> Resolution.NO_ANSWER;
            default -> answeredBy == AnsweredBy.BOT ? Resolution.ANSWERED : Resolution.ENDED;
        };
    }

    private static String topic(Dealing dealing, Topics topics) {
        var answers = dealing.said().stream()
                .filter(Said.ByBot.class::isInstance)
                .map(said -> ((Said.ByBot) said).with())
                .toList();
        return new TopicMarks(answers, dealing.queue()).topic(topics);
    }

    /// Clocks of nodes differ a little; nobody is answered before they ask.
    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
