package io.glassline.bench.days;

import static io.glassline.bench.days.Outcome.ANSWERED;
import static io.glassline.bench.days.Outcome.CONSENT;
import static io.glassline.bench.days.Outcome.GUEST;
import static io.glassline.bench.days.Outcome.NOT_GENUINE;
import static io.glassline.bench.days.Outcome.REPORT;
import static io.glassline.bench.days.Outcome.SIGNAL;
import static io.glassline.bench.days.Outcome.TOO_LARGE;
import static io.glassline.bench.days.Outcome.WITH_A_PERSON;

import io.glassline.bench.days.Item.Draft;
import io.glassline.bench.days.Item.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// WhatsApp, as Meta posts it.
final class WhatsAppItems {

    private static final String ACCOUNT = "city-whatsapp";
    private static final String NUMBER = "100000000000001";
    private static final Set<Outcome> A_QUESTION = Set.of(ANSWERED, WITH_A_PERSON);

    static final List<ItemMaker> ALL = List.of(
            new ItemMaker("question", 12, chance -> List.of(text(chance, "question", chance.question()))),
            new ItemMaker(
                    "wants a person", 2, chance -> List.of(text(chance, "wants a person", "una persona por favor"))),
            new ItemMaker(
                    "reaction",
                    3,
                    chance -> List.of(message(
                            chance,
                            "reaction",
                            "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.x\",\"emoji\":\"👍\"}",
                            Set.of(SIGNAL)))),
            new ItemMaker(
                    "edit",
                    2,
                    chance -> List.of(message(
                            chance,
                            "edit",
                            "\"type\":\"edit\",\"edit\":{\"original_message_id\":\"wamid.x\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"12 Elm\"}}}",
                            Set.of(SIGNAL)))),
            new ItemMaker(
                    "deletion",
                    2,
                    chance -> List.of(message(
                            chance,
                            "deletion",
                            "\"type\":\"revoke\",\"revoke\":{\"original_message_id\":\"wamid.x\"}",
                            Set.of(SIGNAL)))),
            new ItemMaker(
                    "number change",
                    1,
                    chance -> List.of(message(
                            chance,
                            "number change",
                            "\"type\":\"system\",\"system\":{\"type\":\"user_changed_number\",\"body\":\"changed\"}",
                            Set.of(SIGNAL)))),
            new ItemMaker("sticker", 1, chance -> List.of(file(chance, "sticker", "sticker", "image/webp", ""))),
            new ItemMaker("voice note", 2, chance -> List.of(file(chance, "voice note", "audio", "audio/ogg", ""))),
            new ItemMaker(
                    "photo with a caption",
                    2,
                    chance -> List.of(
                            file(chance, "photo with a caption", "image", "image/jpeg", "A tree fell on Elm Street"))),
            new ItemMaker(
                    "contact card",
                    1,
                    chance -> List.of(message(
                            chance,
                            "contact card",
                            "\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":\"Ana\"},\"phones\":[{\"phone\":\"+1555\"}]}]",
                            A_QUESTION))),
            new ItemMaker(
                    "what nobody can carry",
                    1,
                    chance -> List.of(message(
                            chance,
                            "what nobody can carry",
                            "\"type\":\"unsupported\",\"errors\":[{\"code\":131051}]",
                            A_QUESTION))),
            new ItemMaker("STOP and then a question", 2, WhatsAppItems::stop),
            new ItemMaker(
                    "group",
                    1,
                    chance -> List.of(message(
                            chance,
                            "group",
                            "\"group_id\":\"g1\",\"type\":\"text\",\"text\":{\"body\":\"STOP\"}",
                            Set.of(GUEST)))),
            new ItemMaker("report of a message nobody sent", 1, WhatsAppItems::report),
            new ItemMaker("number that is not ours", 1, WhatsAppItems::wrongNumber),
            new ItemMaker("forged", 1, WhatsAppItems::forged),
            new ItemMaker("too large", 1, WhatsAppItems::tooLarge),
            new ItemMaker("attack", 2, chance -> List.of(text(chance, "attack", chance.oneOf(Attacks.WORDS)))));

    private WhatsAppItems() {}

    private static Draft text(Chance chance, String kind, String words) {
        return message(chance, kind, "\"type\":\"text\",\"text\":{\"body\":" + World.json(words) + "}", A_QUESTION);
    }

    private static Draft file(Chance chance, String kind, String type, String mime, String caption) {
        var words = caption.isEmpty() ? "" : ",\"caption\":" + World.json(caption);
        return message(
                chance,
                kind,
                "\"type\":\"%s\",\"%s\":{\"id\":\"1\",\"mime_type\":\"%s\"%s}".formatted(type, type, mime, words),
                A_QUESTION);
    }

    private static Draft message(Chance chance, String kind, String fields, Set<Outcome> may) {
        return message(chance, kind, Duration.ZERO, who(chance.fresh()), NUMBER, fields, may);
    }

    private static String who(int person) {
        return "1555%07d".formatted(4_000_000 + person);
    }

    private static Draft message(
            Chance chance, String kind, Duration after, String from, String number, String fields, Set<Outcome> may) {
        var id = "wamid.%024d".formatted(chance.fresh());
        return new Draft(
                kind,
                after,
                new Key.ById(ACCOUNT, id),
                from + ": " + fields,
                may,
                world -> world.meta(
                        ACCOUNT, """
                {"object":"whatsapp_business_account","entry":[{"id":"2","changes":[{"field":"messages","value":\
                {"messaging_product":"whatsapp","metadata":{"phone_number_id":"%s"},\
                "messages":[{"from":"%s","id":"%s","timestamp":"%d",%s}]}}]}]}""".formatted(number, from, id, world.now().getEpochSecond(), fields)));
    }

    private static List<Draft> stop(Chance chance) {
        var who = who(chance.fresh());
        var button = "\"type\":\"button\",\"button\":{\"payload\":\"STOP\",\"text\":\"Stop\"}";
        var text = "\"type\":\"text\",\"text\":{\"body\":\"stop\"}";
        var question = "\"type\":\"text\",\"text\":{\"body\":\"When is trash day?\"}";
        return List.of(
                message(chance, "question", Duration.ZERO, who, NUMBER, question, A_QUESTION),
                message(
                        chance,
                        "says STOP",
                        Duration.ofMinutes(1),
                        who,
                        NUMBER,
                        chance.oneOf(List.of(button, text)),
                        Set.of(ANSWERED, CONSENT)),
                message(
                        chance,
                        "asks after STOP",
                        Duration.ofMinutes(2),
                        who,
                        NUMBER,
                        question,
                        Set.of(WITH_A_PERSON)));
    }

    private static List<Draft> report(Chance chance) {
        var id = "wamid.none" + chance.fresh();
        return List.of(new Draft(
                "report of a message nobody sent",
                Duration.ZERO,
                new Key.Nowhere(),
                id,
                Set.of(REPORT),
                world -> world.meta(
                        ACCOUNT, """
                {"object":"whatsapp_business_account","entry":[{"id":"2","changes":[{"field":"messages","value":\
                {"metadata":{"phone_number_id":"%s"},"statuses":[{"id":"%s","status":"delivered","timestamp":"%d",\
                "recipient_id":"1555"}]}}]}]}""".formatted(NUMBER, id, world.now().getEpochSecond()))));
    }

    private static List<Draft> wrongNumber(Chance chance) {
        var fields = "\"type\":\"text\",\"text\":{\"body\":\"When is trash day?\"}";
        return List.of(message(
                chance,
                "for a number that is not ours",
                Duration.ZERO,
                who(chance.fresh()),
                "999",
                fields,
                Set.of(WITH_A_PERSON)));
    }

    private static List<Draft> forged(Chance chance) {
        return List.of(new Draft(
                "forged",
                Duration.ZERO,
                new Key.Nowhere(),
                "a wrong signature " + chance.fresh(),
                Set.of(NOT_GENUINE),
                world -> world.metaSignedWrong(ACCOUNT, "{\"object\":\"whatsapp_business_account\",\"entry\":[]}")));
    }

    private static List<Draft> tooLarge(Chance chance) {
        return List.of(new Draft(
                "too large",
                Duration.ZERO,
                new Key.Nowhere(),
                "four megabytes " + chance.fresh(),
                Set.of(TOO_LARGE),
                world -> world.metaTooLarge(ACCOUNT, "{\"x\":\"" + "x".repeat(4 << 20) + "\"}")));
    }
}
