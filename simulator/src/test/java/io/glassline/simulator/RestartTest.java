package io.glassline.simulator;

import static io.glassline.simulator.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Settings;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed leaves its journal as it is at that moment: so the journal is copied while the
/// stand-ins run, and new ones are started on the copy.
class RestartTest {

    @TempDir
    Path folder;

    private final FakeGateway gateway = new FakeGateway();
    private final List<StandIns> running = new ArrayList<>();
    private int copies;

    @AfterEach
    void close() {
        running.forEach(StandIns::close);
        gateway.close();
    }

    @Test
    void whatWasSentAndReceivedIsRemembered() throws Exception {
        var before = start(folder);
        incoming(before, "{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"hi\"}");
        get(before, "/bot1000000001:demo-telegram-bot-token/sendMessage?chat_id=42&text=hello");
        post(before, "/bot1000000001:demo-telegram-bot-token/deleteWebhook", "");
        incoming(before, "{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"waits\"}");
        var sent = get(before, "/sent");
        var thread = get(before, "/thread?account=city-telegram&with=42");
        var webhooks = get(before, "/webhooks");
        assertThat(sent).contains("hello");

        var after = start(killed());

        assertThat(get(after, "/sent")).isEqualTo(sent);
        assertThat(get(after, "/thread?account=city-telegram&with=42")).isEqualTo(thread);
        assertThat(get(after, "/webhooks")).isEqualTo(webhooks);
        assertThat(get(after, "/bot1000000001:demo-telegram-bot-token/getWebhookInfo"))
                .contains("\"pending_update_count\":1");
    }

    @Test
    void updateAndMessageIdsGoOn() throws Exception {
        var clock = new ManualClock();
        var before = start(folder, clock);
        incoming(before, "{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"one\"}");
        var after = start(killed(), clock);
        incoming(after, "{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"two\"}");

        var first = Json.MAPPER.readTree(gateway.calls.get(0).body());
        var second = Json.MAPPER.readTree(gateway.calls.get(1).body());
        assertThat(second.path("update_id").asLong())
                .isEqualTo(first.path("update_id").asLong() + 1);
        assertThat(second.at("/message/message_id").asLong())
                .isEqualTo(first.at("/message/message_id").asLong() + 1);
    }

    @Test
    void aWebhookThatWasNotAcceptedIsTriedAgain() throws Exception {
        gateway.answering(_ -> FakeGateway.Reply.status(503));
        var before = start(
                folder,
                World.settings(gateway.base(), Optional.of(folder), InstantSource.system())
                        .with(Settings.Pace.DEMO));
        incoming(before, "{\"account\":\"city-whatsapp\",\"from\":\"15550199\",\"text\":\"hi\"}");
        var refused = gateway.calls.getFirst();
        var copy = killed();
        before.close();
        gateway.calls.clear();
        gateway.answering(_ -> FakeGateway.Reply.status(200));

        start(copy);

        eventually(() -> assertThat(gateway.calls).singleElement().satisfies(again -> {
            assertThat(again.text()).isEqualTo(refused.text());
            assertThat(again.isSignedByMeta()).isTrue();
        }));
    }

    @Test
    void statusesThatWereDueAreStillTold() throws Exception {
        var slow = new Settings.Pace(java.time.Duration.ofMinutes(5), 1, 1, 1, java.time.Duration.ofSeconds(1));
        var before = start(
                folder,
                World.settings(gateway.base(), Optional.of(folder), InstantSource.system())
                        .with(slow));
        var request = HttpRequest.newBuilder(URI.create(before.url() + "/v21.0/100000000000001/messages"))
                .header("Authorization", "Bearer demo-meta-access-token")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"messaging_product\":\"whatsapp\",\"to\":\"15550199\",\"text\":{\"body\":\"hi\"}}"))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        start(killed());

        eventually(() -> assertThat(gateway.calls)
                .extracting(call -> call.text().replaceAll("(?s).*\"status\":\"(\\w+)\".*", "$1"))
                .containsExactlyInAnyOrder("sent", "delivered"));
    }

    @Test
    void mailNobodyFetchedIsBackInTheMailboxAndFetchedMailIsNot() throws Exception {
        var before = start(folder);
        incoming(before, "{\"account\":\"city-email\",\"from\":\"a@citizens.example\",\"text\":\"read\"}");
        incoming(before, "{\"account\":\"city-email\",\"from\":\"b@citizens.example\",\"text\":\"unread\"}");
        try (var store = store(before)) {
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.getMessage(1).setFlag(Flags.Flag.SEEN, true);
        }
        eventually(() ->
                assertThat(Files.readString(folder.resolve("providers.jsonl"))).contains("mail-fetched"));

        var after = start(killed());

        try (var store = store(after)) {
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessageCount()).isEqualTo(1);
            assertThat(((MimeMessage) inbox.getMessage(1)).getFrom()[0]).hasToString("b@citizens.example");
        }
    }

    @Test
    void aCallThatWasOpenHasDropped() throws Exception {
        gateway.answering(call -> FakeGateway.Reply.xml("<Response><Say>Hold</Say><Pause length='9999'/></Response>"));
        var before = start(folder);
        incoming(before, "{\"account\":\"city-voice\",\"from\":\"+15550199\",\"text\":\"hi\"}");
        eventually(() -> assertThat(get(before, "/calls")).contains("holding"));
        gateway.calls.clear();

        var after = start(killed());

        eventually(() -> assertThat(gateway.to("/channels/city-voice/status")).hasSize(1));
        assertThat(get(after, "/calls")).contains("\"state\":\"ended\"").contains("Hold");
    }

    @Test
    void aLineCutShortIsDroppedAndTheJournalGoesOn() throws Exception {
        var before = start(folder);
        incoming(before, "{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\"whole\"}");
        var copy = killed();
        Files.writeString(copy.resolve("providers.jsonl"), "{\"kind\":\"recei", StandardOpenOption.APPEND);

        var after = start(copy);
        incoming(after, "{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\"next\"}");
        after.close();
        var again = start(copy);

        assertThat(get(again, "/thread?account=city-sms&with=%2B15550199"))
                .contains("whole")
                .contains("next");
    }

    @Test
    void oneFolderIsForOneProcess() {
        start(folder);

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use by other provider stand-ins");
    }

    private StandIns start(Path state) {
        return start(state, InstantSource.system());
    }

    private StandIns start(Path state, InstantSource clock) {
        return start(state, World.settings(gateway.base(), Optional.of(state), clock));
    }

    private StandIns start(Path state, Settings settings) {
        var started = StandIns.start(settings);
        running.add(started);
        return started;
    }

    private Path killed() throws IOException {
        var copy = Files.createDirectory(folder.resolve("killed-" + ++copies));
        Files.copy(folder.resolve("providers.jsonl"), copy.resolve("providers.jsonl"));
        return copy;
    }

    private static jakarta.mail.Store store(StandIns standIns) throws Exception {
        var store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("localhost", standIns.imapPort(), "help@city.example", "demo-mailbox-password");
        return store;
    }

    private static String incoming(StandIns standIns, String json) throws Exception {
        return post(standIns, "/incoming", json);
    }

    private static String post(StandIns standIns, String path, String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(standIns.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String get(StandIns standIns, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(standIns.url() + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
