package io.glassline.app.chat;

import io.glassline.conversation.Lane;
import io.glassline.desk.VisitorTalks;
import io.glassline.desk.VisitorTalks.Talk;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Reads talks from the record, a few at a time: however many visitors look, what they read takes no more
/// of the database's connections than this, and messages come in as quickly as ever.
final class TalkReader {

    static final int READS_AT_ONCE_MAX = 4;

    /// More than anybody scrolls back; what is older stays on the record.
    static final int LINES_MAX = 200;

    private final VisitorTalks talks;
    private final Semaphore places = new Semaphore(READS_AT_ONCE_MAX);

    TalkReader(VisitorTalks talks) {
        this.talks = talks;
    }

    Talk talk(Lane lane) {
        places.acquireUninterruptibly();
        try {
            return talks.talk(lane, LINES_MAX);
        } finally {
            places.release();
        }
    }

    Map<Lane, String> stamps(Collection<Lane> lanes) {
        return talks.stamps(lanes);
    }
}
