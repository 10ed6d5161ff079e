package io.glassline.app.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Samples;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedWork;
import io.glassline.feed.Feeds;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Feeds to a real broker, from a record in a real PostgreSQL. Steps are taken by hand.
class KafkaFeedTest {

    private static final int PARTITIONS = 3;

    @TempDir
    private static Path folder;

    private static RealRecord record;
    private static KafkaBroker broker;

    private Instant now = Samples.NOW;

    @BeforeAll
    static void start() throws SQLException, IOException {
        record = new RealRecord();
        broker = new KafkaBroker(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
        record.close();
    }

    @BeforeEach
    void clear() {
        record.clear();
    }

    private static Feed feed(String topic, boolean isSealed) {
        return new Feed(
                "lake",
                new Feed.Kafka(List.of(broker.address()), topic, false, Optional.empty()),
                Feed.Format.CLOUDEVENTS,
                Set.of(),
                Set.of(),
                isSealed);
    }

    private FeedWork work(Feed feed, Feeds feeds, KafkaReceiver receiver) {
        return new FeedWork(
                feed.name(),
                feeds,
                record.board,
                new EntryFormat(feed, RealRecord.ORIGIN),
                receiver,
                () -> now,
                () -> 1);
    }

    private static String keyOf(ConsumerRecord<String, byte[]> written) {
        return written.key();
    }

    private static String idOf(ConsumerRecord<String, byte[]> written) {
        return new String(written.value(), UTF_8).replaceAll(".*\"id\":\"(\\d+)\".*", "$1");
    }

    @Test
    void whatBelongsToAConversationIsInOnePartitionAndInOrder() {
        broker.topic("record", PARTITIONS);
        var feed = feed("record", true);
        try (var receiver = new KafkaReceiver((Feed.Kafka) feed.target())) {
            var work = work(feed, record.feeds, receiver);
            work.step();
            IntStream.range(0, 4).forEach(_ -> {
                record.taking();
                record.signIns(1);
            });
            work.step();
        }
        var written = broker.written("record", PARTITIONS, 9);
        assertThat(written).hasSize(9);
        assertThat(written.stream().map(KafkaFeedTest::idOf))
                .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8");
        var pseudonym = RealRecord.CONVERSATION.pseudonym().toString();
        var takings =
                written.stream().filter(one -> keyOf(one).equals(pseudonym)).toList();
        assertThat(takings.stream().map(KafkaFeedTest::idOf)).containsExactly("1", "3", "5", "7");
        assertThat(takings.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
        assertThat(written.stream().filter(one -> !takings.contains(one)))
                .allSatisfy(one -> assertThat(keyOf(one)).isEqualTo(idOf(one)));
        assertThat(new String(
                        takings.getFirst().headers().lastHeader("content-type").value(), UTF_8))
                .isEqualTo(CloudEvents.MEDIA_TYPE);
        assertThat(record.feeds.all().getFirst().next()).isEqualTo(9);
    }

    @Test
    void whoMayNotKnowTheConversationIsNotToldItByTheKey() {
        broker.topic("leaves", PARTITIONS);
        var feed = feed("leaves", false);
        try (var receiver = new KafkaReceiver((Feed.Kafka) feed.target())) {
            var work = work(feed, record.feeds, receiver);
            work.step();
            record.taking();
            work.step();
        }
        assertThat(broker.written("leaves", PARTITIONS, 2))
                .allSatisfy(one -> assertThat(keyOf(one)).isEqualTo(idOf(one)));
    }

    @Test
    void aNodeThatDiesBeforeItsNoteWritesItsBatchOnceMore() {
        broker.topic("repeated", 1);
        var feed = feed("repeated", true);
        try (var receiver = new KafkaReceiver((Feed.Kafka) feed.target())) {
            work(feed, record.feeds, receiver).step();
            record.signIns(2);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(work(feed, diesBeforeItsNote(), receiver)::step))
                    .hasMessage("kill -9");
        }
        try (var another = new KafkaReceiver((Feed.Kafka) feed.target())) {
            work(feed, record.feeds, another).step();
        }
        assertThat(broker.written("repeated", 1, 6).stream().map(KafkaFeedTest::idOf))
                .containsExactly("0", "1", "2", "0", "1", "2");
    }

    private static Feeds diesBeforeItsNote() {
        return (Feeds) Proxy.newProxyInstance(
                Feeds.class.getClassLoader(), new Class<?>[] {Feeds.class}, (_, method, arguments) -> {
                    if (method.getName().equals("advance")) {
                        throw new IllegalStateException("kill -9");
                    }
                    try {
                        return method.invoke(record.feeds, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aTopicThatIsNotThereIsAFailureAndNotALoss() {
        var feed = feed("missing", true);
        try (var receiver = new KafkaReceiver((Feed.Kafka) feed.target())) {
            var work = work(feed, record.feeds, receiver);
            work.step();
            record.signIns(1);
            work.step();
            assertThat(record.feeds.all().getFirst().told())
                    .startsWith("FAILING, for Kafka did not write it: ")
                    .doesNotContain("missing");
            broker.topic("missing", 1);
            now = record.feeds.all().getFirst().failing().orElseThrow().retryAt();
            work.step();
        }
        assertThat(broker.written("missing", 1, 2).stream().map(KafkaFeedTest::idOf))
                .containsExactly("0", "1");
        assertThat(record.feeds.all().getFirst().told()).isEqualTo("UP");
    }

    @Test
    void aBrokerThatWasAwayGetsWhatItMissedInOrder() {
        broker.topic("away", 1);
        var feed = feed("away", true);
        try (var receiver = new KafkaReceiver((Feed.Kafka) feed.target())) {
            var work = work(feed, record.feeds, receiver);
            work.step();
            record.signIns(1);
            work.step();
            broker.end();
            record.signIns(3);
            work.step();
            assertThat(record.feeds.all().getFirst().failing()).isPresent();
            broker.begin();
            now = record.feeds.all().getFirst().failing().orElseThrow().retryAt();
            work.step();
        }
        assertThat(broker.written("away", 1, 5).stream().map(KafkaFeedTest::idOf))
                .containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void aPasswordIsNotPrinted() {
        var login = new Feed.KafkaLogin("PLAIN", "glassline", new io.glassline.channel.Secret("hunter2"));
        assertThat(new Feed.Kafka(List.of("a:1"), "t", true, Optional.of(login)).toString())
                .doesNotContain("hunter2");
    }
}
