package io.glassline.app.feed;

import io.glassline.app.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;

/// A real broker of Kafka, with itself as the only controller, in this process.
final class KafkaBroker implements AutoCloseable {

    private final Path folder;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private KafkaRaftServer server;

    /// @param folder for its files; empty
    KafkaBroker(Path folder) throws IOException {
        this.folder = folder;
        var file = folder.resolve("server.properties");
        try (var out = Files.newOutputStream(file)) {
            settings().store(out, null);
        }
        var said = new ByteArrayOutputStream();
        var status = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException("the broker's folder cannot be made: " + said);
        }
        begin();
    }

    private Properties settings() {
        var settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
                "controller.listener.names", "CONTROLLER",
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", folder.resolve("log").toString(),
                "offsets.topic.replication.factor", "1",
                "auto.create.topics.enable", "false"));
        return settings;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void begin() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings(), false), Time.SYSTEM);
        server.startup();
    }

    void end() {
        server.shutdown();
        server.awaitShutdown();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void topic(String name, int partitions) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What is in a topic once it has so many.
    List<ConsumerRecord<String, byte[]>> written(String topic, int partitions, int count) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address()), new StringDeserializer(), new ByteArrayDeserializer())) {
            var all = new ArrayList<TopicPartition>();
            for (var i = 0; i < partitions; i++) {
                all.add(new TopicPartition(topic, i));
            }
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Await.that("the topic has " + count, () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= count;
            });
            consumer.poll(Duration.ofMillis(300)).forEach(found::add);
        }
        return found;
    }

    @Override
    public void close() {
        end();
    }
}
