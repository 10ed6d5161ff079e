package io.glassline.console;

import static io.glassline.console.Town.because;
import static io.glassline.console.Town.bot;
import static io.glassline.console.Town.citizen;
import static io.glassline.console.Town.decided;
import static io.glassline.console.Town.waitsIn;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.routing.RoutingDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Serves the console over a made-up morning, to look at in a browser: `LookAtIt <port>`, then sign in as `agent`,
/// `supervisor` or `ops` with `demo`. The public page is written to the file named second.
final class LookAtIt {

    private LookAtIt() {}

    public static void main(String[] args) throws IOException {
        var town = new Town(Integer.parseInt(args[0]), InstantSource.system());
        morning(town);
        RulesMonth.in(
                town,
                InstantSource.system().instant(),
                town.waiting("sms", "+15550114", Town.WATER, "hydrant at 5th and main is spraying the whole street")
                        .id()
                        .toString());
        if (args.length > 1) {
            Files.writeString(Path.of(args[1]), town.publicPage().html());
        }
        System.out.println("UP " + town.at("/console"));
    }

    private static void morning(Town town) {
        var service = new QueueId("service");
        town.conversation(
                "voice",
                "+15550147",
                "en",
                Duration.ofMinutes(2),
                waitsIn(Town.WATER, Priority.EMERGENCY),
                citizen(
                        new Content.Text("There is water pouring into my basement from the street and I can smell gas"),
                        decided(Town.WATER, Priority.EMERGENCY, "danger to life")));
        town.conversation(
                "whatsapp",
                "+15550188",
                "es",
                Duration.ofMinutes(26),
                waitsIn(Town.WASTE, Priority.URGENT),
                citizen(
                        new Content.Text("Hola, ¿qué día recogen la basura en la calle Olmo?"),
                        new RoutingDecision.ToBot("trash-day", because("answers from knowledge"))),
                bot(
                        "Le responde el asistente automático de la ciudad. En la calle Olmo la basura se recoge los lunes."
                                + " ¿Le ayudo con algo más?",
                        Delivery.READ,
                        "No recogieron mi basura",
                        "Reciclaje",
                        "Hablar con una persona"),
                citizen(
                        new Content.Choice("missed", "No recogieron mi basura"),
                        new RoutingDecision.ToBot("flow missed-pickup", because("missed pick-up"))),
                bot("Lo siento. ¿En qué dirección fue?", Delivery.DELIVERED),
                citizen(
                        new Content.Place(27.96589, -82.80010, Optional.of("Calle Olmo 12")),
                        new RoutingDecision.ToBot("flow missed-pickup", because("missed pick-up"))),
                citizen(
                        new Content.Media(
                                "image/jpeg",
                                java.net.URI.create("media:1"),
                                Optional.of("Así está desde el lunes. Quiero hablar con una persona, por favor.")),
                        decided(Town.WASTE, Priority.URGENT, "asks for a person")),
                new Town.Saying(
                        new Author.System(),
                        new Content.Text("Una persona le atenderá. Hay 2 conversaciones delante de la suya."),
                        List.of(),
                        Optional.empty(),
                        Delivery.SENT));
        town.conversation(
                "sms",
                "+15550133",
                "en",
                Duration.ofMinutes(41),
                waitsIn(Town.ROADS, Priority.NORMAL),
                citizen(
                        new Content.Text(
                                "The streetlight outside 214 Maple Ave has been out for two weeks. My mother fell last night"
                                        + " because she could not see the curb. Who do I talk to about this, it is the third"
                                        + " time I am writing and nobody has come"),
                        decided(Town.ROADS, Priority.NORMAL, "streetlight")));
        town.conversation(
                "email",
                "j.alvarez@mail.example",
                "en",
                Duration.ofHours(3).plusMinutes(12),
                waitsIn(new QueueId("permits"), Priority.NORMAL),
                citizen(
                        new Content.Text("Re: Permit B-2026-0417. I sent the drawings on Friday. Is anything missing?"),
                        decided(new QueueId("permits"), Priority.NORMAL, "permit number")));
        town.conversation(
                "telegram",
                "771204433",
                "vi",
                Duration.ofMinutes(9),
                waitsIn(service, Priority.NORMAL),
                citizen(
                        new Content.Text("Tôi muốn đăng ký cho con học bơi mùa hè. Tôi cần làm gì?"),
                        decided(service, Priority.NORMAL, "language without approved answers")));
        town.conversation(
                "web",
                "visitor-5f2c91",
                "ar",
                Duration.ofMinutes(6),
                waitsIn(Town.WATER, Priority.NORMAL),
                citizen(
                        new Content.Text("فاتورة المياه هذا الشهر مرتفعة جدًا، هل يمكن التحقق منها؟"),
                        decided(Town.WATER, Priority.NORMAL, "high bill")));
        town.conversation(
                "sms",
                "+15550171",
                "en",
                Duration.ofMinutes(1),
                at -> new Stage.WithBot(),
                citizen(
                        new Content.Text("when is recycling"),
                        new RoutingDecision.ToBot("recycling", because("answers from knowledge"))),
                bot(
                        "You are writing with the city’s automated assistant. Recycling is picked up every second Tuesday.",
                        Delivery.DELIVERED));
        town.conversation(
                "sms",
                "+15550125",
                "en",
                Duration.ofMinutes(55),
                at -> new Stage.WithAgent(Town.WASTE, "agent", at),
                citizen("You missed our street again. Bins are full and it smells."),
                new Town.Saying(
                        new Author.Agent("agent"),
                        new Content.Text("I am sorry. I have asked the crew to come back today before 4 pm."),
                        List.of(),
                        Optional.empty(),
                        Delivery.DELIVERED),
                new Town.Saying(
                        new Author.Agent("agent"),
                        new Content.Text("Could you leave the bins at the curb until then?"),
                        List.of(),
                        Optional.empty(),
                        Delivery.FAILED),
                citizen(
                        new Content.Text("ok they are out. thank you"),
                        new RoutingDecision.StaysWithPeople(because("already with people"))));
        town.conversation(
                "email",
                "ruth@mail.example",
                "en",
                Duration.ofHours(2),
                at -> new Stage.WithAgent(Town.ROADS, "colleague", at),
                citizen(
                        new Content.Text("Pothole on 5th and Main, photo attached"),
                        decided(Town.ROADS, Priority.NORMAL, "pothole")));
        undelivered(town);
        for (var closed = 0; closed < 6; closed++) {
            town.conversation(
                    closed % 2 == 0 ? "sms" : "web",
                    "+1555020" + closed,
                    "en",
                    Duration.ofHours(4).plusMinutes(closed * 7L),
                    at -> new Stage.Closed(at, "resolved"),
                    citizen("Thanks, that helped."));
        }
    }

    private static void undelivered(Town town) {
        var sms = town.waiting("sms", "+15550162", Town.WASTE, "Is the yard waste site open on Sunday?");
        var whatsApp = town.waiting("whatsapp", "+15550177", Town.WATER, "¿Cuándo vuelve el agua?");
        var mail = town.waiting("email", "m.okonkwo@mail.example", new QueueId("permits"), "My inspection");
        town.undelivered(
                mail,
                "Your inspection is on Thursday 5 March between 8 and 10 in the morning. Please make sure that the"
                        + " electrical panel can be reached, and have the permit card at hand. If you cannot be there,"
                        + " write to us by Wednesday noon.",
                "part 0: 550 5.1.1 mailbox unavailable",
                1,
                Duration.ofHours(26),
                Town.Faring.refused("550"));
        town.undelivered(
                whatsApp,
                "El agua vuelve hoy a las seis de la tarde. Puede recoger agua potable en la escuela Lincoln hasta"
                        + " las ocho.",
                "sent",
                2,
                Duration.ofMinutes(74),
                Town.Faring.ARRIVED,
                Town.Faring.takenAndThenFailed("131026"));
        town.undelivered(
                sms,
                "The yard waste site on Harbor Road is open on Sundays from 9 to 3. Bring something that shows your"
                        + " address.",
                "part 0: the provider did not answer in time",
                16,
                Duration.ofMinutes(11),
                Town.Faring.UNANSWERED);
    }
}
