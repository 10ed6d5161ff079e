package io.glassline.media;

import io.glassline.conversation.Conversation;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What citizens sent beside words, and what is still to be done about it: derived from the recorded
/// messages, never written with them.
///
/// Calls block. The contract is executable: see `AttachmentsContract`.
public interface Attachments {

    /// Looks for recorded messages with media that are not known here yet, and makes them due. At most
    /// `countMax`.
    ///
    /// @return how many were new.
    int enrol(Instant now, int countMax);

    /// Takes what is due, the longest due first, and leases it until `now + lease`. Nobody else is given
    /// it meanwhile.
    List<Claim> claim(Instant now, Duration lease, int countMax);

    /// Goes on holding these until `until`.
    void hold(Collection<Claim> claims, Instant until);

    /// Keeps how far a claimed one has come.
    ///
    /// @param dueAt when something is to be done again; empty when it is settled. While it is leased it
    ///     is not due.
    /// @param holdOn whether the claim goes on, until its lease ends.
    /// @return false when the lease was lost and another has it: then nothing was changed.
    boolean write(Claim claim, Attachment next, Optional<Instant> dueAt, boolean holdOn);

    /// Those of a conversation, by their messages.
    Map<Message.Id, Attachment> of(Conversation.Id conversation);

    /// The one of this message, if the message is of this conversation.
    Optional<Attachment> find(Conversation.Id conversation, Message.Id message);

    /// How far the one of this message has come.
    Optional<Attachment.State> stateOf(Message.Id message);

    /// Those whose message's words were erased, or whose message is gone, and that were not erased
    /// themselves.
    List<Attachment> whoseWordsAreGone(int countMax);

    /// Those of an account that still have an original beside a shown copy, and came before this time.
    List<Attachment> withOriginalFromBefore(String account, Instant before, int countMax);

    /// Keeps that files were deleted. What was erased is nobody's to work on any more.
    void deleted(Attachment next);

    /// How many there are in each state.
    Map<Attachment.State, Long> counts();

    /// One that is ours to work on. `attempt` tells one lease from the next, from 1; `firstTriedAt` is
    /// when it was first taken up.
    record Claim(Attachment attachment, Content.Media media, int attempt, Instant firstTriedAt) {}
}
