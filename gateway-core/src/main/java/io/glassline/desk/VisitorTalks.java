package io.glassline.desk;

import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a visitor of the city's website sees of their own talk, read from the record: nothing is kept a
/// second time.
///
/// Blocks for the reading.
public interface VisitorTalks {

    /// The last of what was said on this lane, at most `countMax` lines.
    Talk talk(Lane lane, int countMax);

    /// For each of the lanes a text that is another one as soon as [#talk] has something else to say.
    Map<Lane, String> stamps(Collection<Lane> lanes);

    /// `lines` are oldest first: what is not handled yet stands last. `isUnanswered` while a message of the
    /// visitor's waits for its turn or an answer is on its way. `state` is that of the latest conversation,
    /// a word of [io.glassline.conversation.Stage#state()].
    record Talk(List<Line> lines, boolean isUnanswered, Optional<String> state) {

        public Talk {
            lines = List.copyOf(lines);
        }
    }

    /// A message of the visitor's, or a part of one of the city's that was handed over to be read.
    ///
    /// `id` is the message with the part's number, `author` a word of [io.glassline.message.Author#role()].
    /// `providerId` is there for what the visitor said, `delivery` for what the city said.
    record Line(
            String id,
            String author,
            String text,
            List<Message.Offer> offers,
            Optional<String> providerId,
            Optional<String> delivery,
            Instant at) {

        public Line {
            offers = List.copyOf(offers);
        }
    }
}
