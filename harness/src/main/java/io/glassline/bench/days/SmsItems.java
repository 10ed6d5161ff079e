package io.glassline.bench.days;

import static io.glassline.bench.days.Outcome.ANSWERED;
import static io.glassline.bench.days.Outcome.CONSENT;
import static io.glassline.bench.days.Outcome.FLOOD;
import static io.glassline.bench.days.Outcome.MACHINE;
import static io.glassline.bench.days.Outcome.NOT_GENUINE;
import static io.glassline.bench.days.Outcome.NO_WORDS;
import static io.glassline.bench.days.Outcome.REPEATED;
import static io.glassline.bench.days.Outcome.SIGNAL;
import static io.glassline.bench.days.Outcome.WITH_A_PERSON;
import static io.glassline.bench.days.Outcome.WITH_NEXT;

import io.glassline.bench.days.Item.Draft;
import io.glassline.bench.days.Item.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Text messages, as Twilio posts them.
final class SmsItems {

    private static final String ACCOUNT = "city-sms";
    private static final Set<Outcome> A_QUESTION = Set.of(ANSWERED, WITH_A_PERSON);

    static final List<ItemMaker> ALL = List.of(
            new ItemMaker("question", 12, chance -> List.of(said(chance, "question", chance.question()))),
            new ItemMaker("form", 2, SmsItems::form),
            new ItemMaker(
                    "wants a person",
                    2,
                    chance -> List.of(said(chance, "wants a person", "I want to talk to a person please"))),
            new ItemMaker(
                    "emergency",
                    1,
                    chance -> List.of(said(chance, "emergency", "There is a gas leak in my kitchen, I smell gas"))),
            new ItemMaker("nonsense", 2, chance -> List.of(said(chance, "nonsense", "qwzx " + chance.fresh()))),
            new ItemMaker("tapback", 4, SmsItems::tapback),
            new ItemMaker(
                    "sentence like a tapback",
                    1,
                    chance -> List.of(said(
                            chance,
                            "sentence like a tapback",
                            "Loved the fireworks but a bin is still burning on Elm Street"))),
            new ItemMaker("lone thumb", 1, SmsItems::thumb),
            new ItemMaker(
                    "photo with a caption",
                    2,
                    chance -> List.of(media(
                            chance,
                            "photo with a caption",
                            "image/jpeg",
                            "The street lamp at 12 Elm Street is broken"))),
            new ItemMaker("photo", 1, chance -> List.of(media(chance, "photo", "image/jpeg", ""))),
            new ItemMaker("voice note", 1, chance -> List.of(media(chance, "voice note", "audio/amr", ""))),
            new ItemMaker("STOP and then a question", 3, SmsItems::stop),
            new ItemMaker("STOP that Twilio knows", 1, SmsItems::stopByTwilio),
            new ItemMaker(
                    "short code",
                    1,
                    chance -> List.of(from(chance, "short code", "72345", "Your code is 99118", Set.of(MACHINE)))),
            new ItemMaker(
                    "name as a sender",
                    1,
                    chance -> List.of(
                            from(chance, "name as a sender", "PARCELCO", "Your parcel comes today", Set.of(MACHINE)))),
            new ItemMaker("twice", 2, SmsItems::twice),
            new ItemMaker("flood", 1, SmsItems::flood),
            new ItemMaker("wrong number of ours", 1, SmsItems::wrongNumber),
            new ItemMaker("forged", 2, SmsItems::forged),
            new ItemMaker("attack", 2, chance -> List.of(said(chance, "attack", chance.oneOf(Attacks.WORDS)))));

    private SmsItems() {}

    private static Draft said(Chance chance, String kind, String words) {
        return from(chance, kind, number(chance.fresh()), words, A_QUESTION);
    }

    private static String number(int person) {
        return "+1555%07d".formatted(3_000_000 + person);
    }

    private static Draft from(Chance chance, String kind, String from, String words, Set<Outcome> may) {
        return form(chance, kind, Duration.ZERO, from, Map.of("Body", words), may);
    }

    private static Draft form(
            Chance chance, String kind, Duration after, String from, Map<String, String> fields, Set<Outcome> may) {
        var sid = "SM%032d".formatted(chance.fresh());
        var form = new HashMap<>(Map.of(
                "MessageSid",
                sid,
                "AccountSid",
                World.TWILIO_ACCOUNT,
                "From",
                from,
                "To",
                "+15550100",
                "NumMedia",
                "0"));
        form.putAll(fields);
        return new Draft(
                kind,
                after,
                new Key.ById(ACCOUNT, sid),
                from + ": " + fields,
                may,
                world -> world.twilio(ACCOUNT, form));
    }

    private static List<Draft> form(Chance chance) {
        var who = number(chance.fresh());
        var kind = "permit form";
        return List.of(
                form(chance, kind, Duration.ZERO, who, Map.of("Body", "permit status"), A_QUESTION),
                form(chance, kind, Duration.ofMinutes(1), who, Map.of("Body", "PRM-2026-0105"), A_QUESTION));
    }

    private static List<Draft> tapback(Chance chance) {
        return List.of(from(
                chance,
                "tapback",
                number(chance.regular()),
                chance.oneOf(List.of(
                        "Liked “If there is a fire, call 911 at once”",
                        "Loved an image",
                        "Emphasized “If there is a fire, call 911 at",
                        "👍 to “Trash day is Tuesday”",
                        "Removed a heart from “Trash day is Tuesday”",
                        "Le encantó “Llame al 911”")),
                Set.of(SIGNAL)));
    }

    private static List<Draft> thumb(Chance chance) {
        var who = number(chance.fresh());
        return List.of(
                form(chance, "question", Duration.ZERO, who, Map.of("Body", chance.question()), A_QUESTION),
                form(
                        chance,
                        "lone thumb",
                        Duration.ofMinutes(1),
                        who,
                        Map.of("Body", "👍"),
                        Set.of(NO_WORDS, WITH_A_PERSON)));
    }

    private static Draft media(Chance chance, String kind, String type, String caption) {
        return form(
                chance,
                kind,
                Duration.ZERO,
                number(chance.fresh()),
                Map.of(
                        "Body",
                        caption,
                        "NumMedia",
                        "1",
                        "MediaContentType0",
                        type,
                        "MediaUrl0",
                        "https://api.twilio.com/2010-04-01/Accounts/%s/Messages/MM1/Media/ME1"
                                .formatted(World.TWILIO_ACCOUNT)),
                A_QUESTION);
    }

    private static List<Draft> stop(Chance chance) {
        var who = number(chance.fresh());
        var stop = chance.oneOf(List.of("STOP", "stop", "Unsubscribe", "ALTO", "Stop."));
        return List.of(
                form(chance, "question", Duration.ZERO, who, Map.of("Body", chance.question()), A_QUESTION),
                form(chance, "says STOP", Duration.ofMinutes(1), who, Map.of("Body", stop), Set.of(ANSWERED, CONSENT)),
                form(
                        chance,
                        "asks after STOP",
                        Duration.ofMinutes(2),
                        who,
                        Map.of("Body", "I got an eviction letter, I need a person"),
                        Set.of(WITH_A_PERSON)));
    }

    private static List<Draft> stopByTwilio(Chance chance) {
        var fields = Map.of("Body", "STOP", "OptOutType", "STOP");
        return List.of(
                form(chance, "says STOP", Duration.ZERO, number(chance.fresh()), fields, Set.of(ANSWERED, CONSENT)));
    }

    private static List<Draft> twice(Chance chance) {
        var once = from(chance, "question", number(chance.fresh()), chance.question(), A_QUESTION);
        return List.of(
                once,
                new Draft(
                        "the same again",
                        Duration.ofSeconds(1),
                        once.key(),
                        once.shown(),
                        Set.of(REPEATED),
                        once.sending()));
    }

    private static List<Draft> flood(Chance chance) {
        var who = number(chance.fresh());
        return IntStream.range(0, 25)
                .mapToObj(n -> form(
                        chance,
                        "flood",
                        Duration.ofSeconds(n),
                        who,
                        Map.of("Body", "answer me"),
                        Set.of(ANSWERED, WITH_A_PERSON, FLOOD, WITH_NEXT)))
                .toList();
    }

    private static List<Draft> wrongNumber(Chance chance) {
        var fields = Map.of("Body", chance.question(), "To", "+15559999");
        return List.of(form(
                chance,
                "for a number that is not ours",
                Duration.ZERO,
                number(chance.fresh()),
                fields,
                Set.of(WITH_A_PERSON)));
    }

    private static List<Draft> forged(Chance chance) {
        var form =
                Map.of("MessageSid", "SM" + chance.fresh(), "From", "+15551234567", "To", "+15550100", "Body", "STOP");
        return List.of(new Draft(
                "forged",
                Duration.ZERO,
                new Key.Nowhere(),
                "a form without a signature",
                Set.of(NOT_GENUINE),
                world -> world.unsigned(ACCOUNT, form)));
    }
}
