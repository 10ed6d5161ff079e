package io.glassline.app.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.feed.Feed;
import io.glassline.feed.FeedMessage;
import io.glassline.feed.FeedReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Writes entries to a topic of Kafka, each under its key, so that what belongs together is in one partition and in
/// order. All replicas that are in sync have an entry before it counts as taken, and the producer's own repeats leave
/// nothing twice.
///
/// After a failure the producer is given up with all that it had under way: what it might still write would come
/// behind what is given again.
final class KafkaReceiver implements FeedReceiver {

    /// Written without waiting for each other.
    static final int MESSAGES_MAX = 100;

    private static final String CONTENT_TYPE = "content-type";

    /// From handing an entry to the producer until it is written or given up.
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(12);

    private static final Duration REQUEST_WAIT_MAX = Duration.ofSeconds(5);

    /// How long the producer may look for the topic, or for room in its memory.
    private static final Duration TOPIC_WAIT_MAX = Duration.ofSeconds(5);

    private static final int MEMORY_BYTES_MAX = 8 << 20;

    private final Feed.Kafka target;

    /// Made when it is needed, and anew after a failure.
    private @Nullable KafkaProducer<String, byte[]> producer;

    KafkaReceiver(Feed.Kafka target) {
        this.target = target;
    }

    @Override
    public int messagesMax() {
        return MESSAGES_MAX;
    }

    @Override
    public synchronized Given give(List<FeedMessage> messages) {
        var written = new ArrayList<Future<RecordMetadata>>();
        var count = 0;
        try {
            var open = producer();
            for (var message : messages) {
                written.add(open.send(written(message)));
            }
            open.flush();
            for (var each : written) {
                each.get();
                count++;
            }
            return Given.all(count);
        } catch (KafkaException e) {
            return givenUp(countWritten(written), e);
        } catch (ExecutionException e) {
            return givenUp(count, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return givenUp(count, e);
        }
    }

    /// How many of the first are written for sure.
    private static int countWritten(List<Future<RecordMetadata>> futures) {
        var count = 0;
        for (var each : futures) {
            if (each.state() != Future.State.SUCCESS) {
                return count;
            }
            count++;
        }
        return count;
    }

    private Given givenUp(int count, @Nullable Throwable because) {
        close();
        var kind = because == null ? "" : because.getClass().getSimpleName();
        return Given.but(count, Refusal.of("Kafka did not write it: " + kind));
    }

    private ProducerRecord<String, byte[]> written(FeedMessage message) {
        var written = new ProducerRecord<>(target.topic(), message.key(), message.body());
        written.headers().add(CONTENT_TYPE, message.type().getBytes(UTF_8));
        return written;
    }

    private KafkaProducer<String, byte[]> producer() {
        var open = producer;
        if (open == null) {
            open = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.servers());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "glassline");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(WRITTEN_WITHIN.toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(REQUEST_WAIT_MAX.toMillis()));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TOPIC_WAIT_MAX.toMillis());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MEMORY_BYTES_MAX);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
        var protocol = (target.login().isPresent() ? "SASL_" : "") + (target.isTls() ? "SSL" : "PLAINTEXT");
        settings.put("security.protocol", protocol);
        target.login().ifPresent(login -> {
            var module = login.mechanism().equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
            settings.put("sasl.mechanism", login.mechanism());
            settings.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                            .formatted(
                                    module,
                                    quoted(login.user()),
                                    quoted(login.password().value())));
        });
        return settings;
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /// Without waiting for what is under way.
    @Override
    public synchronized void close() {
        var open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }
}
