package io.glassline.media;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.MediaPolicy;
import io.glassline.media.Attachment.State;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// Deletes bytes: all of them when the words of their message were erased, and originals when their
/// account keeps them no longer. Bytes go first and the record after, so that a node that is killed in
/// between does it again.
public final class AttachmentRetention {

    /// Attachments looked at in one step of each kind.
    static final int STEP_MAX = 200;

    private final Attachments attachments;
    private final MediaFiles files;
    private final Channels channels;
    private final InstantSource clock;

    public AttachmentRetention(Attachments attachments, MediaFiles files, Channels channels, InstantSource clock) {
        this.attachments = attachments;
        this.files = files;
        this.channels = channels;
        this.clock = clock;
    }

    /// @return whether there may be more to delete.
    public boolean step() throws IOException {
        var erased = attachments.whoseWordsAreGone(STEP_MAX);
        for (var attachment : erased) {
            files.deleteAll(attachment.message());
            attachments.deleted(attachment.withoutFiles().in(State.ERASED, ""));
        }
        var more = erased.size() == STEP_MAX;
        for (var account : List.copyOf(channels.accounts())) {
            more |= dropOriginals(account) == STEP_MAX;
        }
        return more;
    }

    private int dropOriginals(ChannelAccount account) throws IOException {
        var before = clock.instant().minus(MediaPolicy.USUAL.of(account).originalsKept());
        var old = attachments.withOriginalFromBefore(account.id(), before, STEP_MAX);
        for (var attachment : old) {
            files.delete(
                    attachment.message(), attachment.original().orElseThrow().digest());
            attachments.deleted(attachment.withoutOriginal());
        }
        return old.size();
    }
}
