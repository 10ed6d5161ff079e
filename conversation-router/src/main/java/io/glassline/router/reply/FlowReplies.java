package io.glassline.router.reply;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage.Priority;
import io.glassline.conversation.Topic;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.flow.Given;
import io.glassline.router.gate.Keywords;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
        if (isUnproven(flow)) {
            return reply.handsOver(
                    turn.city().queues().forTopic(Optional.of(flow.topic()), turn.language()),
                    Priority.NORMAL,
                    because,
                    Optional.of(reply.say(Phrase.SENDER_UNPROVEN, turn.language())),
                    turn.language());
        }
        return reply(flow, flow.begin(words, context(turn.language())), because, turn.language());
    }

    private boolean isUnproven(Flow flow) {
        return flow.looksSomethingUp() && turn.isMarked(Mark.SENDER_UNPROVEN);
    }

    /// The form that `answer` leads to, where one can be filled in now.
    Optional<Flow> behind(Answer answer) {
        return answer.flow().flatMap(this::find).filter(flow -> !turn.isWithPeople() && !isUnproven(flow));
    }

    /// `answer`, and behind it the first question of `flow`. What the message tells already is not asked for; where
    /// it tells all, only what comes of it is said.
    ///
    /// @param text of the answer
    /// @param next the session after the answer
    Route behind(Answer answer, String text, Flow flow, Because because, Session next, Locale in) {
        var outcome = flow.begin(turn.text(), context(in));
        if (outcome instanceof Flow.Outcome.Asks(var question, var at, var reason, var options)
                && reason == Flow.AskReason.FIRST) {
            var offers = offers(flow, at, reason, options, in);
            var session = next.asking(Optional.of(at.by(turn.city().version()).offered()), offers);
            return reply.bot(answer.id(), because, text + "\n\n" + asSaid(question, in), offers, session, in);
        }
        if (outcome instanceof Flow.Outcome.Ends(var told, var submissions, var address, var at)) {
            var session = ended(next, address, at);
            return reply.bot(answer.id(), because, reply.withMore(asSaid(told, in), in), List.of(), session, in)
                    .submitting(submissions);
        }
        return reply(flow, outcome, because, in);
    }

    /// The open step of `flow` once more, in language `in`.
    public Route resume(Flow flow, Session.Flow at, Because because, Locale in) {
        return reply(flow, flow.resume(at, context(in)), because, in);
    }

    /// What the message comes to as the answer to the open step.
    ///
    /// @param picked the value of the choice that the citizen picked
    public Flow.Outcome answer(Flow flow, Session.Flow at, Optional<String> picked) {
        return flow.answer(at, given(picked), context(turn.language()));
    }

    /// What the message takes back of a form that has told its answer.
    public Optional<Flow.Outcome> afterwards(Flow flow, Session.Flow at) {
        return flow.afterwards(at, given(Optional.empty()), context(turn.language()));
    }

    private Given given(Optional<String> picked) {
        var pin = turn.content() instanceof Content.Place(var latitude, var longitude, var _)
                ? Optional.of(new Given.Pin(latitude, longitude))
                : Optional.<Given.Pin>empty();
        var picture =
                turn.content() instanceof Content.Media(var type, var _, var _, var _) && type.startsWith("image/")
                        ? Optional.of(turn.message().id().toString())
                        : Optional.<String>empty();
        return new Given(
                turn.text(),
                pin,
                picture,
                picked,
                yesOrNo(turn::heard),
                begins(),
                turn.city().dialogue().goesAhead(turn.normalized().text()),
                turn.isQuestion());
    }

    private Optional<Boolean> begins() {
        var words = turn.normalized().words();
        var first = words.isEmpty() ? NormalizedText.NOTHING : NormalizedText.of(words.getFirst());
        return yesOrNo(keywords -> keywords.in(first));
    }

    private Optional<Boolean> yesOrNo(Function<Keywords, Optional<Keywords.Hit>> heard) {
        if (heard.apply(turn.city().gates().yes()).isPresent()
                || heard.apply(turn.city().dialogue().accept()).isPresent()) {
            return Optional.of(true);
        }
        return heard.apply(turn.city().dialogue().decline()).map(_ -> false);
    }

    Flow.Context context(Locale in) {
        return new Flow.Context(
                in,
                turn.isSpoken(),
                turn.situation().lookups(),
                turn.situation().cityTime().toLocalDate(),
                turn.session().address(),
                turn.city().dialogue().corrections());
    }

    public Route reply(Flow flow, Flow.Outcome outcome, Because because, Locale in) {
        return switch (outcome) {
            case Flow.Outcome.Needs(var lookup) -> new Route.Needs(lookup, flow.name());
            case Flow.Outcome.Asks(var text, var at, var reason, var options) -> {
                var offers = offers(flow, at, reason, options, in);
                var asked = asked(text, reason, options, in);
                yield reply.bot(flow.name(), because, asked, offers, turn.inFlow(at, flow.topic()), in);
            }
            case Flow.Outcome.Away(var text, var at) ->
                reply.bot(
                        flow.name(),
                        because,
                        text.isEmpty() ? reply.say(Phrase.ADDRESSES_AWAY, in) : asSaid(text, in),
                        List.of(againOffer(in), reply.personOffer(in)),
                        turn.inFlow(at, flow.topic()),
                        in);
            case Flow.Outcome.Ends(var text, var submissions, var address, var at) ->
                reply.bot(
                                flow.name(),
                                because,
                                reply.withMore(asSaid(text, in), in),
                                List.of(),
                                ended(done(flow), address, at),
                                in)
                        .submitting(submissions);
            case Flow.Outcome.HandsOver(var text, var _, var gathered)
            when turn.waitsForPeople() ->
                new WaitingReplies(turn, reply)
                        .says(because, told(text, gathered, in).orElseGet(() -> reply.say(Phrase.CANNOT_ANSWER, in)));
            case Flow.Outcome.HandsOver(var text, var queue, var gathered) ->
                reply.handsOver(
                        queue.orElseGet(() -> turn.city().queues().forTopic(Optional.of(flow.topic()), in)),
                        Priority.NORMAL,
                        because,
                        told(text, gathered, in),
                        in);
        };
    }

    private String asked(String text, Flow.AskReason reason, List<Flow.Choice> options, Locale in) {
        return switch (reason) {
            case FIRST, NO_ANSWER, NOTHING_FOUND, ELSEWHERE -> asSaid(text, in);
            case WHICH ->
                Flow.isOne(options)
                        ? reply.say(
                                Phrase.IS_IT_ADDRESS,
                                in,
                                Map.of("address", options.getFirst().label()))
                        : reply.say(Phrase.WHICH_ADDRESS, in);
            case CHANGE -> reply.say(Phrase.FLOW_CHANGE, in);
        };
    }

    /// What can be picked; a person besides, once something went wrong.
    List<Message.Offer> offers(
            Flow flow, Session.Flow at, Flow.AskReason reason, List<Flow.Choice> options, Locale in) {
        var offers = new ArrayList<Message.Offer>();
        for (var option : options) {
            var id = new Choice.Slot(flow.name(), at.step(), option.value()).id();
            offers.add(new Message.Offer(id, option.label().isEmpty() ? label(option.value(), in) : option.label()));
        }
        switch (reason) {
            case FIRST, WHICH, CHANGE -> {}
            case NO_ANSWER, NOTHING_FOUND, ELSEWHERE -> offers.add(reply.personOffer(in));
        }
        return offers;
    }

    private String label(String value, Locale in) {
        return switch (value) {
            case "yes" -> reply.say(Phrase.YES_CHOICE, in);
            case "no" -> reply.say(Phrase.NO_CHOICE, in);
            case Flow.SKIP -> reply.say(Phrase.SKIP_CHOICE, in);
            case Flow.NONE -> reply.say(Phrase.NONE_CHOICE, in);
            default -> value;
        };
    }

    /// What a person is given, said to the citizen as well.
    private Optional<String> told(String text, List<String> gathered, Locale in) {
        var told = gathered.isEmpty()
                ? asSaid(text, in)
                : (asSaid(text, in) + " "
                                + reply.say(Phrase.FLOW_GATHERED, in, Map.of("gathered", String.join("; ", gathered))))
                        .strip();
        return Optional.of(told).filter(lead -> !lead.isEmpty());
    }

    /// The form is done, and what was talked about is its topic.
    private Session done(Flow flow) {
        return turn.understood()
                .done(flow.name())
                .about(new Topic(Optional.of(flow.topic()), Optional.empty(), List.of()), behind(flow));
    }

    /// The answer that has the form: "how long will that take", after a report was made, is asked about it.
    private Optional<String> behind(Flow flow) {
        return turn.city().knowledge().answers().stream()
                .filter(answer -> answer.flow().filter(flow.name()::equals).isPresent())
                .map(Answer::id)
                .findFirst();
    }

    /// After a form: what was told in it is of use, and can be taken back.
    private Session ended(Session next, Optional<String> address, Optional<Session.Flow> at) {
        return next.asking(at.map(done -> done.by(turn.city().version())), List.of())
                .at(address.or(turn.session()::address));
    }

    private Message.Offer againOffer(Locale in) {
        return new Message.Offer(new Choice.Again().id(), reply.say(Phrase.AGAIN_CHOICE, in));
    }

    /// `text` of a form with the city's facts, as it is said on this channel.
    String asSaid(String text, Locale in) {
        return reply.told(turn.city().phrases().withFacts(text), in);
    }
}
