package io.glassline.figure;

import io.glassline.conversation.QueueId;
import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// What is known of a conversation for its figures. There are no words in it, and nobody's address.
///
/// @param firstInboundAt when the citizen first wrote
/// @param end how it ended; empty while a person is waited for
/// @param queue the one out of which a person first took it; the last one it was in where nobody did
/// @param queuedAt when a person was first asked for
/// @param takenAt when a person first took it
/// @param points how satisfied the citizen said they were, from 1 to 5
/// @param said what the city said in it, in the order in which it was said
public record Dealing(
        ChannelKind channel,
        Locale language,
        Instant firstInboundAt,
        Optional<End> end,
        Contact contact,
        Optional<QueueId> queue,
        Optional<Instant> queuedAt,
        Optional<Instant> takenAt,
        Optional<Integer> points,
        List<Said> said) {

    public Dealing {
        said = List.copyOf(said);
    }

    /// @param outcome the word that its stage has, such as `resolved` or `quiet`
    public record End(Instant at, String outcome) {}

    /// Whether the citizen had been here lately.
    public enum Contact {
        FIRST,
        /// The same citizen had a conversation on this channel that ended in the days before.
        AGAIN,
        /// Staff took it up again after it had ended.
        REOPENED
    }

    /// Something that the city said, and when its provider had the whole of it: what lies in our own outbox has
    /// answered nobody.
    public sealed interface Said {

        Optional<Instant> hadAt();

        /// By the bot. `with` is what the decision names: an approved answer, a form, or a phrase of its own.
        /// `isRequest` is whether it confirms that something was asked of a system of the city.
        record ByBot(String with, boolean isRequest, Optional<Instant> hadAt) implements Said {}

        record ByPerson(Optional<Instant> hadAt) implements Said {}
    }

    /// When something that fits first reached the provider.
    public Optional<Instant> first(Predicate<Said> fits) {
        return said.stream().filter(fits).flatMap(one -> one.hadAt().stream()).min(Comparator.naturalOrder());
    }
}
