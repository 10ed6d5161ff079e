package io.glassline.records;

import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.media.Attachment;
import io.glassline.message.Message;
import io.glassline.privacy.Erasure;
import io.glassline.privacy.Hold;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Line;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A conversation of a request as it is now, with the pieces that it had when the selection was taken.
///
/// @param number its place in the request, from 1
/// @param content its messages, each with what opens its entry
/// @param hold why nothing of it is erased
public record Item(
        int number,
        ConversationReceipt content,
        List<Note> notes,
        Map<Message.Id, Attachment> files,
        Optional<Hold> hold,
        List<Piece> pieces) {

    public Item {
        notes = List.copyOf(notes);
        files = Map.copyOf(files);
        pieces = List.copyOf(pieces);
    }

    public Conversation conversation() {
        return content.conversation();
    }

    /// Whether its words were erased since: there is nothing to give out and nothing to decide.
    public boolean isErased() {
        return conversation().lane().citizen().value().startsWith(Erasure.PSEUDONYM);
    }

    public Optional<Piece> piece(int number) {
        return pieces.stream().filter(piece -> piece.number() == number).findFirst();
    }

    /// What it says, of a file its name; empty where that was erased.
    public Optional<String> text(Piece piece) {
        return switch (piece.kind()) {
            case ADDRESS -> Optional.of(conversation().lane().citizen().shown()).filter(_ -> !isErased());
            case SUBJECT -> conversation().thread().flatMap(MailThread::subject);
            case MESSAGE -> line(piece).flatMap(Line::said);
            case FILE ->
                file(piece)
                        .map(file -> file.fileName()
                                .orElseGet(() -> file.original()
                                        .map(known -> known.type())
                                        .orElse(file.toldType())));
            case NOTE -> note(piece).map(Note::text);
        };
    }

    /// The message that a piece is about, or that came with it.
    public Optional<Line> line(Piece piece) {
        return content.lines().stream()
                .filter(line -> line.message().value().equals(piece.about()))
                .findFirst();
    }

    public Optional<Note> note(Piece piece) {
        return notes.stream().filter(note -> note.id().equals(piece.about())).findFirst();
    }

    /// The file of a piece, if its bytes may be given to anybody.
    public Optional<Attachment> file(Piece piece) {
        return Optional.ofNullable(files.get(new Message.Id(piece.about())))
                .filter(_ -> piece.kind() == Piece.Kind.FILE)
                .filter(Attachment::mayBeSeen);
    }

    public Instant at(Piece piece) {
        return line(piece)
                .map(Line::at)
                .or(() -> note(piece).map(Note::at))
                .orElseGet(() -> conversation().openedAt());
    }

    /// Whether there is something to decide: what was erased, and a file that nobody may have, needs no decision.
    public boolean isOpen(Piece piece) {
        return text(piece).isPresent() && piece.decision().isEmpty();
    }

    public long open() {
        return pieces.stream().filter(this::isOpen).count();
    }
}
