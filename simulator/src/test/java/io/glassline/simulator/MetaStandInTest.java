package io.glassline.simulator;

import static io.glassline.simulator.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaStandInTest {

    private static final String MESSAGES = "/v21.0/100000000000001/messages";

    private final ManualClock clock = new ManualClock();
    private final World world = new World(settings -> World.at(settings, clock));

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # what is wrong           | body                                                                              | status | code
          nothing                 | {"messaging_product":"whatsapp","to":"15550199","type":"text","text":{"body":"hi"}} | 200  | 0
          no product              | {"to":"15550199","text":{"body":"hi"}}                                            | 400    | 100
          no recipient            | {"messaging_product":"whatsapp","text":{"body":"hi"}}                             | 400    | 100
          recipient no number     | {"messaging_product":"whatsapp","to":"mum","text":{"body":"hi"}}                  | 400    | 131009
          no words                | {"messaging_product":"whatsapp","to":"15550199","text":{}}                        | 400    | 131009
          4097 characters         | {"messaging_product":"whatsapp","to":"15550199","text":{"body":"LONG"}}           | 400    | 131009
          a kind that is none     | {"messaging_product":"whatsapp","to":"15550199","type":"smell"}                   | 400    | 131009
          not JSON                | hello                                                                             | 400    | 100
          button of 21 characters | BUTTONS{"type":"reply","reply":{"id":"a","title":"123456789012345678901"}}END     | 400    | 131009
          a button                | BUTTONS{"type":"reply","reply":{"id":"a","title":"12345678901234567890"}}END      | 200    | 0
          a button without id     | BUTTONS{"type":"reply","reply":{"title":"yes"}}END                                | 400    | 131009
          four buttons            | BUTTONSBUTTON1,BUTTON2,BUTTON3,BUTTON4END                                         | 400    | 131009
          two of the same         | BUTTONSBUTTON1,BUTTON1END                                                         | 400    | 131009
          who has not written     | {"messaging_product":"whatsapp","to":"15550047","text":{"body":"hi"}}             | 400    | 131047
          read                    | {"messaging_product":"whatsapp","status":"read","message_id":"wamid.x"}           | 200    | 0
          read what               | {"messaging_product":"whatsapp","status":"read","message_id":"7"}                 | 400    | 100
        """)
    void saysWhatIsWrongWithASendAsMetaDoes(String what, String body, int status, int code) {
        var written = body.replace("LONG", "x".repeat(4097))
                .replace(
                        "BUTTONS",
                        "{\"messaging_product\":\"whatsapp\",\"to\":\"15550199\",\"type\":\"interactive\",\"interactive\":"
                                + "{\"type\":\"button\",\"body\":{\"text\":\"?\"},\"action\":{\"buttons\":[")
                .replaceAll("BUTTON(\\d)", "{\"type\":\"reply\",\"reply\":{\"id\":\"$1\",\"title\":\"$1\"}}")
                .replace("END", "]}}}");

        var answer = post(written, "demo-meta-access-token");

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("error").path("code").asInt()).isEqualTo(code);
    }

    @Test
    void aWrongTokenIsRefusedInMetasWords() {
        var refused = post(text("15550199", "hi"), "guessed");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().at("/error/code").asInt()).isEqualTo(190);
        assertThat(refused.json().at("/error/type").asText()).isEqualTo("OAuthException");
        assertThat(world.send("POST", MESSAGES, "{}").json().at("/error/code").asInt())
                .isEqualTo(104);
        assertThat(world.send("POST", "/v21.0/999/messages", "{}", "Authorization", "Bearer demo-meta-access-token")
                        .json()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void aSendIsFollowedByItsStatusesSigned() throws Exception {
        var answer = post("""
                        {"messaging_product":"whatsapp","to":"+15550199","type":"text","text":{"body":"Guten Tag"},
                         "biz_opaque_callback_data":"part-1"}""", "demo-meta-access-token").ok();

        assertThat(answer.at("/contacts/0/wa_id").asText()).isEqualTo("15550199");
        var id = answer.at("/messages/0/id").asText();
        assertThat(id).startsWith("wamid.");
        eventually(() -> assertThat(world.gateway.calls)
                .extracting(call -> status(call).path("status").asText())
                .containsExactlyInAnyOrder("sent", "delivered"));
        for (var call : world.gateway.calls) {
            assertThat(call.isSignedByMeta()).isTrue();
            assertThat(status(call).path("id").asText()).isEqualTo(id);
            assertThat(status(call).path("recipient_id").asText()).isEqualTo("15550199");
            assertThat(status(call).path("biz_opaque_callback_data").asText()).isEqualTo("part-1");
            assertThat(change(call).at("/metadata/phone_number_id").asText()).isEqualTo("100000000000001");
        }
        assertThat(world.sent("city-whatsapp", "15550199").get(0).path("text").asText())
                .isEqualTo("Guten Tag");
    }

    @Test
    void whoCannotBeReachedFails() throws Exception {
        post(text("15550404", "hi"), "demo-meta-access-token").ok();

        eventually(() -> assertThat(world.gateway.calls).singleElement().satisfies(call -> {
            assertThat(status(call).path("status").asText()).isEqualTo("failed");
            assertThat(status(call).at("/errors/0/code").asInt()).isEqualTo(131026);
        }));
    }

    @Test
    void theWindowClosesADayAfterTheCitizenWrote() {
        world.incoming("{\"account\":\"city-whatsapp\",\"from\":\"+15550199\",\"text\":\"hi\"}")
                .ok();
        clock.advance(Duration.ofHours(24));
        assertThat(post(text("15550199", "in time"), "demo-meta-access-token").status())
                .isEqualTo(200);

        clock.advance(Duration.ofSeconds(1));

        var late = post(text("15550199", "late"), "demo-meta-access-token");
        assertThat(late.json().at("/error/code").asInt()).isEqualTo(131047);
        var template = post(template("reply_waiting", "your bin"), "demo-meta-access-token");
        assertThat(template.status()).isEqualTo(200);
    }

    /// Each as Meta says it, and each a reading of `WhatsAppErrors`.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reply_waiting  | your bin          | 200
            no_such_text   | your bin          | 132001
            new_reminder   | your bin          | 132001
            lottery        | your bin          | 132001
            old_reminder   | your bin          | 132015
            retired        | your bin          | 132016
            request_update | your bin          | 132000
            reply_waiting  | your\\nbin         | 132012
            reply_waiting  | ''                | 131008
            """)
    void aTemplateGoesOutOnlyWhereMetaHasApprovedIt(String name, String value, int code) {
        var answer = post(template(name, value), "demo-meta-access-token");
        assertThat(
                        code == 200
                                ? answer.status()
                                : answer.json().at("/error/code").asInt())
                .isEqualTo(code);
    }

    @Test
    void theTemplatesAreListedPageByPage() {
        var names = new ArrayList<String>();
        var after = "";
        do {
            var page = world.send(
                            "GET",
                            "/v23.0/200000000000001/message_templates?limit=5&after=" + after,
                            "",
                            "Authorization",
                            "Bearer demo-meta-access-token")
                    .ok();
            page.path("data").forEach(text -> names.add(text.path("name").asText()));
            after = page.path("paging").has("next")
                    ? page.at("/paging/cursors/after").asText()
                    : "";
        } while (!after.isEmpty());
        assertThat(names).hasSize(12).contains("request_update", "old_reminder");
    }

    @Test
    void aCitizensMessageIsSignedOverMetasOwnBytes() throws Exception {
        var id = world.incoming("{\"account\":\"city-whatsapp\",\"from\":\"+15550199\",\"text\":\"Müll/Ölfaß 🗑\","
                        + "\"profileName\":\"Ada\"}")
                .ok()
                .path("id")
                .asText();

        var call = world.gateway.calls.getFirst();
        assertThat(call.isSignedByMeta()).isTrue();
        assertThat(call.text())
                .contains("M\\u00fcll\\/\\u00d6lfa\\u00df \\ud83d\\uddd1")
                .doesNotContain("ü");
        var message = change(call).at("/messages/0");
        assertThat(message.at("/text/body").asText()).isEqualTo("Müll/Ölfaß 🗑");
        assertThat(message.path("id").asText()).isEqualTo(id);
        assertThat(message.path("from").asText()).isEqualTo("15550199");
        assertThat(message.path("timestamp").isTextual()).isTrue();
        assertThat(change(call).at("/contacts/0/profile/name").asText()).isEqualTo("Ada");
        assertThat(change(call).at("/contacts/0/wa_id").asText()).isEqualTo("15550199");
    }

    @Test
    void aPressedButtonNamesTheMessageThatOfferedIt() throws Exception {
        var offer = post("""
                        {"messaging_product":"whatsapp","to":"15550199","type":"interactive","interactive":{"type":"list",
                         "body":{"text":"Which?"},"action":{"button":"Choose","sections":[{"rows":[
                         {"id":"bins","title":"Bins"},{"id":"noise","title":"Noise"}]}]}}}""", "demo-meta-access-token").ok();
        assertThat(world.sent("city-whatsapp", "+15550199").at("/0/buttons").toString())
                .isEqualTo("[{\"id\":\"bins\",\"label\":\"Bins\"},{\"id\":\"noise\",\"label\":\"Noise\"}]");

        world.incoming(
                        "{\"account\":\"city-whatsapp\",\"from\":\"15550199\",\"button\":{\"id\":\"bins\",\"label\":\"Bins\"}}")
                .ok();

        var pressed = world.gateway.calls.stream()
                .map(MetaStandInTest::change)
                .filter(change -> change.has("messages"))
                .findFirst()
                .orElseThrow()
                .at("/messages/0");
        assertThat(pressed.at("/interactive/type").asText()).isEqualTo("list_reply");
        assertThat(pressed.at("/interactive/list_reply/id").asText()).isEqualTo("bins");
        assertThat(pressed.at("/context/id").asText())
                .isEqualTo(offer.at("/messages/0/id").asText());
    }

    @Test
    void aPictureIsFetchedInTwoStepsWithTheToken() throws Exception {
        world.incoming("""
                {"account":"city-whatsapp","from":"15550199","text":"look",
                 "media":["data:image/jpeg;base64,AQIDBA=="]}""").ok();

        var image = change(world.gateway.calls.getFirst()).at("/messages/0/image");
        assertThat(image.path("caption").asText()).isEqualTo("look");
        assertThat(image.path("sha256").asText()).isEqualTo("n2SnR+G5fxMfq7a0Rylsm28CAeefs8U1bmx36JtqgGo=");
        var about = world.send(
                        "GET",
                        "/v21.0/" + image.path("id").asText(),
                        "",
                        "Authorization",
                        "Bearer demo-meta-access-token")
                .ok();
        var url = URI.create(about.path("url").asText());
        var path = url.getPath() + "?" + url.getQuery();
        assertThat(world.get(path).status()).isEqualTo(401);
        var bytes = world.send("GET", path, "", "Authorization", "Bearer demo-meta-access-token");
        assertThat(bytes.text()).isEqualTo("\u0001\u0002\u0003\u0004");
        assertThat(bytes.response().headers().firstValue("Content-Type")).hasValue("image/jpeg");
    }

    private World.Answered post(String body, String token) {
        return world.send(
                "POST", MESSAGES, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    private static String text(String to, String text) {
        return "{\"messaging_product\":\"whatsapp\",\"to\":\"" + to + "\",\"type\":\"text\",\"text\":{\"body\":\""
                + text + "\"}}";
    }

    private static String template(String name, String value) {
        return "{\"messaging_product\":\"whatsapp\",\"to\":\"15550199\",\"type\":\"template\",\"template\":{\"name\":\""
                + name
                + "\",\"language\":{\"code\":\"en_US\"},\"components\":[{\"type\":\"body\",\"parameters\":[{\"type\":"
                + "\"text\",\"text\":\"" + value + "\"}]}]}}";
    }

    private static JsonNode change(FakeGateway.Call call) {
        try {
            var body = Json.MAPPER.readTree(call.body());
            assertThat(body.path("object").asText()).isEqualTo("whatsapp_business_account");
            assertThat(body.at("/entry/0/changes/0/field").asText()).isEqualTo("messages");
            return body.at("/entry/0/changes/0/value");
        } catch (java.io.IOException notJson) {
            throw new AssertionError(notJson);
        }
    }

    private static JsonNode status(FakeGateway.Call call) {
        return change(call).at("/statuses/0");
    }
}
