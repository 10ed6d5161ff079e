package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Keywords;
import io.glassline.router.reply.RecordReplies;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;

/// MY DATA, ERASE MY DATA and CORRECT, when they are the whole message: a link to all that is known of the address, a
/// question whether it is really to be erased, and work for a person.
///
/// What a code is asked of has to be the citizen's own address: as with a receipt nothing is sent in answer to a mail
/// that anyone may have written. A caller's number is shared and forged, and a visitor of the website is a browser, so
/// there a person does what would be done to an address.
final class RecordWish implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.situation().flood().isPresent() || !ReceiptWish.reachesItsWriter(turn)) {
            return Optional.empty();
        }
        var gates = turn.city().gates();
        return ConsentKeywords.heard(turn, gates.myData())
                .map(heard -> myData(turn, heard))
                .or(() -> ConsentKeywords.heard(turn, gates.eraseMyData()).map(heard -> erase(turn, heard)))
                .or(() -> ConsentKeywords.heard(turn, gates.correctMyData())
                        .filter(_ -> isNoAnswer(turn))
                        .map(heard -> correct(turn, heard)));
    }

    /// "Correct" says yes where something was asked.
    private static boolean isNoAnswer(TurnContext turn) {
        return turn.session().openFlow().isEmpty() && turn.session().offered().isEmpty();
    }

    private static Route myData(TurnContext turn, Keywords.Hit heard) {
        var because =
                because(turn, RecordReplies.MY_DATA, "The whole message asks for what is known of the citizen.", heard);
        return turn.isSpoken()
                ? new RecordReplies(turn).byPerson(because, turn.languageOf(heard))
                : new RecordReplies(turn).link(because, turn.languageOf(heard));
    }

    private static Route erase(TurnContext turn, Keywords.Hit heard) {
        var because = because(
                turn, RecordReplies.ERASE, "The whole message asks to erase what is known of the citizen.", heard);
        return turn.isSpoken() || turn.channel().equals("web")
                ? new RecordReplies(turn).byPerson(because, turn.languageOf(heard))
                : new RecordReplies(turn).confirm(because, turn.languageOf(heard));
    }

    private static Route correct(TurnContext turn, Keywords.Hit heard) {
        var because =
                because(turn, RecordReplies.CORRECT, "The citizen says that something known of them is wrong.", heard);
        return new RecordReplies(turn).correction(because, turn.languageOf(heard));
    }

    private static Because because(TurnContext turn, String rule, String why, Keywords.Hit heard) {
        return turn.because(
                rule, why, List.of(new Condition("keywords", "the whole message is a keyword", heard.word(), true)));
    }
}
