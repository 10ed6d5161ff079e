package io.glassline.router.reply;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Session;
import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.router.context.TurnContext;
import io.glassline.router.queue.Queues;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a decision with its reply: in which words, with which choices, and on the phone for the ear.
public record ReplyBuilder(TurnContext turn) {

    /// Nothing is said, and nothing changes.
    public Route.Decided kept(String rule, String why) {
        return kept(turn.because(rule, why, List.of()));
    }

    public Route.Decided kept(Because because) {
        return unchanged(new RoutingDecision.Kept(because), List.of());
    }

    /// Nothing changes: people have the conversation already.
    public Route.Decided staysWithPeople(Because because, List<Reply> replies) {
        return unchanged(new RoutingDecision.StaysWithPeople(because), replies);
    }

    private Route.Decided unchanged(RoutingDecision decision, List<Reply> replies) {
        return new Route.Decided(
                decision, turn.conversation().stage(), turn.session(), turn.language(), replies, List.of());
    }

    /// To people, with `lead` said first, and then who will answer, and when.
    public Route.Decided handsOver(
            QueueId queue, Priority priority, Because because, Optional<String> lead, Locale in) {
        var texts = new ArrayList<String>();
        if (!turn.session().disclosed()) {
            texts.add(say(Phrase.DISCLOSURE_SHORT, in));
        }
        lead.ifPresent(texts::add);
        var waitsIn = place(queue, priority).queue();
        var closed = closedUntil(waitsIn, in);
        texts.add(whoAnswers(waitsIn, closed, turn.situation().queueLines().joining(waitsIn, priority), in));
        var text = String.join(" ", texts);
        var session = turn.understood()
                .forgettingForms()
                .disclosing()
                .saying(text)
                .tellingOfWait(false)
                .withBotGoingOn(false);
        return toQueue(
                queue,
                priority,
                because,
                List.of(byBot(text, List.of())),
                session.waiting(closed.isPresent() && turn.isSpoken() ? Waits.CHOOSING : Waits.HOLDING),
                in);
    }

    /// To people, who look at something that the bot cannot read or must not answer, or who deal with what it cannot.
    /// The bot goes on answering what else is said: nobody has to wait for an office to open because of a sticker.
    public Route.Decided waitsToBeRead(
            QueueId queue, Priority priority, Because because, List<Reply> replies, Session next, Locale in) {
        if (turn.isWithPeople()) {
            return staysWithPeople(because, replies);
        }
        var waits = waitsIn(queue, priority);
        return new Route.Decided(
                new RoutingDecision.ToQueue(waits.queue(), waits.priority(), because),
                waits,
                next.withBotGoingOn(true),
                in,
                replies,
                List.of());
    }

    /// The same, and nothing is said.
    public Route.Decided waitsToBeRead(Because because) {
        return waitsToBeRead(Queues.GENERAL, Priority.NORMAL, because, List.of(), turn.session(), turn.language());
    }

    /// When the queue opens, in words; empty while it is open, and for one that never is.
    Optional<String> closedUntil(QueueId queue, Locale in) {
        var cityTime = turn.situation().cityTime();
        return turn.city()
                .queues()
                .closedUntil(queue, cityTime)
                .map(opens -> turn.city().phrases().opens(opens, cityTime, in));
    }

    /// Who of a queue will answer, and when.
    String whoAnswers(QueueId queue, Locale in) {
        return whoAnswers(queue, closedUntil(queue, in), Optional.empty(), in);
    }

    /// @param joins the place of one who joins the line with this
    private String whoAnswers(QueueId queue, Optional<String> closedUntil, Optional<QueuePlace> joins, Locale in) {
        var title = title(queue, in);
        if (closedUntil.isEmpty()) {
            var open = turn.isSpoken() ? Phrase.CALL_PERSON_OPEN : Phrase.PERSON_OPEN;
            var places = new HashMap<>(Map.of("queue", title));
            joins.ifPresent(place -> places.put("position", Integer.toString(place.place())));
            joins.flatMap(QueuePlace::expectedWait)
                    .ifPresent(wait -> places.put(
                            "wait", Long.toString(wait.plusSeconds(59).toMinutes())));
            return say(open, in, places);
        }
        var places = Map.of("queue", title, "opens", closedUntil.get());
        return turn.isSpoken()
                ? say(Phrase.CALL_PERSON_CLOSED, in, places) + " "
                        + new SpokenHold(turn.city(), turn.conversation(), in).closedChoices()
                : say(Phrase.PERSON_CLOSED, in, places);
    }

    String title(QueueId queue, Locale in) {
        return turn.city().queues().find(queue).map(q -> q.title().in(in)).orElse(queue.name());
    }

    /// To people, and nothing is said but `replies`.
    public Route.Decided toQueue(
            QueueId queue, Priority priority, Because because, List<Reply> replies, Session next, Locale in) {
        var waits = place(queue, priority);
        return new Route.Decided(
                new RoutingDecision.ToQueue(waits.queue(), waits.priority(), because),
                waits,
                next,
                in,
                replies,
                List.of());
    }

    /// Who waits already for something more urgent stays where they wait.
    private Stage.Waiting place(QueueId queue, Priority priority) {
        return turn.conversation().stage() instanceof Stage.Waiting waiting
                        && waiting.priority().compareTo(priority) < 0
                ? waiting
                : new Stage.Waiting(queue, priority, turn.waitingSince());
    }

    /// What only has to be looked at leaves what is as urgent where it waits.
    private Stage.Waiting waitsIn(QueueId queue, Priority priority) {
        return turn.conversation().stage() instanceof Stage.Waiting waiting
                        && waiting.priority().compareTo(priority) <= 0
                ? waiting
                : new Stage.Waiting(queue, priority, turn.waitingSince());
    }

    /// The bot says `text` and stays with the conversation. The first time it says that it is a machine.
    public Route.Decided bot(
            String with, Because because, String text, List<Message.Offer> offers, Session next, Locale in) {
        var lines = new ArrayList<String>();
        if (!turn.session().disclosed()) {
            lines.add(say(Phrase.DISCLOSURE, in));
        }
        var body = turn.isSpoken() ? withOptions(text, offers, in) : text;
        lines.add(body);
        return withBot(
                with,
                because,
                next.offering(offers).disclosing().saying(body),
                in,
                byBot(String.join(turn.isSpoken() ? " " : "\n\n", lines), offers));
    }

    /// On the phone the choices are part of what is said; elsewhere the channel writes them.
    private String withOptions(String text, List<Message.Offer> offers, Locale in) {
        if (offers.isEmpty()) {
            return text;
        }
        var options = new SpokenText(turn.city(), in).options(offers);
        return Stream.of(text, options, say(Phrase.CALL_PERSON_KEY, in))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /// What was said last, once more.
    public Route.Decided again(Because because, String lastSaid) {
        return withBot(
                "repeat",
                because,
                turn.session(),
                turn.language(),
                byBot(lastSaid, turn.session().offered()));
    }

    /// The citizen is done, and on the phone the line is freed.
    public Route.Decided farewell(Because because, Locale in) {
        if (!turn.isSpoken()) {
            return bot("goodbye", because, say(Phrase.GOODBYE, in), List.of(), turn.understood(), in);
        }
        var text = say(Phrase.CALL_GOODBYE, in);
        var next = turn.understood().disclosing().saying(text).waiting(Waits.LET_GO);
        return withBot("goodbye", because, next, in, byBot(text, List.of()));
    }

    /// The menu of a call, with `lead` said first. Who waited for a person waits no more.
    public Route.Decided callMenu(String with, Because because, String lead, Locale in) {
        var spoken = new SpokenText(turn.city(), in);
        var choices = spoken.firstChoices();
        var text = lead + spoken.menu(choices);
        var next = turn.session()
                .asking(Optional.empty(), choices)
                .disclosing()
                .saying(text)
                .waiting(Waits.HOLDING);
        return new Route.Decided(
                new RoutingDecision.ToBot(with, because),
                turn.waitsForPeople() ? new Stage.WithBot() : turn.withBot(),
                next,
                in,
                List.of(byBot(text, List.of())),
                List.of());
    }

    private Route.Decided withBot(String with, Because because, Session next, Locale in, Reply reply) {
        return new Route.Decided(
                new RoutingDecision.ToBot(with, marked(because)), turn.withBot(), next, in, List.of(reply), List.of());
    }

    /// Whoever comes to a conversation that waits must see at once what the bot has answered meanwhile.
    Because marked(Because because) {
        return turn.waitsForPeople()
                ? new Because(
                        RoutingDecision.WHILE_WAITING,
                        because.rulesVersion(),
                        because.words() + " People were asked and none has come yet; the bot is sure of this.",
                        because.trace())
                : because;
    }

    Reply byBot(String text, List<Message.Offer> offers) {
        return new Reply(new Author.Bot(turn.botVersion()), text, turn.isSpoken() ? List.of() : offers, false);
    }

    /// Words of the gateway's own.
    public Reply bySystem(String text) {
        return new Reply(new Author.System(), text, List.of(), false);
    }

    /// Fixed words, which are sent to someone who said STOP as well.
    public Reply fixed(Phrase phrase, Locale in) {
        return new Reply(new Author.System(), say(phrase, in), List.of(), true);
    }

    /// `text`, and on the phone the question whether there is anything else.
    String withMore(String text, Locale in) {
        return turn.isSpoken() ? text + " " + say(Phrase.CALL_MORE, in) : text;
    }

    Message.Offer personOffer(Locale in) {
        return new Message.Offer(new Choice.Person().id(), say(Phrase.PERSON_CHOICE, in));
    }

    /// `text` as it is said on this channel.
    String told(String text, Locale in) {
        return turn.isSpoken() ? new SpokenText(turn.city(), in).forTheEar(text) : text;
    }

    public String say(Phrase phrase, Locale in) {
        return turn.city().phrases().say(phrase, in);
    }

    /// Several phrases in a row; empty for none.
    public Optional<String> say(List<Phrase> phrases, Locale in) {
        return phrases.stream().map(phrase -> say(phrase, in)).reduce((before, next) -> before + " " + next);
    }

    String say(Phrase phrase, Locale in, Map<String, String> values) {
        return turn.city().phrases().say(phrase, in, values);
    }
}
