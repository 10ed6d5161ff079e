package io.glassline.desk;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.DeskEvent;
import io.glassline.channel.Channels;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Attempts.Attempt;
import io.glassline.desk.Attempts.Move;
import io.glassline.desk.Attempts.Not;
import io.glassline.desk.Attempts.NoteWords;
import io.glassline.desk.Desk.Outcome;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Sessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the gateway does with a conversation because it has waited. Each is one commit, on the record,
/// and is done for the version that it was decided for: what has moved meanwhile is looked at again, and
/// nothing is done twice.
public final class QueueDesk {

    /// Who writes the note by which people are asked to look.
    private static final Agent GATEWAY = new Agent("gateway", "Glassline", Set.of(), Actor.GATEWAY);

    private final Attempts attempts;
    private final Function<Agent.Role, List<Agent>> staff;
    private final InstantSource clock;

    /// @param staff those at the desk who have a role
    public QueueDesk(
            ConversationStore store,
            Sessions sessions,
            Channels channels,
            Function<Agent.Role, List<Agent>> staff,
            AuditEntries audit,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.attempts = new Attempts(store, sessions, new Writer(channels, audit, ids), audit, clock, ids);
        this.staff = staff;
        this.clock = clock;
    }

    /// @param number which of its queue's steps, from 0
    /// @param raise the priority that it has at least
    /// @param words what the step did
    public Outcome relax(Conversation.Id id, long version, int number, Optional<Priority> raise, String words) {
        return waiting(id, version, (conversation, waiting) -> {
            var raised =
                    raise.filter(to -> to.compareTo(waiting.priority()) < 0).orElse(waiting.priority());
            var step = new QueueStep(waiting.queue(), number + 1, words, clock.instant());
            return new Move(
                            waiting.ranked(raised),
                            Optional.empty(),
                            (after, at) ->
                                    new DeskEvent.Relaxing(after, waiting.queue(), step.words(), Actor.GATEWAY, at))
                    .stepping(step);
        });
    }

    public Outcome escalate(Conversation.Id id, long version, Escalation escalation) {
        return waiting(id, version, (conversation, waiting) -> {
            var queue = escalation.to().orElse(waiting.queue());
            var step = new QueueStep(waiting.queue(), QueueStep.ESCALATION, escalation.words(), clock.instant());
            return new Move(
                            new Stage.Waiting(queue, waiting.priority(), waiting.since()),
                            Optional.empty(),
                            (after, at) -> new DeskEvent.Escalating(after, queue, step.words(), Actor.GATEWAY, at))
                    .noting(escalation.tell().flatMap(role -> note(waiting, escalation, role)))
                    .stepping(step);
        });
    }

    private Optional<NoteWords> note(Stage.Waiting waiting, Escalation escalation, Agent.Role role) {
        var asked = staff.apply(role).stream().map(Agent::id).collect(Collectors.toSet());
        var words = "Nobody has answered this for %d minutes of the hours of %s%s. Please have a look."
                .formatted(
                        escalation.after().toMinutes(),
                        waiting.queue(),
                        waiting.priority() == Priority.EMERGENCY ? ", and it is an emergency" : "");
        return asked.isEmpty() ? Optional.empty() : Optional.of(new NoteWords(GATEWAY, words, asked));
    }

    private Outcome waiting(
            Conversation.Id id, long version, BiFunction<Conversation, Stage.Waiting, Attempt> attempt) {
        return attempts.make(
                id,
                conversation ->
                        conversation.version() == version && conversation.stage() instanceof Stage.Waiting waiting
                                ? attempt.apply(conversation, waiting)
                                : new Not(new Outcome.Gone("It has moved on meanwhile.")));
    }
}
