package io.glassline.console;

import io.glassline.audit.Actor;
import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import io.glassline.desk.NoteMentions;
import io.glassline.desk.ReadingLog;
import io.glassline.message.Message;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Puts on the record what staff read in the console: transcripts, lists and searches.
///
/// Opening a transcript is always an entry, and so is a search. A page that stays open and follows what happens
/// goes on with the reading that is on the record already. Without that, each entry would tell all open pages to
/// read again, and each of those readings would be an entry.
@Singleton
final class ReadingRecorder {

    /// A reading that goes on for longer is a new one, and a new entry.
    static final Duration READING_LASTS = Duration.ofMinutes(15);

    /// Readings remembered. Past it the oldest is forgotten, and is a new entry if it goes on.
    private static final int READINGS_MAX = 10_000;

    /// A list in which citizens appear.
    enum CitizenList {
        ANSWERED("answered", "citizens who were given an answer that is withdrawn"),
        CITIZENS("citizens", "citizens' records"),
        CONVERSATIONS("conversations", "conversations"),
        MENTIONS("mentions", "the notes that mention them"),
        MISSED("missed", "messages that the bot did not understand"),
        QUARANTINE("quarantine", "deliveries that could not be read"),
        REPLAY("replay", "messages that a replay would send elsewhere"),
        RISING("rising", "examples of what citizens asked about topics that rise"),
        SAMPLE("sample", "answers of the bot that are judged"),
        SHADOW("shadow", "messages that a draft would send elsewhere"),
        UNDELIVERED("undelivered", "messages that were not delivered");

        private final String word;
        private final String title;

        CitizenList(String word, String title) {
            this.word = word;
            this.title = title;
        }

        /// @param word as the record has it; one that no list has is told as it stands
        static String titleOf(String word) {
            return Arrays.stream(values())
                    .filter(list -> list.word.equals(word))
                    .map(list -> list.title)
                    .findFirst()
                    .orElse(word);
        }
    }

    private final Desk desk;
    private final Board board;
    private final ReadingLog log;
    private final NoteMentions mentions;
    private final InstantSource clock;

    private final Map<Reading, Instant> begun = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Reading, Instant> eldest) {
            return size() > READINGS_MAX;
        }
    };

    ReadingRecorder(Desk desk, Board board, ReadingLog log, NoteMentions mentions, InstantSource clock) {
        this.desk = desk;
        this.board = board;
        this.log = log;
        this.mentions = mentions;
        this.clock = clock;
    }

    /// Opens the conversation, on the record. What mentioned the reader in it is seen then.
    Optional<Board.Transcript> open(Conversation.Id id, Agent reader) {
        var transcript = desk.open(id, reader);
        if (transcript.isPresent()) {
            begin(new Reading(reader.actor(), id.toString()));
            mentions.seen(id, reader.id(), clock.instant());
        }
        return transcript;
    }

    /// Reads on, if the reader has lately opened it; else opens it.
    Optional<Board.Transcript> readOn(Conversation.Id id, Agent reader) {
        if (!isGoingOn(new Reading(reader.actor(), id.toString()))) {
            return open(id, reader);
        }
        var transcript = board.transcript(id);
        mentions.seen(id, reader.id(), clock.instant());
        return transcript;
    }

    /// Goes on reading the conversation, or opens it, where only a part of it is shown.
    ///
    /// @return false when there is no such conversation.
    boolean isReading(Conversation.Id id, Agent reader) {
        return isGoingOn(new Reading(reader.actor(), id.toString()))
                || open(id, reader).isPresent();
    }

    /// The file that came with a message leaves the console, as it came: an entry each time.
    void attachmentSaved(Message.Id message, Actor reader) {
        log.exportMade("attachment of message " + message, 1, reader);
    }

    /// A list is on its way to this reader's screen: an entry, unless the same reader has lately begun to read it from
    /// the same place.
    void list(CitizenList list, Actor reader) {
        var reading = new Reading(reader, list.word);
        if (isGoingOn(reading)) {
            return;
        }
        switch (list) {
            case UNDELIVERED -> log.deadLettersRead(reader);
            case ANSWERED, CITIZENS, CONVERSATIONS, MENTIONS, MISSED, QUARANTINE, REPLAY, RISING, SAMPLE, SHADOW ->
                log.listRead(list.word, reader);
        }
        begin(reading);
    }

    /// @param query what was searched for; the record commits to it and does not tell it.
    void search(CitizenList list, String query, Actor reader) {
        log.searchMade(list.word, query, reader);
    }

    /// Somebody asked for citizens' data who may not have it.
    void exportRefused(String export, Actor reader) {
        log.exportRefused(export, reader);
    }

    private synchronized void begin(Reading reading) {
        begun.remove(reading);
        begun.put(reading, clock.instant());
    }

    private synchronized boolean isGoingOn(Reading reading) {
        var since = begun.get(reading);
        return since != null && clock.instant().isBefore(since.plus(READING_LASTS));
    }

    /// `what` is a conversation's id or a list's word.
    private record Reading(Actor reader, String what) {}
}
