package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Shown;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.router.city.CityProgrammes.Offered;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Keywords;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JOIN or LEAVE with the keyword of a programme, when it is the whole message. Whoever joins is told what they agree
/// to, and that text is kept with their consent. Whoever said STOP joins nothing until they say START.
final class ProgrammeWish implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.isSpoken() || turn.isOptedOut() || turn.isMarked(Mark.BESIDE_WORDS)) {
            return Optional.empty();
        }
        return turn.city().programmes().byName().values().stream()
                .flatMap(offered -> ConsentKeywords.heard(turn, offered.join())
                        .map(heard -> joined(turn, offered, heard))
                        .or(() -> ConsentKeywords.heard(turn, offered.leave()).map(heard -> left(turn, offered, heard)))
                        .stream())
                .findFirst();
    }

    private static Route joined(TurnContext turn, Offered offered, Keywords.Hit heard) {
        if (!isAnsweredToItsWriter(turn)) {
            return unproven(turn, heard);
        }
        var in = turn.languageOf(heard);
        var text = turn.city().phrases().withFacts(offered.confirmation().in(in));
        var programme = offered.programme().name();
        return decided(
                turn,
                "join",
                "The whole message asks for the messages of the programme %s.".formatted(programme),
                heard,
                text,
                // asking for what is sent in bulk takes back that nothing in bulk was wanted
                List.of(
                        line(turn, programme, Standing.OPTED_IN, Optional.of(new Shown(in, text))),
                        line(turn, ConsentChange.BULK, Standing.OPTED_IN, Optional.empty())));
    }

    private static Route left(TurnContext turn, Offered offered, Keywords.Hit heard) {
        if (!isAnsweredToItsWriter(turn)) {
            return unproven(turn, heard);
        }
        var programme = offered.programme();
        var in = turn.languageOf(heard);
        var title = programme.titles().in(in);
        var text = turn.city().phrases().say(Phrase.PROGRAMME_LEFT, in, Map.of("programme", title));
        return decided(
                turn,
                "leave",
                "The whole message ends the messages of the programme %s.".formatted(programme.name()),
                heard,
                text,
                List.of(line(turn, programme.name(), Standing.OPTED_OUT, Optional.empty())));
    }

    /// Of a mail that anyone may have written, or whose answer goes elsewhere, no machine changes a consent.
    private static boolean isAnsweredToItsWriter(TurnContext turn) {
        return !turn.isMarked(Mark.SENDER_UNPROVEN)
                && !turn.isMarked(Mark.NO_AUTOMATIC_ANSWER)
                && !ConsentKeywords.isAnsweredElsewhere(turn);
    }

    private static Route unproven(TurnContext turn, Keywords.Hit heard) {
        return new ReplyBuilder(turn)
                .waitsToBeRead(turn.because(
                        "sender unproven",
                        "Nobody vouches for the sender, so a machine changes no consent for it. A person looks at it.",
                        heardIn(heard)));
    }

    private static Route decided(
            TurnContext turn, String gate, String why, Keywords.Hit heard, String text, List<ConsentChange> lines) {
        var in = turn.languageOf(heard);
        return new Route.Decided(
                new RoutingDecision.Gated(gate, turn.because(gate, why, heardIn(heard))),
                turn.conversation().stage(),
                turn.session(),
                in,
                List.of(new ReplyBuilder(turn).bySystem(text)),
                lines);
    }

    private static ConsentChange line(TurnContext turn, String programme, Standing standing, Optional<Shown> shown) {
        var all = ConsentKeywords.line(turn, standing, ConsentChange.KEYWORD);
        return new ConsentChange(all.lane(), programme, standing, all.how(), all.words(), all.at(), shown);
    }

    private static List<Condition> heardIn(Keywords.Hit heard) {
        return List.of(new Condition("keywords", "the whole message is a keyword", heard.word(), true));
    }
}
