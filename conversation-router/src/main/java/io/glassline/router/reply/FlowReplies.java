package io.glassline.router.reply;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage.Priority;
import io.glassline.conversation.Topic;
import io.glassline.message.Message;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Replies of a form the bot fills in.
public record FlowReplies(TurnContext turn, ReplyBuilder reply) {

    public FlowReplies(TurnContext turn) {
        this(turn, new ReplyBuilder(turn));
    }

    /// The form that is open, if the city still has it.
    public Optional<Flow> open() {
        return turn.session().flow().flatMap(at -> find(at.name()));
    }

    public Optional<Flow> find(String name) {
        return Optional.ofNullable(turn.city().flows().get(name));
    }

    /// Opens `flow` with what `words` tell already. Mail of a sender that is not proven gets nothing looked up.
    public Route begin(Flow flow, Because because, String words) {
        if (flow.looksSomethingUp() && turn.isMarked(Mark.SENDER_UNPROVEN)) {
            return reply.handsOver(
                    turn.city().queues().forTopic(Optional.of(flow.topic()), turn.language()),
                    Priority.NORMAL,
                    because,
                    Optional.of(reply.say(Phrase.SENDER_UNPROVEN, turn.language())),
                    turn.language());
        }
        return reply(flow, flow.begin(words, context(turn.language())), because, turn.language());
    }

    /// The open step of `flow` once more, in language `in`.
    public Route resume(Flow flow, Session.Flow at, Because because, Locale in) {
        return reply(flow, flow.resume(at, context(in)), because, in);
    }

    /// What the message's words come to as the answer to the open step.
    public Flow.Outcome answer(Flow flow, Session.Flow at) {
        return flow.answer(at, turn.text(), context(turn.language()));
    }

    private Flow.Context context(Locale in) {
        return new Flow.Context(in, turn.isSpoken(), turn.situation().lookups());
    }

    public Route reply(Flow flow, Flow.Outcome outcome, Because because, Locale in) {
        return switch (outcome) {
            case Flow.Outcome.Needs(var lookup) -> new Route.Needs(lookup);
            case Flow.Outcome.Asks(var text, var at, var reason) -> {
                var offers = reason == Flow.AskReason.FIRST ? List.<Message.Offer>of() : List.of(reply.personOffer(in));
                yield reply.bot(flow.name(), because, withFacts(text), offers, turn.inFlow(at, flow.topic()), in);
            }
            case Flow.Outcome.Away(var text, var at) ->
                reply.bot(
                        flow.name(),
                        because,
                        withFacts(text),
                        List.of(againOffer(in), reply.personOffer(in)),
                        turn.inFlow(at, flow.topic()),
                        in);
            case Flow.Outcome.Ends(var text) ->
                reply.bot(flow.name(), because, reply.withMore(withFacts(text), in), List.of(), done(flow), in);
            case Flow.Outcome.HandsOver(var text, var _)
            when turn.waitsForPeople() ->
                new WaitingReplies(turn, reply)
                        .says(because, text.isEmpty() ? reply.say(Phrase.CANNOT_ANSWER, in) : withFacts(text));
            case Flow.Outcome.HandsOver(var text, var queue) ->
                reply.handsOver(
                        queue.orElseGet(() -> turn.city().queues().forTopic(Optional.of(flow.topic()), in)),
                        Priority.NORMAL,
                        because,
                        Optional.of(withFacts(text)).filter(lead -> !lead.isEmpty()),
                        in);
        };
    }

    /// The form is done, and what was talked about is its topic.
    private Session done(Flow flow) {
        return turn.understood()
                .about(new Topic(Optional.of(flow.topic()), Optional.empty(), List.of()), Optional.empty());
    }

    private Message.Offer againOffer(Locale in) {
        return new Message.Offer(new Choice.Again().id(), reply.say(Phrase.AGAIN_CHOICE, in));
    }

    private String withFacts(String text) {
        return turn.city().phrases().withFacts(text);
    }
}
