package io.glassline.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Who read what of citizens, beside transcripts and quarantined deliveries.
public sealed interface ReadingEvent extends AuditEvent {

    Actor by();

    @Override
    default Optional<String> channel() {
        return Optional.empty();
    }

    @Override
    default SealedPart sealed() {
        return new SealedPart().with(by());
    }

    /// `list` names the list, such as `conversations` or `quarantine`.
    record ListView(String list, Actor by, Instant at) implements ReadingEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.LIST_READ;
        }

        @Override
        public SealedPart sealed() {
            return ReadingEvent.super.sealed().with(AuditField.LIST, list);
        }
    }

    /// `query` may be a citizen's address or words, so it is committed to as words.
    record Search(String list, String query, Actor by, Instant at) implements ReadingEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.SEARCH_MADE;
        }

        @Override
        public SealedPart sealed() {
            return ReadingEvent.super.sealed().with(AuditField.LIST, list);
        }

        @Override
        public Optional<Map<String, Object>> words() {
            return Optional.of(Map.of("query", query));
        }
    }

    record DeadLettersView(Actor by, Instant at) implements ReadingEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.DEAD_LETTERS_READ;
        }
    }

    /// `export` names what was exported.
    record Export(String export, long rows, Actor by, Instant at) implements ReadingEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.EXPORT_MADE;
        }

        @Override
        public SealedPart sealed() {
            return ReadingEvent.super.sealed().with(AuditField.EXPORT, export).with(AuditField.ROWS, rows);
        }
    }

    /// `export` names what was asked for and refused, for whoever asked may not have it.
    record ExportRefusal(String export, Actor by, Instant at) implements ReadingEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.EXPORT_REFUSED;
        }

        @Override
        public SealedPart sealed() {
            return ReadingEvent.super.sealed().with(AuditField.EXPORT, export);
        }
    }
}
