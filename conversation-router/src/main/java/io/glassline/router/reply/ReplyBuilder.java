package io.glassline.router.reply;

import io.glassline.conversation.QueueId;
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
        var waitsIn = waitsIn(queue, priority).queue();
        var closed = closedUntil(waitsIn, in);
        texts.add(whoAnswers(waitsIn, closed, in));
        var text = String.join(" ", texts);
        var session = turn.session()
                .asking(Optional.empty(), List.of(), 0)
                .disclosing()
                .saying(Optional.of(text), Optional.empty())
                .withBotGoingOn(false);
        return toQueue(
                queue,
                priority,
                because,
                List.of(byBot(text, List.of())),
                session.waiting(closed.isPresent() && turn.isSpoken() ? Waits.CHOOSING : Waits.HOLDING),
                in);
    }

    /// To people, who look at something that the bot cannot read or must not answer. The bot goes on answering
    /// what else is said: nobody has to wait for an office to open because of a sticker.
    public Route.Decided waitsToBeRead(
            QueueId queue, Priority priority, Because because, List<Reply> replies, Session next, Locale in) {
        if (!turn.isWithBot()) {
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
    private Optional<String> closedUntil(QueueId queue, Locale in) {
        var cityTime = turn.situation().cityTime();
        return turn.city()
                .queues()
                .closedUntil(queue, cityTime)
                .map(opens -> turn.city().phrases().opens(opens, cityTime, in));
    }

    /// Who of a queue will answer, and when.
    String whoAnswers(QueueId queue, Locale in) {
        return whoAnswers(queue, closedUntil(queue, in), in);
    }

    private String whoAnswers(QueueId queue, Optional<String> closedUntil, Locale in) {
        var title = turn.city().queues().find(queue).map(q -> q.title().in(in)).orElse(queue.name());
        if (closedUntil.isEmpty()) {
            var open = turn.isSpoken() ? Phrase.CALL_PERSON_OPEN : Phrase.PERSON_OPEN;
            return say(open, in, Map.of("queue", title));
        }
        var places = Map.of("queue", title, "opens", closedUntil.get());
        return turn.isSpoken()
                ? say(Phrase.CALL_PERSON_CLOSED, in, places) + " "
                        + new SpokenHold(turn.city(), turn.conversation(), in).closedChoices()
                : say(Phrase.PERSON_CLOSED, in, places);
    }

    /// To a caller who waits for a person: `text`, and `waits` says how the call goes on. The conversation stays
    /// where it waits.
    public Route.Decided waits(Because because, String text, Waits waits, int misses) {
        var session = new Session(Optional.empty(), List.of(), true, misses, Optional.of(text), Optional.empty());
        return new Route.Decided(
                new RoutingDecision.StaysWithPeople(because),
                turn.conversation().stage(),
                session.waiting(waits),
                turn.language(),
                List.of(byBot(text, List.of())),
                List.of());
    }

    /// To people, and nothing is said but `replies`.
    public Route.Decided toQueue(
            QueueId queue, Priority priority, Because because, List<Reply> replies, Session next, Locale in) {
        var waits = waitsIn(queue, priority);
        return new Route.Decided(
                new RoutingDecision.ToQueue(waits.queue(), waits.priority(), because), waits, next, in, replies, List.of());
    }

    /// Who waits already for something as urgent stays where they wait.
    private Stage.Waiting waitsIn(QueueId queue, Priority priority) {
        return turn.conversation().stage() instanceof Stage.Waiting waiting
                        && waiting.priority().compareTo(priority) <= 0
                ? waiting
                : new Stage.Waiting(queue, priority, turn.waitingSince());
    }

    /// The bot says `text` and stays with the conversation. The first time it says that it is a machine.
    public Route.Decided bot(
            String with, Because because, String text, List<Message.Offer> offers, Session next, Locale in) {
        return bot(with, because, text, offers, next, Optional.empty(), in);
    }

    /// The bot gives the approved answer `id` in the words of `text`, and remembers that it did.
    Route.Decided answer(String id, Because because, String text, Locale in) {
        return bot(id, because, text, List.of(), turn.understood(), Optional.of(id), in);
    }

    private Route.Decided bot(
            String with,
            Because because,
            String text,
            List<Message.Offer> offers,
            Session next,
            Optional<String> answer,
            Locale in) {
        var lines = new ArrayList<String>();
        if (!turn.session().disclosed()) {
            lines.add(say(Phrase.DISCLOSURE, in));
        }
        var body = turn.isSpoken() ? withOptions(text, offers, in) : text;
        lines.add(body);
        return withBot(
                with,
                because,
                next.asking(next.flow(), offers, next.misses()).disclosing().saying(Optional.of(body), answer),
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

    /// The menu of a call, with `lead` said first.
    public Route.Decided callMenu(String with, Because because, String lead, Locale in) {
        var spoken = new SpokenText(turn.city(), in);
        var choices = spoken.firstChoices();
        var text = lead + spoken.menu(choices);
        return withBot(
                with,
                because,
                new Session(Optional.empty(), choices, true, 0, Optional.of(text), Optional.empty()),
                in,
                byBot(text, List.of()));
    }

    private Route.Decided withBot(String with, Because because, Session next, Locale in, Reply reply) {
        return new Route.Decided(
                new RoutingDecision.ToBot(with, because), turn.withBot(), next, in, List.of(reply), List.of());
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

    public String say(Phrase phrase, Locale in) {
        return turn.city().phrases().say(phrase, in);
    }

    private String say(Phrase phrase, Locale in, Map<String, String> values) {
        return turn.city().phrases().say(phrase, in, values);
    }
}
