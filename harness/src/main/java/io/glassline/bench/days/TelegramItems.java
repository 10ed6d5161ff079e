package io.glassline.bench.days;

import static io.glassline.bench.days.Outcome.ANSWERED;
import static io.glassline.bench.days.Outcome.CONSENT;
import static io.glassline.bench.days.Outcome.GUEST;
import static io.glassline.bench.days.Outcome.NOT_GENUINE;
import static io.glassline.bench.days.Outcome.SIGNAL;
import static io.glassline.bench.days.Outcome.WITH_A_PERSON;

import io.glassline.bench.days.Item.Draft;
import io.glassline.bench.days.Item.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/// Telegram, as its Bot API posts it.
final class TelegramItems {

    private static final String ACCOUNT = "city-telegram";
    private static final Set<Outcome> A_QUESTION = Set.of(ANSWERED, WITH_A_PERSON);

    static final List<ItemMaker> ALL = List.of(
            new ItemMaker("question", 10, chance -> List.of(text(chance, "question", chance.question()))),
            new ItemMaker("start", 1, chance -> List.of(text(chance, "start", "/start"))),
            new ItemMaker(
                    "sticker",
                    1,
                    chance -> List.of(message(
                            chance, "sticker", "\"sticker\":{\"file_id\":\"s\",\"emoji\":\"👋\"}", A_QUESTION))),
            new ItemMaker(
                    "voice note",
                    1,
                    chance -> List.of(
                            message(chance, "voice note", "\"voice\":{\"file_id\":\"v\",\"duration\":3}", A_QUESTION))),
            new ItemMaker(
                    "photo with a caption",
                    2,
                    chance -> List.of(message(
                            chance,
                            "photo with a caption",
                            "\"photo\":[{\"file_id\":\"p\",\"width\":9,\"height\":9}],\"caption\":\"the lamp at 12 Elm\"",
                            A_QUESTION))),
            new ItemMaker(
                    "words beside an unknown kind",
                    1,
                    chance -> List.of(message(
                            chance,
                            "words beside an unknown kind",
                            "\"hologram\":{\"id\":\"1\"},\"caption\":\"there is glass on Elm Street\"",
                            A_QUESTION))),
            new ItemMaker(
                    "pin",
                    2,
                    chance -> List.of(message(chance, "pin", "\"pinned_message\":{\"message_id\":1}", Set.of(SIGNAL)))),
            new ItemMaker("reaction", 3, TelegramItems::reaction),
            new ItemMaker("edit", 2, TelegramItems::edit),
            new ItemMaker("business account", 1, TelegramItems::business),
            new ItemMaker(
                    "group",
                    2,
                    chance -> List.of(message(chance, "group", -chance.fresh(), "\"text\":\"STOP\"", Set.of(GUEST)))),
            new ItemMaker("blocks the bot and asks again", 1, TelegramItems::blocks),
            new ItemMaker("forged", 1, TelegramItems::forged),
            new ItemMaker("attack", 1, chance -> List.of(text(chance, "attack", chance.oneOf(Attacks.WORDS)))));

    private TelegramItems() {}

    private static Draft text(Chance chance, String kind, String words) {
        return message(chance, kind, "\"text\":" + World.json(words), A_QUESTION);
    }

    private static Draft message(Chance chance, String kind, String fields, Set<Outcome> may) {
        return message(chance, kind, 5_000_000L + chance.fresh(), fields, may);
    }

    private static Draft message(Chance chance, String kind, long chat, String fields, Set<Outcome> may) {
        var number = chance.fresh();
        return update(
                chance,
                kind,
                Duration.ZERO,
                chat + ":" + number,
                fields,
                may,
                now -> "\"message\":{\"message_id\":%d,%s,\"date\":%d,%s}".formatted(number, chat(chat), now, fields));
    }

    private static String chat(long id) {
        return id < 0
                ? "\"from\":{\"id\":7},\"chat\":{\"id\":%d,\"type\":\"group\"}".formatted(id)
                : "\"from\":{\"id\":%d},\"chat\":{\"id\":%d,\"type\":\"private\"}".formatted(id, id);
    }

    private static Draft update(
            Chance chance,
            String kind,
            Duration after,
            String providerId,
            String shown,
            Set<Outcome> may,
            LongFunction<String> body) {
        var update = chance.fresh();
        return new Draft(
                kind,
                after,
                new Key.ById(ACCOUNT, providerId.replace("UPDATE", Integer.toString(update))),
                shown,
                may,
                world -> world.telegram(
                        ACCOUNT,
                        "{\"update_id\":%d,%s}"
                                .formatted(update, body.apply(world.now().getEpochSecond()))));
    }

    private static List<Draft> reaction(Chance chance) {
        var chat = 5_000_000L + chance.regular();
        return List.of(update(
                chance,
                "reaction",
                Duration.ZERO,
                "update:UPDATE:message_reaction",
                "👍",
                Set.of(SIGNAL),
                now ->
                        "\"message_reaction\":{%s,\"user\":{\"id\":%d},\"message_id\":1,\"date\":%d,\"old_reaction\":[],\"new_reaction\":[{\"type\":\"emoji\",\"emoji\":\"👍\"}]}"
                                .formatted(chat(chat), chat, now)));
    }

    private static List<Draft> edit(Chance chance) {
        var chat = 5_000_000L + chance.fresh();
        return List.of(update(
                chance,
                "edit",
                Duration.ZERO,
                chat + ":5:edit:1900000000",
                "at number 14",
                Set.of(SIGNAL),
                now ->
                        "\"edited_message\":{\"message_id\":5,%s,\"date\":%d,\"edit_date\":1900000000,\"text\":\"at number 14\"}"
                                .formatted(chat(chat), now)));
    }

    private static List<Draft> business(Chance chance) {
        var chat = 5_000_000L + chance.fresh();
        return List.of(update(
                chance,
                "words to a business account",
                Duration.ZERO,
                "b:" + chat + ":9",
                "a question",
                A_QUESTION,
                now ->
                        "\"business_message\":{\"business_connection_id\":\"b\",\"message_id\":9,%s,\"date\":%d,\"text\":\"When is trash day?\"}"
                                .formatted(chat(chat), now)));
    }

    private static List<Draft> blocks(Chance chance) {
        var chat = 5_000_000L + chance.fresh();
        return List.of(
                standing(chance, Duration.ZERO, chat, "kicked"),
                standing(chance, Duration.ofMinutes(3), chat, "member"));
    }

    private static Draft standing(Chance chance, Duration after, long chat, String status) {
        var update = chance.fresh();
        return new Draft(
                status.equals("kicked") ? "blocks the bot" : "unblocks the bot",
                after,
                new Key.Nowhere(),
                status + " by " + chat,
                Set.of(CONSENT),
                world -> world.telegram(
                        ACCOUNT,
                        "{\"update_id\":%d,\"my_chat_member\":{%s,\"date\":%d,\"new_chat_member\":{\"status\":\"%s\"}}}"
                                .formatted(update, chat(chat), world.now().getEpochSecond(), status)));
    }

    private static List<Draft> forged(Chance chance) {
        var update = chance.fresh();
        return List.of(new Draft(
                "forged",
                Duration.ZERO,
                new Key.Nowhere(),
                "without the secret",
                Set.of(NOT_GENUINE),
                world -> world.telegramWithoutSecret(ACCOUNT, "{\"update_id\":" + update + "}")));
    }
}
