package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.desk.Board.ConversationLine;
import io.glassline.desk.Desk;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an agent turns to who has done with a conversation: an emergency; then whoever of theirs has written again;
/// then who waits longest in the queue that they just worked in; then in any other.
@Singleton
final class NextConversation {

    private static final int LOOKED_AT_MAX = 25;

    private final Board board;
    private final Desk desk;
    private final CityTime time;

    NextConversation(Board board, Desk desk, CityTime time) {
        this.board = board;
        this.desk = desk;
        this.time = time;
    }

    /// Takes it. Who is outrun by a colleague gets the one after.
    Optional<Conversation.Id> take(Agent agent, Optional<QueueId> workedIn) {
        return candidates(agent, workedIn)
                .filter(id -> desk.take(id, agent) instanceof Desk.Outcome.Done)
                .findFirst();
    }

    private Stream<Conversation.Id> candidates(Agent agent, Optional<QueueId> workedIn) {
        var waiting = lines(Optional.of("waiting"), Optional.empty(), Optional.empty());
        var mine = lines(Optional.of("agent"), Optional.empty(), Optional.of(agent.id())).stream()
                .filter(line -> line.unanswered() > 0 && !line.isSnoozed(time.now()))
                .sorted(Comparator.comparing(line -> line.lastInboundAt().orElseThrow()));
        var here = workedIn.map(queue -> lines(Optional.of("waiting"), Optional.of(queue), Optional.empty()))
                .orElse(List.of());
        return Stream.of(waiting.stream().filter(NextConversation::isEmergency), mine, here.stream(), waiting.stream())
                .flatMap(lines -> lines)
                .map(line -> line.conversation().id())
                .distinct();
    }

    private static boolean isEmergency(ConversationLine line) {
        return line.conversation().stage() instanceof Stage.Waiting waiting && waiting.priority() == Priority.EMERGENCY;
    }

    private List<ConversationLine> lines(Optional<String> state, Optional<QueueId> queue, Optional<String> agentId) {
        return board.conversations(
                        new Board.Filter(Optional.empty(), state, queue, agentId), Optional.empty(), LOOKED_AT_MAX)
                .lines();
    }
}
