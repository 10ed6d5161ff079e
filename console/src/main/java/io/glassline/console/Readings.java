package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who reads what, on the record once.
///
/// Opening a page is an entry of the audit stream. A page that stays open and follows the conversation goes on with
/// the reading that is on the record already: without that, each entry would tell all open pages to read again, and
/// each reading would be an entry.
@Singleton
final class Readings {

    /// A page open for longer is a new reading, and a new entry.
    static final Duration LASTS = Duration.ofMinutes(15);

    /// Readings remembered; past it the oldest is forgotten, and goes on the record again if it goes on.
    private static final int READINGS_MAX = 10_000;

    private final Desk desk;
    private final Board board;
    private final InstantSource clock;

    private final Map<Reading, Instant> begun = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Reading, Instant> eldest) {
            return size() > READINGS_MAX;
        }
    };

    Readings(Desk desk, Board board, InstantSource clock) {
        this.desk = desk;
        this.board = board;
        this.clock = clock;
    }

    /// Opens the conversation, on the record.
    Optional<Board.Transcript> open(Conversation.Id id, Agent reader) {
        var transcript = desk.open(id, reader);
        if (transcript.isPresent()) {
            begin(new Reading(reader.id(), id));
        }
        return transcript;
    }

    /// Reads on, if the reader has lately opened it; else opens it.
    Optional<Board.Transcript> readOn(Conversation.Id id, Agent reader) {
        return isGoingOn(new Reading(reader.id(), id)) ? board.transcript(id) : open(id, reader);
    }

    private synchronized void begin(Reading reading) {
        begun.remove(reading);
        begun.put(reading, clock.instant());
    }

    private synchronized boolean isGoingOn(Reading reading) {
        var since = begun.get(reading);
        return since != null && clock.instant().isBefore(since.plus(LASTS));
    }

    private record Reading(String agentId, Conversation.Id conversation) {}
}
