package io.glassline.router;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Author;
import io.glassline.message.Message;
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

/// How a decision is said: in which words, with which choices, and on the phone for the ear.
record Saying(Known known, String botVersion) {

    Route.Decided kept(String rule, String why) {
        return new Route.Decided(
                new RoutingDecision.Kept(known.because(rule, why, List.of())),
                known.conversation().stage(),
                known.session(),
                known.language(),
                List.of(),
                List.of());
    }

    /// Nothing changes: people have the conversation already.
    Route.Decided staysWithPeople(Because because, List<Reply> replies) {
        return new Route.Decided(
                new RoutingDecision.StaysWithPeople(because),
                known.conversation().stage(),
                known.session(),
                known.language(),
                replies,
                List.of());
    }

    /// To people, with `lead` said first, and then who will answer, and when.
    Route.Decided handsOver(QueueId queue, Priority priority, Because because, Optional<String> lead, Locale in) {
        var texts = new ArrayList<String>();
        if (!known.session().disclosed()) {
            texts.add(say(Phrase.DISCLOSURE_SHORT, in));
        }
        lead.ifPresent(texts::add);
        texts.add(whoAnswers(queue, in));
        var text = String.join(" ", texts);
        return toQueue(
                queue,
                priority,
                because,
                List.of(new Reply(new Author.Bot(botVersion), text, List.of(), false)),
                new Session(Optional.empty(), List.of(), true, 0, Optional.of(text)),
                in);
    }

    private String whoAnswers(QueueId queue, Locale in) {
        var title = known.city().queues().find(queue).map(q -> q.title().in(in)).orElse(queue.name());
        var cityTime = known.situation().cityTime();
        var opens = known.city().queues().opensAfter(queue, cityTime);
        if (known.city().queues().isOpen(queue, cityTime) || opens.isEmpty()) {
            var open = known.situation().spoken() ? Phrase.CALL_PERSON_OPEN : Phrase.PERSON_OPEN;
            return say(open, in, Map.of("queue", title));
        }
        var closed = known.situation().spoken() ? Phrase.CALL_PERSON_CLOSED : Phrase.PERSON_CLOSED;
        return say(
                closed,
                in,
                Map.of("queue", title, "opens", known.city().phrases().opens(opens.get(), cityTime, in)));
    }

    Route.Decided toQueue(
            QueueId queue, Priority priority, Because because, List<Reply> replies, Session next, Locale in) {
        return new Route.Decided(
                new RoutingDecision.ToQueue(queue, priority, because),
                new Stage.Waiting(queue, priority, known.now()),
                next,
                in,
                replies,
                List.of());
    }

    /// The bot says `text` and stays with the conversation. The first time it says that it is a machine.
    Route.Decided bot(String with, Because because, String text, List<Message.Offer> offers, Session next, Locale in) {
        var lines = new ArrayList<String>();
        if (!known.session().disclosed()) {
            lines.add(say(Phrase.DISCLOSURE, in));
        }
        var body = known.situation().spoken() ? withOptions(text, offers, in) : text;
        lines.add(body);
        var reply = new Reply(
                new Author.Bot(botVersion),
                String.join(known.situation().spoken() ? " " : "\n\n", lines),
                known.situation().spoken() ? List.of() : offers,
                false);
        return new Route.Decided(
                new RoutingDecision.ToBot(with, because),
                new Stage.WithBot(),
                new Session(next.flow(), offers, true, next.misses(), Optional.of(body)),
                in,
                List.of(reply),
                List.of());
    }

    /// What was said last, once more.
    Route.Decided again(Because because, String lastSaid) {
        var reply = new Reply(
                new Author.Bot(botVersion),
                lastSaid,
                known.situation().spoken() ? List.of() : known.session().offered(),
                false);
        return new Route.Decided(
                new RoutingDecision.ToBot("repeat", because),
                new Stage.WithBot(),
                known.session(),
                known.language(),
                List.of(reply),
                List.of());
    }

    /// The menu of a call, with `lead` said first.
    Route callMenu(String with, Because because, String lead, Locale in) {
        var speaking = new Speaking(known.city(), in);
        var choices = speaking.firstChoices();
        var text = lead + speaking.menu(choices);
        return new Route.Decided(
                new RoutingDecision.ToBot(with, because),
                new Stage.WithBot(),
                new Session(Optional.empty(), choices, true, 0, Optional.of(text)),
                in,
                List.of(new Reply(new Author.Bot(botVersion), text, List.of(), false)),
                List.of());
    }

    /// On the phone the choices are part of what is said; elsewhere the channel writes them.
    private String withOptions(String text, List<Message.Offer> offers, Locale in) {
        if (offers.isEmpty()) {
            return text;
        }
        var options = new Speaking(known.city(), in).options(offers);
        return Stream.of(text, options, say(Phrase.CALL_PERSON_KEY, in))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    String withMore(String text, Locale in) {
        return known.situation().spoken() ? text + " " + say(Phrase.CALL_MORE, in) : text;
    }

    Message.Offer personOffer(Locale in) {
        return new Message.Offer(Turn.PERSON, say(Phrase.PERSON_CHOICE, in));
    }

    static Reply fixed(String text) {
        return new Reply(new Author.System(), text, List.of(), true);
    }

    String say(Phrase phrase, Locale in) {
        return known.city().phrases().say(phrase, in);
    }

    String say(Phrase phrase, Locale in, Map<String, String> values) {
        return known.city().phrases().say(phrase, in, values);
    }
}
