package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// The decision about a message over which turns kept failing: a person gets it. An emergency in it is still one.
public final class GiveUp {

    private GiveUp() {}

    public static Route.Decided decide(TurnContext turn, String because) {
        var reply = new ReplyBuilder(turn);
        if (turn.isMarked(Mark.AUTOMATIC)) {
            return reply.kept("give up", "A machine wrote this mail, and it could not be handled: " + because);
        }
        var alarm = new Emergencies().decide(turn).or(() -> new OtherEmergencies().decide(turn));
        if (alarm.orElse(null) instanceof Route.Decided emergency) {
            return emergency;
        }
        var why = turn.because(
                "give up", "It could not be handled by machine: " + because + ". A person gets it.", List.of());
        if (turn.isWithPeople()) {
            return reply.staysWithPeople(why, List.of());
        }
        if (turn.isOptedOut() && !turn.isSpoken()) {
            return reply.toQueue(
                    Queues.GENERAL,
                    Priority.URGENT,
                    why,
                    List.of(),
                    turn.session().withBotGoingOn(false),
                    turn.language());
        }
        return reply.handsOver(
                Queues.GENERAL,
                Priority.URGENT,
                why,
                Optional.of(reply.say(Phrase.GIVE_UP, turn.language())),
                turn.language());
    }
}
