package io.glassline.app.receipt;

import io.glassline.conversation.QueueId;
import io.glassline.routing.RoutingDecision;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// What the pages say of the city, by the version that decides now.
public interface ReceiptCity {

    String name();

    ZoneId zone();

    /// Why a message was decided about as it was, in a sentence for who wrote it.
    String why(RoutingDecision decision, Locale language);

    /// The office that a queue is, such as "the Water Department"; empty for one that the city no longer has.
    Optional<String> office(QueueId queue, Locale language);

    /// When an office that is closed at `now` opens, in words; empty while it is open, and where it never is.
    Optional<String> opens(QueueId queue, Instant now, Locale language);
}
