package io.glassline.app.rules;

import io.glassline.message.Message;
import io.glassline.trial.RecordedMessage;
import io.glassline.trial.RecordedTraffic;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A record that cannot be reached.
final class AwayTraffic implements RecordedTraffic {

    private static RuntimeException away() {
        return new IllegalStateException("the record is away");
    }

    @Override
    public long count(Instant since, Instant until) {
        throw away();
    }

    @Override
    public void read(Instant since, Instant until, Predicate<RecordedMessage> to) {
        throw away();
    }

    @Override
    public Optional<Recorded> find(Message.Id about) {
        throw away();
    }

    @Override
    public Map<Message.Id, String> words(Collection<Message.Id> messages) {
        throw away();
    }

    @Override
    public List<Recorded> latest(Instant since, int countMax) {
        throw away();
    }

    @Override
    public Map<String, Long> countByRule(Instant since) {
        throw away();
    }
}
