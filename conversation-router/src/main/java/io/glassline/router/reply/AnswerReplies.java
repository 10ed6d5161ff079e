package io.glassline.router.reply;

import io.glassline.conversation.Session;
import io.glassline.conversation.Stage.Priority;
import io.glassline.conversation.Topic;
import io.glassline.message.Message;
import io.glassline.phrasing.ApprovedAnswer;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.FollowUps.Aspect;
import io.glassline.router.flow.Flow;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Replies from the city's knowledge: an approved answer, a list to choose from, or that there is none.
public record AnswerReplies(TurnContext turn, ReplyBuilder reply) {

    /// What the bot answers with when it has not understood.
    public static final String NOT_UNDERSTOOD = "not-understood";

    /// What it answers with when it holds out a list.
    public static final String CHOICES = "choices";

    /// What it answers with when it must ask what something is about.
    public static final String ABOUT_WHAT = "about-what";

    /// The bot says so once when it does not understand; the second time in a row a person takes over.
    private static final int MISSES_MAX = 2;

    public AnswerReplies(TurnContext turn) {
        this(turn, new ReplyBuilder(turn));
    }

    /// The answer to what the citizen wrote.
    public Route answer(Answer answer, Because because, Locale in) {
        var route = give(answer, because, after(answer, turn.text()), in);
        return route instanceof Route.Decided decided && mayBePhrased(answer, decided, in)
                ? decided.answering(new ApprovedAnswer(answer.id(), answer.source(), turn.text(), answer.text(in)))
                : route;
    }

    /// What is heard is not phrased: the caller waits on the line. Nor is an answer in another language than was asked.
    private boolean mayBePhrased(Answer answer, Route.Decided decided, Locale in) {
        return !turn.isSpoken()
                && answer.texts().containsKey(in.getLanguage())
                && decided.replies().stream().anyMatch(reply -> reply.text().contains(answer.text(in)));
    }

    /// The answer that the citizen picked from a list.
    public Route picked(Answer answer, Because because, Locale in) {
        return give(answer, because, after(answer, title(answer)), in);
    }

    private Route give(Answer answer, Because because, Session next, Locale in) {
        if (turn.isWithdrawn(answer)) {
            return withdrawn(answer, because, in);
        }
        var flows = new FlowReplies(turn, reply);
        return flows.behind(answer)
                .map(flow -> flows.behind(answer, reply.told(answer.text(in), in), flow, because, next, in))
                .orElseGet(() -> give(answer.id(), because, answer.text(in), next, in));
    }

    /// What a withdrawn answer would have answered, the people of its office do.
    public Route withdrawn(Answer answer, Because because, Locale in) {
        var trace = new ArrayList<>(because.trace());
        trace.add(new Condition("withdrawn", "whether the answer is withdrawn", answer.id(), true));
        var why = new Because(
                because.rule(),
                because.rulesVersion(),
                because.words() + " That answer is withdrawn, so a person of its office answers.",
                trace);
        return turn.waitsForPeople()
                ? new WaitingReplies(turn).added(why)
                : reply.handsOver(
                        turn.city().queues().forTopic(Optional.of(answer.topic()), in),
                        Priority.NORMAL,
                        why,
                        Optional.of(reply.say(Phrase.CANNOT_ANSWER, in)),
                        in);
    }

    /// The last answer once more, or its neighbour, to a question that leaves out what it is about: that is said
    /// first. Who has just heard the last answer on the phone hears only the sentences that tell what is `asked`.
    public Route goingOn(Answer answer, List<Aspect> asked, Because because, Locale in) {
        if (turn.isWithdrawn(answer)) {
            return withdrawn(answer, because, in);
        }
        var lead = reply.say(Phrase.ABOUT, in, Map.of("title", title(answer))) + " ";
        var isLast = turn.session().lastAnswer().filter(answer.id()::equals).isPresent();
        var next = isLast ? turn.understood() : after(answer, title(answer) + " " + turn.text());
        var text = isLast && turn.isSpoken()
                ? turn.city().dialogue().followUps().telling(answer.text(in), asked)
                : answer.text(in);
        return wasSaid(lead + text)
                ? askTheOffice(
                        answer, turn.because(turn.ruling(), "It goes on with an answer that was just said once more."))
                : give(answer.id(), because, lead + text, next, in);
    }

    /// Whether the last message of the bot was this already: who goes on after it did not find their answer in it.
    private boolean wasSaid(String text) {
        return turn.session().lastSaid().filter(said -> said.contains(text)).isPresent();
    }

    private Route give(String id, Because because, String text, Session next, Locale in) {
        return reply.bot(id, because, reply.withMore(reply.told(text, in), in), List.of(), next, in);
    }

    /// What is remembered after `answer` to `question`. A list that it stood in stays, for "and the second one?".
    Session after(Answer answer, String question) {
        var offered = turn.session().offered().isEmpty()
                ? turn.session().topic().menu()
                : turn.session().offered();
        var menu = offered.stream().anyMatch(offer -> offer.id().equals(new Choice.Answer(answer.id()).id()))
                ? offered
                : List.<Message.Offer>of();
        return turn.understood()
                .about(new Topic(Optional.of(answer.topic()), Optional.of(question), menu), Optional.of(answer.id()));
    }

    /// `answer` to something else, and the open question of `flow` again. Whoever has gone over to
    /// something else is not held to the form.
    public Route beside(Answer answer, Because because, Flow flow, Session.Flow at) {
        var in = turn.language();
        if (turn.isWithdrawn(answer)) {
            return withdrawn(answer, because, in);
        }
        var flows = new FlowReplies(turn, reply);
        var next = after(answer, turn.text());
        var back = Flow.beside(at);
        if (flow.resume(back, flows.context(in))
                instanceof Flow.Outcome.Asks(var question, var _, var reason, var options)) {
            var offers = flows.offers(flow, back, reason, options, in);
            var again = reply.say(Phrase.FLOW_BACK, in, Map.of("question", flows.asSaid(question, in)));
            var text = reply.told(answer.text(in), in) + "\n\n" + again;
            return reply.bot(answer.id(), because, text, offers, next.asking(Optional.of(back), offers), in);
        }
        return answer(answer, because, in);
    }

    /// To a caller who waits: the answer that the bot is sure of, then `goesOn`, and the call goes on as before.
    public Route.Decided heldAnswer(Answer answer, Because because, String goesOn) {
        var in = turn.language();
        var text = reply.told(answer.text(in), in) + goesOn;
        return new Route.Decided(
                new RoutingDecision.ToBot(answer.id(), reply.marked(because)),
                turn.conversation().stage(),
                after(answer, turn.text()).saying(text),
                in,
                List.of(reply.byBot(text, List.of())),
                List.of());
    }

    /// A list of `answers` and a person. The talk is now about what they have in common.
    public Route choices(List<Answer> found, Because because) {
        var answers = found.stream().filter(answer -> !turn.isWithdrawn(answer)).toList();
        if (answers.isEmpty()) {
            return withdrawn(found.getFirst(), because, turn.language());
        }
        var offers = Stream.concat(
                        answers.stream()
                                .map(answer -> new Message.Offer(new Choice.Answer(answer.id()).id(), title(answer))),
                        Stream.of(reply.personOffer(turn.language())))
                .toList();
        var topics = answers.stream().map(Answer::topic).distinct().toList();
        var topic = new Topic(
                Optional.of(topics.getFirst()).filter(_ -> topics.size() == 1), Optional.of(turn.text()), offers);
        return offers(offers, because, lead(), turn.understood().about(topic, Optional.empty()));
    }

    private Phrase lead() {
        return turn.isSpoken() ? Phrase.CALL_CHOOSE : Phrase.CHOOSE;
    }

    String title(Answer answer) {
        return turn.city()
                .phrases()
                .title(answer.id(), turn.language())
                .orElseGet(() -> answer.phrasings(turn.language()).stream()
                        .findFirst()
                        .map(asked -> asked.substring(0, 1).toUpperCase(turn.language()) + asked.substring(1))
                        .orElse(answer.id()));
    }

    /// The list of before once more.
    public Route choicesAgain(List<Message.Offer> offers, Because because) {
        return offers(withoutWithdrawn(offers), because, lead(), turn.understood());
    }

    /// The list of before once more, for a number that is none of it.
    public Route notAChoice(Because because) {
        var offers = withoutWithdrawn(turn.session().offered());
        return turn.missesWithThis() >= MISSES_MAX
                ? cannotAnswer(because)
                : offers(offers, because, Phrase.NOT_A_CHOICE, turn.missing(offers));
    }

    private Route offers(List<Message.Offer> offers, Because because, Phrase lead, Session next) {
        return reply.bot(CHOICES, because, reply.say(lead, turn.language()), offers, next, turn.language());
    }

    /// A list of before without what was withdrawn meanwhile.
    private List<Message.Offer> withoutWithdrawn(List<Message.Offer> offers) {
        return offers.stream()
                .filter(offer -> Choice.parse(offer.id())
                        .flatMap(choice -> choice instanceof Choice.Answer(var id)
                                ? turn.city().knowledge().find(id)
                                : Optional.empty())
                        .filter(turn::isWithdrawn)
                        .isEmpty())
                .toList();
    }

    /// Whether a person takes over now that the bot has found no answer. A mail's writer does not sit and wait for a
    /// machine to ask again; a person answers the mail.
    public boolean isPersonsTurn() {
        return turn.missesWithThis() >= MISSES_MAX || turn.isMail();
    }

    /// A person takes over, for the bot has no answer.
    public Route cannotAnswer(Because because) {
        return reply.handsOver(
                turn.city().queues().forTopic(turn.lastTopic(), turn.language()),
                Priority.NORMAL,
                because,
                Optional.of(reply.say(Phrase.CANNOT_ANSWER, turn.language())),
                turn.language());
    }

    /// The bot says that it has not understood, and offers a person.
    public Route notUnderstood(Because because) {
        return missed(
                NOT_UNDERSTOOD,
                because,
                reply.say(turn.isSpoken() ? Phrase.CALL_NOT_UNDERSTOOD : Phrase.NOT_UNDERSTOOD, turn.language()));
    }

    /// After an alarm nothing is misunderstood and no list is held out: people have it.
    public Route alarmStands(Because because) {
        return reply.bot(
                "alarm-stands",
                because,
                reply.say(Phrase.ALARM_STANDS, turn.language()),
                List.of(),
                turn.understood(),
                turn.language());
    }

    /// None of the choices was it.
    public Route noneOfThese(Because because) {
        return missed(
                "none-of-these",
                because,
                reply.say(turn.isSpoken() ? Phrase.CALL_NONE_OF_THESE : Phrase.NONE_OF_THESE, turn.language()));
    }

    /// The matter is left out, and nothing was talked about before.
    public Route aboutWhat(Because because) {
        return missed(ABOUT_WHAT, because, reply.say(Phrase.ABOUT_WHAT, turn.language()));
    }

    /// The last answer does not say what is asked: its office does.
    ///
    public Route askTheOffice(Answer last, Because because) {
        var in = turn.language();
        var queue = turn.city().queues().forTopic(turn.lastTopic(), in);
        var places = Map.of("title", title(last), "queue", reply.title(queue, in));
        return missed(
                "not-in-answer",
                because,
                reply.say(turn.isSpoken() ? Phrase.CALL_NOT_IN_ANSWER : Phrase.NOT_IN_ANSWER, in, places));
    }

    private Route missed(String with, Because because, String text) {
        if (isPersonsTurn()) {
            return cannotAnswer(because);
        }
        var offers = List.of(reply.personOffer(turn.language()));
        return reply.bot(with, because, text, offers, turn.missing(offers), turn.language());
    }

    /// What there is to ask about. What was talked about is done.
    public Route menu(Because because) {
        return turn.isSpoken()
                ? reply.callMenu("menu", because, "", turn.language())
                : reply.bot(
                        "greeting",
                        because,
                        reply.say(Phrase.GREETING, turn.language()),
                        List.of(),
                        turn.understood().about(Topic.NONE, Optional.empty()),
                        turn.language());
    }

    /// The condition of the trace that tells what the knowledge made of the message.
    public static Condition condition(String found, double confidence, boolean held) {
        return new Condition(
                "knowledge",
                "confidence in an approved answer",
                String.format(Locale.ROOT, "%s %.3f", found, confidence),
                held);
    }
}
