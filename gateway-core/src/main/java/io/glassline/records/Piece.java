package io.glassline.records;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What is decided about as one: of a conversation the citizen's address, the subject of its mails, a message, a file
/// or a note.
///
/// @param number its place in the item, from 1
/// @param about the conversation, the message or the note
/// @param version counts the decisions about it: two officers who both read version 1 cannot both write version 2
public record Piece(int number, Kind kind, UUID about, Optional<Decision> decision, int version) {

    public enum Kind {
        /// The number or mailbox of the citizen.
        ADDRESS,
        /// The subject of a conversation by mail.
        SUBJECT,
        MESSAGE,
        /// What came beside the words of a message.
        FILE,
        /// Words of staff for colleagues.
        NOTE;

        /// The word for it in files, the API and the record.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether a part of it can be blacked out: there is no half of an address or of a file.
        public boolean isMarkable() {
            return switch (this) {
                case SUBJECT, MESSAGE, NOTE -> true;
                case ADDRESS, FILE -> false;
            };
        }
    }

    /// @param by the id of whoever decided
    public record Decision(Ruling ruling, String by, Instant at) {}

    public Piece decided(Ruling ruling, String by, Instant at) {
        return new Piece(number, kind, about, Optional.of(new Decision(ruling, by, at)), version + 1);
    }

    /// What is blacked out in it.
    public List<Mark> marks() {
        return decision.map(made -> made.ruling().marks()).orElse(List.of());
    }
}
