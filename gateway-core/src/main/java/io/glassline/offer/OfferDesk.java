package io.glassline.offer;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.Offers.End;
import java.time.InstantSource;
import java.util.Optional;

/// What an agent says to an offer. Who has a conversation is what the conversation says: accepting is
/// taking it, and whoever was first has it.
public final class OfferDesk {

    private final Offers offers;
    private final Attendance attendance;
    private final Desk desk;
    private final InstantSource clock;

    public OfferDesk(Offers offers, Attendance attendance, Desk desk, InstantSource clock) {
        this.offers = offers;
        this.attendance = attendance;
        this.desk = desk;
        this.clock = clock;
    }

    /// One that ran out meanwhile can still be had, as anything that waits.
    public Desk.Outcome accept(Conversation.Id id, Agent agent) {
        var outcome = desk.take(id, agent);
        var how = switch (outcome) {
            case Desk.Outcome.Done _ -> End.ACCEPTED;
            case Desk.Outcome.Gone _, Desk.Outcome.NoSuchConversation _, Desk.Outcome.Refused _ -> End.WITHDRAWN;
        };
        offers.end(id, agent.id(), how, clock.instant());
        return outcome;
    }

    /// It goes to the next.
    ///
    /// @return false where the offer has ended already
    public boolean decline(Conversation.Id id, Agent agent) {
        return offers.end(id, agent.id(), End.DECLINED, clock.instant());
    }

    /// @return why not; empty where it was chosen
    public Optional<String> choose(Choice choice, String reason, Agent agent) {
        var why = reason.strip();
        if (why.length() > Attendance.REASON_MAX_CHARS) {
            return Optional.of(
                    "The reason has " + why.length() + " characters; at most " + Attendance.REASON_MAX_CHARS + ".");
        }
        attendance.seen(agent.id(), clock.instant());
        attendance.choose(agent.id(), choice, choice == Choice.AWAY ? why : "", agent.actor(), clock.instant());
        return Optional.empty();
    }
}
