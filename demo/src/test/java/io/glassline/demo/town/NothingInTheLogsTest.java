package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No word and no address of a citizen, and no secret, is in what a node logs, when it logs all that it can: whether
/// what came was right, broken or forged, and while PostgreSQL is away.
class NothingInTheLogsTest {

    /// In every message, and nowhere else.
    private static final String WORD = "quetzalcoatl";

    private static final List<String> NEVER = List.of(
            WORD,
            "5550188",
            "550188001",
            "ana.quetzal",
            Signed.TWILIO_TOKEN,
            Signed.META_SECRET,
            Signed.TELEGRAM_SECRET,
            "demo-meta-access-token",
            "demo-telegram-bot-token",
            "demo-mailbox-password");

    @TempDir
    Path data;

    private Town town;

    @BeforeEach
    void start() {
        town = Town.start(data, "-DGLASSLINE_LOG=DEBUG");
    }

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void nothingOfACitizenIsLogged() throws Exception {
        for (var account : Map.of(
                        "city-sms", "+15550188001",
                        "city-whatsapp", "15550188002",
                        "city-telegram", "550188001",
                        "city-email", "ana.quetzal@example.com")
                .entrySet()) {
            town.says(account.getKey(), account.getValue(), "When is trash day on " + WORD + " street?");
            town.says(account.getKey(), account.getValue(), "What is the status of permit " + WORD + "-1?");
            town.says(account.getKey(), account.getValue(), "Let me talk to a person, " + WORD);
            Town.await(
                    "it is answered on " + account.getKey(),
                    () -> !town.heard(account.getKey(), account.getValue()).isEmpty());
        }
        broken();
        town.api("/conversations?address=%2B15550188001");
        town.send(Town.withToken(town.request(town.inside("/api/conversations?cursor=" + WORD))));
        town.send(town.request(town.inside("/console/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("id=" + WORD + "&password=" + WORD)));
        town.fault(Map.of("account", "city-sms", "kind", "status", "status", 400, "seconds", 2));
        town.says("city-sms", "+15550188001", "What about " + WORD + "?");
        town.noFaults();
        town.kill();
        town.start();
        town.says("city-sms", "+15550188001", "And " + WORD + "?");
        Town.await(
                "it is stored",
                () -> town.conversation("+15550188001").path("messages").size() >= 5);

        assertThat(town.printed()).contains(" DEBUG ");
        assertThat(town.printed().lines().filter(line -> NEVER.stream().anyMatch(line::contains)))
                .isEmpty();
    }

    /// Genuine and broken, and forged.
    private void broken() {
        var notJson = "{\"update_id\":7,\"message\":" + WORD;
        town.send(Signed.telegram(town.internet("/channels/city-telegram"), notJson, Signed.TELEGRAM_SECRET));
        town.send(Signed.telegram(town.internet("/channels/city-telegram"), notJson, "guess"));
        var noSuchShape = "{\"update_id\":8,\"message\":{\"message_id\":\"" + WORD + "\",\"chat\":{\"id\":\"" + WORD
                + "\"},\"date\":\"" + WORD + "\"}}";
        town.send(Signed.telegram(town.internet("/channels/city-telegram"), noSuchShape, Signed.TELEGRAM_SECRET));
        var whatsapp =
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"value\":{\"messages\":[{\"from\":{\""
                        + WORD + "\":1}}]}}]}]}";
        town.send(Signed.meta(town.internet("/channels/city-whatsapp"), whatsapp, Signed.META_SECRET));
        town.send(Signed.meta(town.internet("/channels/city-whatsapp"), "{\"object\": " + WORD, Signed.META_SECRET));
        var noSid = Map.of("From", "+15550188001", "Body", WORD, "AccountSid", "ACdemo00000000000000000000000000");
        town.send(Signed.twilio(town.internet("/channels/city-sms"), noSid, Signed.TWILIO_TOKEN));
    }
}
