package io.glassline.desk;

import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Channels;
import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import io.glassline.store.ConversationStore;
import java.time.Instant;
import java.util.Optional;

/// Whether a conversation that has ended may be taken up again: only where a reply in it would reach the citizen.
final class Reopening {

    /// So many of the lane's last messages are looked at for one of the citizen's.
    private static final int LATELY_MAX = 200;

    private final ConversationStore store;
    private final Channels channels;

    Reopening(ConversationStore store, Channels channels) {
        this.store = store;
        this.channels = channels;
    }

    /// What forbids it, in a sentence.
    Optional<String> forbidden(Conversation conversation, Instant now) {
        var lane = conversation.lane();
        if (channels.isSpoken(lane.accountId())) {
            return Optional.of("A call that is over cannot be taken up again. Call the citizen back.");
        }
        if (channels.account(lane.accountId()).isEmpty()) {
            return Optional.of("The city no longer writes on this account.");
        }
        return store.findOpen(lane)
                .filter(_ -> conversation.thread().isEmpty())
                .map(open -> "The citizen goes on in conversation " + open.id() + ". Answer there.")
                .or(() -> isTooLate(conversation, now)
                        ? Optional.of("The channel takes no reply so long after the citizen’s last words. What they"
                                + " write next opens a new conversation.")
                        : Optional.empty());
    }

    private boolean isTooLate(Conversation conversation, Instant now) {
        return channels.adapter(conversation.lane().citizen().channel())
                .flatMap(ChannelAdapter::replyWindow)
                .filter(window -> store.lately(conversation.lane(), now.minus(window), LATELY_MAX).stream()
                        .noneMatch(Message::inbound))
                .isPresent();
    }
}
