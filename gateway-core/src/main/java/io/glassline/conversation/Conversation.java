package io.glassline.conversation;

import io.glassline.channel.MailThread;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A citizen's dealings with the city about one matter, on one lane. That two addresses belong to one person is a
/// separate fact, told by that person and never guessed.
///
/// `version` counts the changes and is the compare-and-set key of the store: two workers that both read version 7
/// cannot both write version 8. It is 0 until the conversation is first stored.
///
/// `pseudonym` is its name in the public log: random, and tied to the conversation only by an erasable row.
/// `messageCount` is the position of its last message. `thread` is its last mail, on a channel that has threads.
/// `traffic` is how much its lane says in the hour that runs.
public record Conversation(
        Id id,
        UUID pseudonym,
        Lane lane,
        Locale language,
        Stage stage,
        Session session,
        Optional<MailThread> thread,
        int messageCount,
        long version,
        Instant openedAt,
        Instant lastActivityAt,
        Traffic traffic) {

    private static final int NUMBER_DIGITS = 8;

    public record Id(UUID value) {

        @Override
        public String toString() {
            return value.toString();
        }
    }

    public static Conversation open(Id id, UUID pseudonym, Lane lane, Locale language, Instant now) {
        return new Conversation(
                id,
                pseudonym,
                lane,
                language,
                new Stage.WithBot(),
                Session.FRESH,
                Optional.empty(),
                0,
                0,
                now,
                now,
                Traffic.NONE);
    }

    /// Names it to a citizen who calls or writes again: the first eight digits of the id, by which the desk finds it.
    public String number() {
        return id.value().toString().substring(0, NUMBER_DIGITS).toUpperCase(Locale.ROOT);
    }

    public boolean isOpen() {
        return !(stage instanceof Stage.Closed);
    }

    /// Where, in which language and with what memory the conversation goes on.
    public Conversation with(Stage stage, Session session, Locale language) {
        return new Conversation(
                id,
                pseudonym,
                lane,
                language,
                stage,
                session,
                thread,
                messageCount,
                version,
                openedAt,
                lastActivityAt,
                traffic);
    }

    public Conversation with(Traffic traffic) {
        return new Conversation(
                id,
                pseudonym,
                lane,
                language,
                stage,
                session,
                thread,
                messageCount,
                version,
                openedAt,
                lastActivityAt,
                traffic);
    }

    public Conversation with(Stage stage) {
        return with(stage, session, language);
    }

    public Conversation onThread(Optional<MailThread> latest) {
        return latest.isEmpty()
                ? this
                : new Conversation(
                        id,
                        pseudonym,
                        lane,
                        language,
                        stage,
                        session,
                        latest,
                        messageCount,
                        version,
                        openedAt,
                        lastActivityAt,
                        traffic);
    }

    /// The conversation with one message more.
    public Conversation counting(Instant at) {
        return new Conversation(
                id,
                pseudonym,
                lane,
                language,
                stage,
                session,
                thread,
                messageCount + 1,
                version,
                openedAt,
                at,
                traffic);
    }

    /// The version to be written after this one was read.
    public Conversation nextVersion() {
        return new Conversation(
                id,
                pseudonym,
                lane,
                language,
                stage,
                session,
                thread,
                messageCount,
                version + 1,
                openedAt,
                lastActivityAt,
                traffic);
    }
}
