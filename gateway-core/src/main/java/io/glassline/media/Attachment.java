package io.glassline.media;

import io.glassline.message.Message;
import java.time.Instant;
import java.util.Optional;

/// What a citizen sent beside words, and how far it has come.
///
/// `toldType` is the type as the provider tells it; `original` has the type that the content shows.
/// `shown` is a picture drawn anew from the original's pixels, without metadata; `thumbnail` is a small
/// one. `because` is a sentence for the desk, and empty where there is nothing to tell.
public record Attachment(
        Message.Id message,
        String account,
        State state,
        String toldType,
        Optional<String> fileName,
        Optional<StoredFile> original,
        Optional<StoredFile> shown,
        Optional<StoredFile> thumbnail,
        String because,
        Instant receivedAt) {

    public enum State {
        /// Not fetched yet, or to be tried again.
        FETCHING,
        /// Fetched, and nobody sees it before it was scanned.
        HELD,
        /// Scanned and clean.
        READY,
        /// Shown with a warning: nothing has scanned it.
        UNSCANNED,
        /// A virus was found; it is kept and never given out.
        INFECTED,
        /// Not taken: too large, or of a kind that is not taken. Its bytes are not kept.
        REFUSED,
        /// The provider has it no more, or never gave it.
        GONE,
        /// Its bytes went with the words of its message.
        ERASED;

        /// Whether something is still to be done before an agent can see it.
        public boolean isUnderWay() {
            return switch (this) {
                case FETCHING, HELD -> true;
                case READY, UNSCANNED, INFECTED, REFUSED, GONE, ERASED -> false;
            };
        }
    }

    /// One that is to be fetched.
    public static Attachment fresh(
            Message.Id message, String account, String toldType, Optional<String> fileName, Instant receivedAt) {
        return new Attachment(
                message,
                account,
                State.FETCHING,
                toldType,
                fileName,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                receivedAt);
    }

    /// Whether its bytes may be given to those who may read the conversation.
    public boolean mayBeSeen() {
        return state == State.READY || state == State.UNSCANNED;
    }

    public Attachment in(State next, String because) {
        return new Attachment(
                message, account, next, toldType, fileName, original, shown, thumbnail, because, receivedAt);
    }

    public Attachment stored(StoredFile file) {
        return new Attachment(
                message, account, state, toldType, fileName, Optional.of(file), shown, thumbnail, because, receivedAt);
    }

    public Attachment drawn(StoredFile original, StoredFile shown, StoredFile thumbnail) {
        return new Attachment(
                message,
                account,
                state,
                toldType,
                fileName,
                Optional.of(original),
                Optional.of(shown),
                Optional.of(thumbnail),
                because,
                receivedAt);
    }

    public Attachment withoutOriginal() {
        return new Attachment(
                message, account, state, toldType, fileName, Optional.empty(), shown, thumbnail, because, receivedAt);
    }

    public Attachment withoutFiles() {
        return new Attachment(
                message,
                account,
                state,
                toldType,
                fileName,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                because,
                receivedAt);
    }
}
