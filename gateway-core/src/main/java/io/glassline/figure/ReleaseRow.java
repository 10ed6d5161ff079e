package io.glassline.figure;

import io.glassline.figure.Outcome.PersonWait;
import java.util.Locale;
import java.util.Optional;

/// What is published of one conversation. By the first four, its marks, somebody could know it again; the others say
/// what came of it.
record ReleaseRow(
        Marks marks,
        String state,
        String contact,
        String answeredBy,
        String firstAnswer,
        Person person,
        String resolution) {

    /// In place of a mark that is not told.
    static final String ANY = "any";

    /// In place of a time that there is not.
    static final String NONE = "none";

    /// The first line of a release.
    static final String HEAD = "state,part_of_day,channel,topic,language,contact,answered_by,first_answer,person,"
            + "person_wait,resolution";

    record Marks(String partOfDay, String channel, String topic, String language) {

        static final Marks NOTHING = new Marks(ANY, ANY, ANY, ANY);
    }

    /// How it was with the wait for a person.
    record Person(String word, String waited) {}

    static ReleaseRow of(Outcome outcome) {
        var partOfDay = Topics.SENSITIVE.contains(outcome.topic()) ? ANY : word(outcome.partOfDay());
        return new ReleaseRow(
                new Marks(partOfDay, plain(outcome.channel()), plain(outcome.topic()), plain(outcome.language())),
                outcome.isOpen() ? "waiting" : "ended",
                word(outcome.contact()),
                word(outcome.answeredBy()),
                outcome.answeredAfter().map(Span::of).map(Span::word).orElse(NONE),
                person(outcome.personWait()),
                word(outcome.resolution()));
    }

    ReleaseRow with(Marks fewer) {
        return new ReleaseRow(fewer, state, contact, answeredBy, firstAnswer, person, resolution);
    }

    /// A line of the file, without its end.
    String line() {
        return String.join(
                ",",
                state,
                marks.partOfDay,
                marks.channel,
                marks.topic,
                marks.language,
                contact,
                answeredBy,
                firstAnswer,
                person.word,
                person.waited,
                resolution);
    }

    private static Person person(PersonWait wait) {
        return switch (wait) {
            case PersonWait.NotAsked _ -> new Person("not-asked", NONE);
            case PersonWait.Reached(var after) ->
                new Person("reached", Span.of(after).word());
            case PersonWait.Left(var after) -> new Person("left", Span.of(after).word());
            case PersonWait.Waiting(var soFar) ->
                new Person("waiting", Span.of(soFar).word());
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A city's own word. What would not fit into a cell is not told.
    private static String plain(String word) {
        return Optional.of(word.toLowerCase(Locale.ROOT))
                .filter(lower -> lower.matches("[a-z0-9][a-z0-9._-]{0,63}"))
                .orElse(ANY);
    }
}
