package io.glassline.records;

import io.glassline.audit.Actor;
import io.glassline.conversation.Conversation;
import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Requests for records, with what is in each and what was decided. What changes something puts it on the record, in
/// the same transaction.
///
/// Safe to call from any thread; calls block. The contract is executable: see `RecordsRequestsContract`.
public interface RecordsRequests {

    /// More conversations than anyone reviews in one request.
    int CONVERSATIONS_MAX = 2_000;

    void add(RecordsRequest request, Actor by);

    /// The latest first.
    List<RecordsRequest> latest(int countMax);

    Optional<RecordsRequest> find(UUID id);

    Selection.Size size(Selection selection);

    /// Writes down what is in a request, once: what is said later is not in it.
    Taking take(UUID id, Selection selection, Actor by, Instant now);

    sealed interface Taking {

        record Taken(RecordsRequest request, int conversations) implements Taking {}

        /// @param conversations how many there would be: none, or more than [#CONVERSATIONS_MAX]
        record NotSoMany(long conversations) implements Taking {}

        /// @param by who was first
        record TakenBefore(String by) implements Taking {}
    }

    /// What is in a request, without words, in the order of the conversations' beginnings.
    List<Line> lines(UUID id);

    /// A conversation of a request.
    ///
    /// @param open pieces that wait for a decision
    record Line(
            int number,
            Conversation.Id conversation,
            ChannelKind channel,
            Instant openedAt,
            boolean isErased,
            boolean isHeld,
            int pieces,
            int open) {}

    /// An item to give out; that it is read is on the record when the request is given.
    Optional<Item> item(UUID id, int number);

    /// An item to review. That somebody read its conversation is on the record when this returns.
    Optional<Item> open(UUID id, int number, Actor by, Instant now);

    /// Decides about a piece. An officer who had not seen the last decision is told it, and it stands.
    ///
    /// @param seen the version that was decided about
    Deciding decide(UUID id, int item, int piece, int seen, Ruling ruling, Actor by, Instant now);

    sealed interface Deciding {

        record Decided(Piece piece) implements Deciding {}

        /// Somebody decided meanwhile, and otherwise.
        record Meanwhile(Piece piece) implements Deciding {}

        record NotThere() implements Deciding {}
    }

    /// Keeps that a request was given out.
    ///
    /// @param digest as in [RecordsRequest.Given]
    /// @param rows how many pieces there are in it
    void gave(UUID id, String digest, long rows, Actor by, Instant now);
}
