package io.glassline.channels.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens in a chat that is no sentence, what has words beside it, and what is said in a group.
class TelegramSignalsTest {

    private static final String CHAT = "\"chat\":{\"id\":42,\"type\":\"private\"},\"date\":1441645600";

    /// Every kind of service message in the Bot API, and one that does not exist yet.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "new_chat_members",
                "left_chat_member",
                "chat_owner_left",
                "chat_owner_changed",
                "new_chat_title",
                "new_chat_photo",
                "delete_chat_photo",
                "group_chat_created",
                "supergroup_chat_created",
                "channel_chat_created",
                "message_auto_delete_timer_changed",
                "migrate_to_chat_id",
                "migrate_from_chat_id",
                "pinned_message",
                "successful_payment",
                "refunded_payment",
                "users_shared",
                "chat_shared",
                "user_shared",
                "gift",
                "unique_gift",
                "gift_upgrade_sent",
                "connected_website",
                "write_access_allowed",
                "proximity_alert_triggered",
                "boost_added",
                "chat_background_set",
                "checklist_tasks_done",
                "checklist_tasks_added",
                "direct_message_price_changed",
                "forum_topic_created",
                "forum_topic_edited",
                "forum_topic_closed",
                "forum_topic_reopened",
                "general_forum_topic_hidden",
                "general_forum_topic_unhidden",
                "giveaway_created",
                "giveaway_winners",
                "giveaway_completed",
                "paid_message_price_changed",
                "managed_bot_created",
                "poll_option_added",
                "poll_option_deleted",
                "suggested_post_approved",
                "suggested_post_approval_failed",
                "suggested_post_declined",
                "suggested_post_paid",
                "suggested_post_refunded",
                "video_chat_scheduled",
                "video_chat_started",
                "video_chat_ended",
                "video_chat_participants_invited",
                "voice_chat_started",
                "community_chat_added",
                "community_chat_removed",
                "moon_phase_changed"
            })
    void aServiceMessageIsANotice(String kind) {
        var receipt = receive(
                "{\"update_id\":1,\"message\":{\"message_id\":7,%s,\"%s\":{\"title\":\"x\"}}}".formatted(CHAT, kind));

        assertThat(ReceiptText.of(receipt))
                .isEqualTo("42:7 from 42: <notice, a notice of Telegram's: " + kind.replace('_', ' ') + ">");
        assertThat(((Receipt.Events) receipt).events()).hasOnlyElementsOfType(ChannelEvent.SignalReceived.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what happened to a message                                                                             | what it becomes
              "message":{"message_id":7,CHAT,"pinned_message":{"message_id":5,CHAT,"text":"911"}}                    | 42:7 from 42: <notice, a notice of Telegram's: pinned message of 42:5>
              "message":{"message_id":7,CHAT,"checklist_tasks_done":{"checklist_message":{"message_id":5,CHAT}}}     | 42:7 from 42: <notice, a notice of Telegram's: checklist tasks done of 42:5>
              "edited_message":{"message_id":5,CHAT,"edit_date":1441645700,"text":"number 14"}                       | 42:5:edit:1441645700 from 42: <edit "number 14" of 42:5>
              "edited_message":{"message_id":5,CHAT,"edit_date":1441645700,"caption":"the lamp","photo":[]}          | 42:5:edit:1441645700 from 42: <edit "the lamp" of 42:5>
              "edited_message":{"message_id":5,CHAT,"edit_date":1441645700,"location":{"latitude":1,"longitude":2}}  | nothing: a shared place that moved
              "message_reaction":{"message_id":5,CHAT,"user":{"id":42},"old_reaction":[],"new_reaction":[{"type":"emoji","emoji":"👍"}]} | update:1:message_reaction from 42: <reaction 👍 of 42:5>
              "message_reaction":{"message_id":5,CHAT,"user":{"id":42},"old_reaction":[],"new_reaction":[{"type":"custom_emoji","custom_emoji_id":"9"}]} | update:1:message_reaction from 42: <reaction an emoji of Telegram's own of 42:5>
              "message_reaction":{"message_id":5,CHAT,"user":{"id":42},"old_reaction":[{"type":"emoji","emoji":"👍"}],"new_reaction":[]} | update:1:message_reaction from 42: <reaction withdrawn 👍 of 42:5>
              "deleted_business_messages":{"business_connection_id":"b",CHAT,"message_ids":[5,6]}                    | b:42:5:deleted from 42/b: <deletion of b:42:5> / b:42:6:deleted from 42/b: <deletion of b:42:6>
              "my_chat_member":{CHAT,"from":{"id":42},"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}} | opted out: 42, has blocked the bot
              "my_chat_member":{CHAT,"from":{"id":42},"old_chat_member":{"status":"kicked"},"new_chat_member":{"status":"member"}} | opted in: 42, has let the bot write again
            """)
    void isAttachedToTheMessageItIsAbout(String update, String expected) {
        assertThat(ReceiptText.of(receive("{\"update_id\":1," + update.replace("CHAT", CHAT) + "}"))
                        .replace("\n", " / "))
                .isEqualTo(expected);
    }

    /// A chat of a business account that the bot looks after: both sides are shown to it, and its numbers are its own.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
              a citizen writes words        | "business_message":{"business_connection_id":"b",WHO,"message_id":7,CHAT,"text":"a fire at 12"}                                  | b:42:7 from 42/b: "a fire at 12"
              a citizen sends a picture     | "business_message":{"business_connection_id":"b",WHO,"message_id":7,CHAT,"photo":[{"file_id":"p"}],"caption":"the lamp"}         | b:42:7 from 42/b: image/jpeg telegram:file/p "the lamp"
              a citizen sends a sticker     | "business_message":{"business_connection_id":"b",WHO,"message_id":7,CHAT,"sticker":{"file_id":"s","emoji":"👋"}}                 | b:42:7 from 42/b: [a sticker: 👋]
              it does not say who wrote     | "business_message":{"business_connection_id":"b","message_id":7,CHAT,"text":"a fire at 12"}                                      | b:42:7 from 42/b: "a fire at 12"
              a citizen changes words       | "edited_business_message":{"business_connection_id":"b",WHO,"message_id":7,CHAT,"edit_date":1441645700,"text":"at 14"}           | b:42:7:edit:1441645700 from 42/b: <edit "at 14" of b:42:7>
              a citizen pins a message      | "business_message":{"business_connection_id":"b",WHO,"message_id":7,CHAT,"pinned_message":{"message_id":5}}                      | b:42:7 from 42/b: <notice, a notice of Telegram's: pinned message of b:42:5>
              the city's own people write   | "business_message":{"business_connection_id":"b","from":{"id":9},"message_id":8,CHAT,"text":"We come today."}                    | b:42:8 from 42/b: <notice, written by the city itself, in Telegram: We come today.>
              the city's own people correct | "edited_business_message":{"business_connection_id":"b","from":{"id":9},"message_id":8,CHAT,"text":"Tomorrow."}                  | nothing: changed by the city's own people
              the bot's own answer          | "business_message":{"business_connection_id":"b","from":{"id":9},"sender_business_bot":{"id":1},"message_id":8,CHAT,"text":"Hi"} | nothing: what the bot itself has said
            """)
    void inABusinessAccountsChatACitizensWordsAreWords(String who, String update, String expected) {
        assertThat(ReceiptText.of(receive("{\"update_id\":1,"
                        + update.replace("CHAT", CHAT).replace("WHO", "\"from\":{\"id\":42}") + "}")))
                .isEqualTo(expected);
    }

    /// Every other kind of update, and one that does not exist yet: from a person, about no message.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # kind                   | kept as a notice
              business_connection    | true
              poll_answer            | true
              chat_join_request      | true
              chosen_inline_result   | true
              shipping_query         | true
              pre_checkout_query     | true
              purchased_paid_media   | true
              managed_bot            | true
              subscription           | true
              chat_member            | true
              weather_changed        | true
              inline_query           | false
              poll                   | false
              message_reaction_count | false
              guest_message          | false
            """)
    void anUpdateThatIsNoMessageAsksForNothing(String kind, boolean kept) {
        var receipt = receive("{\"update_id\":1,\"%s\":{\"from\":{\"id\":42},\"query\":\"911\"}}".formatted(kind));

        assertThat(ReceiptText.of(receipt))
                .isEqualTo(
                        kept
                                ? "update:1:%s from 42: <notice, a notice of Telegram's: %s>"
                                        .formatted(kind, kind.replace('_', ' '))
                                : "nothing: an update of the kind " + kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what a citizen sent                                                                                        | what it says
              "paid_media":{"star_count":1,"paid_media":[{"type":"preview"}]},"caption":"a fire at number 12"            | "a fire at number 12"
              "paid_media":{"star_count":1,"paid_media":[{"type":"photo","photo":[{"file_id":"p1"}]}]},"caption":"here"  | image/jpeg telegram:file/p1 "here"
              "hologram":{"id":"1"},"caption":"a fire at number 12"                                                      | "a fire at number 12"
              "contact":{"phone_number":"+15550142","first_name":"Ana","last_name":"Ruiz"}                               | "Ana Ruiz\\n+15550142"
              "poll":{"question":"Which day?","options":[{"text":"Monday"},{"text":"Friday"}]}                           | "Which day?\\nMonday\\nFriday"
              "checklist":{"title":"To do","tasks":[{"id":1,"text":"call 911"}]}                                         | "To do\\ncall 911"
              "web_app_data":{"button_text":"Report","data":"pothole on Elm"}                                            | "pothole on Elm"
              "game":{"title":"Chess","description":"play it"}                                                           | "Chess\\nplay it"
              "rich_message":{"blocks":[{"text":"a fire"},{"text":"at number 12"}]}                                      | "a fire\\nat number 12"
              "venue":{"title":"City Hall","address":"1 Main St"}                                                        | "City Hall, 1 Main St"
              "document":{"file_id":"d1","mime_type":"application/pdf","file_name":"permit.pdf"},"caption":"my permit"   | application/pdf telegram:file/d1 named permit.pdf "my permit"
              "live_photo":{"file_id":"l1","photo":[{"file_id":"p1"}]},"caption":"the lamp"                              | image/jpeg telegram:file/p1 "the lamp"
              "sticker":{"file_id":"s1","emoji":"👋"}                                                                    | [a sticker: 👋]
              "dice":{"emoji":"🎲","value":4}                                                                            | [a dice: 🎲]
              "story":{"id":1}                                                                                           | [a story]
              "paid_media":{"star_count":1,"paid_media":[]}                                                              | [a paid media]
              "contact":{}                                                                                               | [a contact]
            """)
    void wordsAreKeptWhateverTheyStandBeside(String fields, String expected) {
        var receipt = receive("{\"update_id\":1,\"message\":{\"message_id\":7,%s,%s}}".formatted(CHAT, fields));

        assertThat(ReceiptText.of(receipt)).isEqualTo("42:7 from 42: " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # in a group or channel                                                       | silent                                                    | leave
              "message":{"message_id":7,"chat":{"id":-5,"type":"group"},"text":"STOP"}     | in a group or channel, where the bot is a guest and silent | -5
              "message":{"message_id":7,"chat":{"id":-5},"text":"STOP"}                    | in a group or channel, where the bot is a guest and silent | -5
              "message":{"message_id":7,"chat":{"id":-100,"type":"supergroup"},"text":"x"} | in a group or channel, where the bot is a guest and silent | -100
              "channel_post":{"message_id":7,"chat":{"id":-100,"type":"channel"},"text":"x"} | in a group or channel, where the bot is a guest and silent | -100
              "edited_message":{"message_id":7,"chat":{"id":-5,"type":"group"},"text":"x"} | in a group or channel, where the bot is a guest and silent | -5
              "callback_query":{"id":"1","data":"person","from":{"id":42},"message":{"chat":{"id":-5,"type":"group"}}} | in a group or channel, where the bot is a guest and silent | -5
              "my_chat_member":{"chat":{"id":-5,"type":"group"},"new_chat_member":{"status":"member"}} | in a group or channel, where the bot is a guest and silent | -5
              "my_chat_member":{"chat":{"id":-5,"type":"group"},"new_chat_member":{"status":"kicked"}} | in a group or channel, where the bot is a guest and silent | -5
              "message_reaction":{"chat":{"id":-5,"type":"group"},"message_id":7,"new_reaction":[]} | in a group or channel, where the bot is a guest and silent | -5
            """)
    void inAGroupTheBotIsAGuest(String update, String silent, String left) {
        var body = "{\"update_id\":1," + update + "}";

        assertThat(ReceiptText.of(receive(body))).isEqualTo("nothing: " + silent);
        assertThat(ReceiptText.of(receive(body, Map.of("groups", "leave"))))
                .isEqualTo("handshake 200 application/json {\"method\":\"leaveChat\",\"chat_id\":" + left + "}");
    }

    private static Receipt receive(String body) {
        return receive(body, Map.of());
    }

    private static Receipt receive(String body, Map<String, String> settings) {
        var account = new ChannelAccount(
                "city-telegram",
                TelegramAdapter.KIND,
                "1000000001",
                settings,
                Map.of("bot-token", new Secret("1:t"), "webhook-secret", new Secret("hook")));
        var call = new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/city-telegram",
                Map.of("x-telegram-bot-api-secret-token", List.of("hook")),
                body.getBytes(UTF_8),
                Instant.parse("2026-03-02T08:00:00Z"));
        return new TelegramAdapter().receive(call, account);
    }
}
