package io.glassline.console;

import io.glassline.conversation.QueueId;
import io.glassline.figure.Dealing;
import io.glassline.figure.Topics;
import io.glassline.figure.desk.Dealings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Conversations that a test lays down.
final class MemoryDealings implements Dealings {

    /// An answer's topic is what its name begins with, as in `waste/trash-day`; a queue's is its name.
    static final Topics TOPICS = new Topics() {
        @Override
        public Optional<String> ofAnswer(String with) {
            return with.contains("/") ? Optional.of(with.substring(0, with.indexOf('/'))) : Optional.empty();
        }

        @Override
        public Optional<String> ofQueue(QueueId queue) {
            return Optional.of(queue.name());
        }
    };

    final List<Dealing> dealings = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    final List<Question> questions = new ArrayList<>();

    @Override
    public List<Dealing> between(Instant since, Instant until) {
        return dealings.stream()
                .filter(one -> one.firstInboundAt().isBefore(until))
                .filter(one -> one.end().filter(end -> end.at().isBefore(since)).isEmpty())
                .map(one -> one.end().filter(end -> !end.at().isBefore(until)).isPresent() ? open(one) : one)
                .toList();
    }

    private static Dealing open(Dealing one) {
        return new Dealing(
                one.channel(),
                one.language(),
                one.firstInboundAt(),
                Optional.empty(),
                one.contact(),
                one.queue(),
                one.queuedAt(),
                one.takenAt(),
                one.points(),
                one.said());
    }

    @Override
    public List<Asked> asked(Instant until, int weeks) {
        return asked;
    }

    @Override
    public List<Question> questions(Instant since, Instant until, int countMax) {
        return questions;
    }
}
