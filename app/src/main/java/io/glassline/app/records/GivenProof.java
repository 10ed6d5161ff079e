package io.glassline.app.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.receipt.OpenedEntry;
import io.glassline.log.TlogProof;
import io.glassline.receipt.ConversationReceipt.Entry;
import io.glassline.records.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What proves a message that is given out.
///
/// The words of a message and the citizen's address are under one commitment: who can check the one learns the other.
/// So words are opened only of a message that is released whole, in a conversation whose address is released; of every
/// other message it is proved that its entry is in the log.
///
/// @param proves `words` or `entry`
/// @param recorded the exact time of the entry; empty unless its words are opened
@SuppressWarnings("ArrayRecordComponent") // never compared
record GivenProof(byte[] file, String proves, String recorded) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Kinds of content whose words are a text and nothing else that would have to be looked at.
    private static final Set<String> OPENED = Set.of("text", "choice", "template");

    /// @param proofs of entries that a checkpoint covers, by their index
    /// @return empty where nothing can be proved, or not yet
    static Optional<GivenProof> of(GivenPiece given, Map<Long, TlogProof> proofs) {
        if (given.piece().kind() != Piece.Kind.MESSAGE || given.decision().equals("erased")) {
            return Optional.empty();
        }
        var entry = given.item().line(given.piece()).flatMap(line -> line.entry());
        var proof = entry.flatMap(Entry::index).flatMap(index -> Optional.ofNullable(proofs.get(index)));
        return proof.map(there -> of(given, entry.orElseThrow(), there));
    }

    private static GivenProof of(GivenPiece given, Entry entry, TlogProof proof) {
        var isOpened = given.isReleased() && given.isWithAddress() && isText(entry, given.plain());
        var file = new TlogProof(
                        Optional.of(isOpened ? OpenedEntry.of(entry) : OpenedEntry.leaf(entry)),
                        proof.index(),
                        proof.path(),
                        proof.checkpoint())
                .bytes();
        return new GivenProof(
                file,
                isOpened ? "words" : "entry",
                isOpened ? read(entry).path("at").asText() : "");
    }

    private static boolean isText(Entry entry, String said) {
        if (entry.sealed().isEmpty() || entry.words().isEmpty()) {
            return false;
        }
        var words = read(entry.words().get().bytes());
        return OPENED.contains(words.path("content").asText())
                && words.path("text").asText().equals(said);
    }

    private static JsonNode read(Entry entry) {
        return read(entry.sealed().orElseThrow().bytes());
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of the record is no JSON", e);
        }
    }
}
