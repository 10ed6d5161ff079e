package io.glassline.channels.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who somebody is, and what they want no more of, as Meta tells it:
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences>,
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids>.
class WhatsAppConsentsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a text from a number with its id                     | messages         | "messages": [{"id": "1", "type": "text", "from": "155", "from_user_id": "US.1", "text": {"body": "hi"}}] | US.1 is 155
            a text, and the id is among the contacts             | messages         | "contacts": [{"wa_id": "155", "user_id": "US.1"}], "messages": [{"id": "1", "type": "text", "from": "155", "text": {"body": "hi"}}] | US.1 is 155
            said twice in one call                               | messages         | "contacts": [{"wa_id": "155", "user_id": "US.1"}], "messages": [{"id": "1", "type": "text", "from": "155", "from_user_id": "US.1", "text": {"body": "hi"}}] | US.1 is 155
            a text from somebody who shows no number             | messages         | "contacts": [{"user_id": "US.1"}], "messages": [{"id": "1", "type": "text", "from_user_id": "US.1", "text": {"body": "hi"}}] |
            a number, and no id                                  | messages         | "contacts": [{"wa_id": "155"}], "messages": [{"id": "1", "type": "text", "from": "155", "text": {"body": "hi"}}] |
            a number was changed                                 | messages         | "messages": [{"id": "1", "type": "system", "from": "155", "system": {"type": "user_changed_number", "wa_id": "166", "body": "B"}}] | 155 is now 166
            a number was changed, as it was told before          | messages         | "messages": [{"id": "1", "type": "system", "from": "155", "system": {"type": "customer_changed_number", "new_wa_id": "166"}}] | 155 is now 166
            number and id were changed                           | messages         | "messages": [{"id": "1", "type": "system", "from": "155", "from_user_id": "US.1", "system": {"type": "user_changed_number", "wa_id": "166", "user_id": "US.2"}}] | US.1 is 155, 155 is now 166, 155 is now US.2
            a phone was changed, and the number stays            | messages         | "messages": [{"id": "1", "type": "system", "from": "155", "system": {"type": "customer_identity_changed", "customer": "155"}}] |
            marketing is stopped in the settings                 | user_preferences | "contacts": [{"wa_id": "155"}], "user_preferences": [{"wa_id": "155", "category": "marketing_messages", "value": "stop", "timestamp": 1731705721}] | opted out of bulk: 155, has told WhatsApp to stop marketing messages
            marketing is resumed in the settings                 | user_preferences | "user_preferences": [{"wa_id": "155", "category": "marketing_messages", "value": "resume", "timestamp": 1731705721}] | opted in of bulk: 155, has told WhatsApp to resume marketing messages
            stopped by somebody who shows no number              | user_preferences | "user_preferences": [{"user_id": "US.1", "category": "marketing_messages", "value": "stop", "timestamp": 1}] | opted out of bulk: US.1, has told WhatsApp to stop marketing messages
            stopped, in the form of a notice                     | messages         | "messages": [{"id": "1", "type": "system", "from": "155", "system": {"type": "user_preference_changed", "marketing": "stop"}}] | opted out of bulk: 155, has told WhatsApp to stop marketing messages
            a preference about something else                    | user_preferences | "user_preferences": [{"wa_id": "155", "category": "calls", "value": "stop", "timestamp": 1}] |
            a preference that is neither                         | user_preferences | "user_preferences": [{"wa_id": "155", "category": "marketing_messages", "value": "maybe", "timestamp": 1}] |
            a marketing message failed for that                  | messages         | "statuses": [{"id": "9", "status": "failed", "recipient_id": "155", "errors": [{"code": 131050}]}] | opted out of bulk: 155, has told WhatsApp to stop marketing messages
            a message failed for another reason                  | messages         | "statuses": [{"id": "9", "status": "failed", "recipient_id": "155", "errors": [{"code": 131026}]}] |
            somebody in a group                                  | messages         | "messages": [{"id": "1", "type": "text", "group_id": "g", "from": "155", "from_user_id": "US.1", "text": {"body": "hi"}}] |
            """)
    void isHeard(String kind, String field, String value, String heard) throws Exception {
        var said = Arrays.stream(read(field, value).split("\n"))
                .filter(line -> line.matches("opted .*|\\S+ is (now )?\\S+"))
                .collect(Collectors.joining(", "));
        assertThat(said).isEqualTo(heard == null ? "" : heard);
    }

    private static String read(String field, String value) throws GeneralSecurityException {
        var body = """
                {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "%s", "value":
                {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "100"}, %s}}]}]}
                """.formatted(field, value).getBytes(UTF_8);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
        var signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        var call = new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/city-whatsapp",
                Map.of("x-hub-signature-256", List.of(signature)),
                body,
                NOW);
        var account = new ChannelAccount(
                "city-whatsapp", WhatsAppAdapter.KIND, "100", Map.of(), Map.of("app-secret", new Secret("secret")));
        return ReceiptText.of(new WhatsAppAdapter().receive(call, account));
    }
}
