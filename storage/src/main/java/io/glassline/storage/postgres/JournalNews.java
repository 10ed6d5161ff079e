package io.glassline.storage.postgres;

import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.Step;
import io.glassline.storage.postgres.DeliveryJournal.LeaseEnd;
import java.time.Instant;
import java.util.Optional;

/// Something to write down in a journal.
sealed interface JournalNews {

    /// The message it is about, where it comes from our own sending.
    default Optional<Due> due() {
        return switch (this) {
            case HandOver news -> Optional.of(news.message());
            case TakeBack news -> Optional.of(news.message());
            case Move news -> Optional.of(news.message());
            case Release news -> Optional.of(news.message());
            case MoveAndRelease news -> Optional.of(news.move().message());
            case Report _ -> Optional.empty();
        };
    }

    record HandOver(Due message, int part, Instant now) implements JournalNews {}

    /// The part was not handed over after all: whether [HandOver] was written is not known.
    record TakeBack(Due message, int part, Instant now) implements JournalNews {}

    /// News of our own sending.
    record Move(Due message, int part, Step step, Instant now) implements JournalNews {

        Optional<ProviderId> providerId() {
            return step.providerId()
                    .map(id -> new ProviderId(message.send().lane().accountId(), Rows.plain(id)));
        }

        PartRef reference() {
            return new PartRef(message.send().message().id(), part);
        }
    }

    record Release(Due message, LeaseEnd end, Instant now) implements JournalNews {}

    record MoveAndRelease(Move move, Release release) implements JournalNews {}

    /// News from the provider.
    record Report(String account, DeliveryReported report, Instant now) implements JournalNews {

        Optional<ProviderId> providerId() {
            return report.providerId().map(id -> new ProviderId(account, Rows.plain(id)));
        }

        Optional<PartRef> reference() {
            return report.reference().flatMap(PartRef::parse);
        }
    }

    /// A provider's name for a part, on one account.
    record ProviderId(String account, String id) {}
}
