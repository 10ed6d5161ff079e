package io.glassline.channels.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What comes as a message and is no sentence, what has words beside it, and what a report says.
class WhatsAppSignalsTest {

    private static final Secret APP_SECRET = new Secret("app");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what came                                                                                            | what it becomes
              "type":"reaction","reaction":{"message_id":"wamid.5","emoji":"👍"}                                   | <reaction 👍 of wamid.5>
              "type":"reaction","reaction":{"message_id":"wamid.5","emoji":""}                                     | <reaction withdrawn of wamid.5>
              "type":"reaction","reaction":{"message_id":"wamid.5"}                                                | <reaction withdrawn of wamid.5>
              "type":"edit","edit":{"original_message_id":"wamid.5","message":{"type":"text","text":{"body":"number 14"}}} | <edit "number 14" of wamid.5>
              "type":"edit","edit":{"original_message_id":"wamid.5","message":{"type":"image","image":{"id":"1","mime_type":"image/png","caption":"the lamp"}}} | <edit "the lamp" of wamid.5>
              "type":"revoke","revoke":{"original_message_id":"wamid.5"}                                           | <deletion of wamid.5>
              "type":"system","system":{"body":"Ana changed her number","type":"user_changed_number"}              | <notice, Ana changed her number>
              "type":"system","system":{"type":"customer_identity_changed"}                                        | <notice, a notice of WhatsApp's about the account>
              "type":"request_welcome"                                                                             | <notice, a notice of WhatsApp's: request welcome>
              "type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"accept"}} | <notice, a notice of WhatsApp's: interactive, call permission reply>
              "type":"ephemeral"                                                                                   | <notice, a notice of WhatsApp's: ephemeral>
              "type":"pin","pin":{"message_id":"wamid.5"}                                                          | <notice, a notice of WhatsApp's: pin of wamid.5>
              "type":"poll_vote","poll_vote":{"message_id":"wamid.5"}                                              | <notice, a notice of WhatsApp's: poll vote of wamid.5>
              "type":"hologram","hologram":{"id":"7"}                                                              | <notice, a notice of WhatsApp's: hologram of 7>
            """)
    void asksForNoTurn(String message, String expected) {
        assertThat(ReceiptText.of(receive(message))).isEqualTo("wamid.9 from 15550142: " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what a citizen sent                                                                                  | what it says
              "type":"contacts","contacts":[{"name":{"formatted_name":"Ana Ruiz"},"phones":[{"phone":"+1 555 0142"}],"emails":[{"email":"ana@home.example"}]}] | "Ana Ruiz\\n+1 555 0142\\nana@home.example"
              "type":"contacts","contacts":[]                                                                      | [a contact card]
              "type":"order","order":{"catalog_id":"1","text":"two bins please","product_items":[{"product_retailer_id":"BIN-64","quantity":2}]} | "two bins please\\n2 × BIN-64"
              "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\\"flow_token\\":\\"t\\",\\"street\\":\\"12 Elm\\",\\"what\\":[\\"fire\\",\\"smoke\\"]}"}} | "street: 12 Elm\\nwhat: fire, smoke"
              "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"{}"}}            | [a form that was filled in]
              "type":"location","location":{"latitude":1.5,"longitude":2.5,"name":"City Hall","address":"1 Main St"} | place 1.5 2.5 City Hall, 1 Main St
              "type":"location","location":{"latitude":999,"longitude":2.5,"name":"City Hall"}                     | "City Hall"
              "type":"poll","poll":{"name":"Which day?","options":[{"name":"Monday"},{"name":"Friday"}]}           | "Which day?\\nMonday\\nFriday"
              "type":"hologram","hologram":{"id":"7","caption":"a fire at number 12"}                              | "a fire at number 12"
              "type":"hologram","hologram":{"id":"7","mime_type":"video/x","caption":"a fire"}                     | video/x whatsapp:media/7 "a fire"
              "type":"video","video":{"mime_type":"video/mp4","caption":"a fire"}                                  | "a fire"
              "type":"document","document":{"id":"7","filename":"scan.pdf","caption":"my permit"}                  | application/octet-stream whatsapp:media/7 named scan.pdf "my permit"
              "type":"button","button":{"payload":"STOP","text":"Stop promotions"}                                 | choice STOP "Stop promotions"
              "type":"sticker","sticker":{"id":"7","mime_type":"image/webp"}                                       | image/webp whatsapp:media/7
              "type":"unsupported","errors":[{"code":131051}]                                                      | [a message of a kind that is not passed on to us]
            """)
    void wordsAreKeptWhateverTheyStandBeside(String message, String expected) {
        assertThat(ReceiptText.of(receive(message))).isEqualTo("wamid.9 from 15550142: " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what a report names                                                                             | code          | words
              {"code":131047,"title":"Re-engagement message","error_data":{"details":"24 hours have passed"}} | window-closed | 24 hours have passed
              {"code":131026,"title":"Message undeliverable"}                                                 | unreachable   | Message undeliverable
              {"code":131026}                                                                                 | unreachable   | this person cannot have messages by WhatsApp
              {"code":131050}                                                                                 | opted-out     | this person has told WhatsApp to stop such messages
              {"code":135000,"message":"Generic user error"}                                                  | 135000        | Generic user error
            """)
    void aFailureToldLaterIsTheSameAsAtOnce(String error, String code, String words) {
        var receipt = receive(
                "statuses",
                "{\"id\":\"wamid.7\",\"status\":\"failed\",\"timestamp\":\"1\",\"errors\":[" + error + "]}");

        assertThat(((Receipt.Events) receipt).events())
                .singleElement()
                .isInstanceOfSatisfying(DeliveryReported.class, report -> {
                    assertThat(report.errorCode()).contains(code);
                    assertThat(report.words()).contains(words);
                });
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aMessageInAGroupIsNotSaidToTheCity(boolean inGroup) {
        var group = inGroup ? "\"group_id\":\"g1\"," : "";

        assertThat(ReceiptText.of(receive(group + "\"type\":\"text\",\"text\":{\"body\":\"STOP\"}")))
                .isEqualTo(
                        inGroup
                                ? "nothing: no message to this number, and no status of one from it"
                                : "wamid.9 from 15550142: \"STOP\"");
    }

    private static Receipt receive(String message) {
        return receive(
                "messages", "{\"id\":\"wamid.9\",\"from\":\"15550142\",\"timestamp\":\"1749416383\"," + message + "}");
    }

    private static Receipt receive(String list, String item) {
        var body = ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"field\":\"messages\","
                        + "\"value\":{\"metadata\":{\"phone_number_id\":\"100\"},\"" + list + "\":[" + item + "]}}]}]}")
                .getBytes(UTF_8);
        try {
            WhatsAppJson.MAPPER.readTree(new String(body, UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the table is no JSON: " + item, e);
        }
        var account = new ChannelAccount(
                "city-whatsapp", WhatsAppAdapter.KIND, "100", Map.of(), Map.of("app-secret", APP_SECRET));
        var signature = "sha256=" + HexFormat.of().formatHex(Proof.hmac("HmacSHA256", APP_SECRET, body));
        return new WhatsAppAdapter()
                .receive(
                        new WebhookCall(
                                "POST",
                                "",
                                "https://city.example/channels/city-whatsapp",
                                Map.of("x-hub-signature-256", List.of(signature)),
                                body,
                                Instant.parse("2026-03-02T08:00:00Z")),
                        account);
    }
}
