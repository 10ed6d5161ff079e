package io.glassline.router;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.router.city.CityConfig;
import io.glassline.router.flow.Flow;
import io.glassline.router.gate.Keywords;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.queue.Queues;
import io.glassline.router.rule.Facts;
import io.glassline.router.rule.Rule;
import io.glassline.router.rule.Rules;
import io.glassline.router.words.Numbers;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.Said;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.routing.Situation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The decision about one message, told in the order in which it is made. Each step below either decides or leaves
/// it to the next; so what stands higher wins, and [#route()] is the whole of it.
final class Turn {

    /// The id of the choice that is a person, wherever one is held out.
    static final String PERSON = "person";

    private static final String AGAIN = "again";

    private final CityConfig city;
    private final Answers answers;
    private final Known known;
    private final Saying saying;
    private final Gatekeeping gatekeeping;
    private final Bot bot;

    Turn(
            CityConfig city,
            Answers answers,
            Function<String, Optional<Locale>> languageOf,
            String botVersion,
            Conversation conversation,
            Inbound message,
            Situation situation) {
        this.city = city;
        this.answers = answers;
        this.known = Known.of(city, languageOf, conversation, message, situation);
        this.saying = new Saying(known, botVersion);
        this.gatekeeping = new Gatekeeping(known, saying);
        this.bot = new Bot(known, saying, answers);
    }

    Route route() {
        return gatekeeping
                .route()
                .or(this::call)
                .or(this::languageWanted)
                .or(this::personWanted)
                .or(this::repeatWanted)
                .or(this::choice)
                .or(this::openFlow)
                .or(this::rule)
                .orElseGet(() -> bot.decide(new Rules.Ruling(Rules.OTHERWISE, new Rule.Action.ToBot(), List.of())));
    }

    // What the citizen asks of the conversation itself

    /// A call starts afresh: nobody remembers a menu from yesterday.
    private Optional<Route> call() {
        if (!(known.message().content() instanceof Content.Call)) {
            return Optional.empty();
        }
        var because = known.because("call", "A call has begun.", List.of());
        return Optional.of(saying.callMenu(
                "greeting", because, saying.say(Phrase.CALL_GREETING, known.language()) + " ", known.language()));
    }

    private Optional<Route> languageWanted() {
        return city.gates()
                .language()
                .in(known.said())
                .flatMap(Keywords.Heard::language)
                .map(this::changesLanguage);
    }

    private Route changesLanguage(Locale wanted) {
        var because = known.because("language", "The citizen asked for this language.", List.of());
        if (known.situation().spoken()) {
            return saying.callMenu("language", because, saying.say(Phrase.CALL_GREETING, wanted) + " ", wanted);
        }
        return known.session()
                .flow()
                .flatMap(at -> Optional.ofNullable(city.flows().get(at.name()))
                        .map(flow -> fromFlow(
                                flow,
                                flow.resume(
                                        at,
                                        new Flow.Telling(
                                                wanted, false, known.situation().lookups())),
                                because,
                                wanted)))
                .orElseGet(() -> saying.bot(
                        "language",
                        because,
                        saying.say(Phrase.LANGUAGE_CHANGED, wanted),
                        List.of(),
                        known.understood(),
                        wanted));
    }

    private Optional<Route> personWanted() {
        if (known.said().text().equals("0") || chose(PERSON)) {
            return Optional.of(person("The citizen chose a person.", List.of(), known.language()));
        }
        return city.gates()
                .person()
                .in(known.said(), known.language())
                .map(found -> person(
                        "The citizen asked for a person.",
                        List.of(new Condition("person", found.pattern(), "found in the message", true)),
                        found.language()));
    }

    private boolean chose(String id) {
        return known.message().content() instanceof Content.Choice(var chosen, var _) && chosen.equals(id);
    }

    /// The matter is what they ask for a person about, if they say so, else that of the open form, else what the
    /// bot last answered.
    private Route person(String why, List<Condition> trace, Locale in) {
        var saysWhat = known.said().words().size() > Known.WORDS_FOR_LANGUAGE_MIN;
        var topic = (saysWhat ? topicOf(answers.match(known.text(), in)) : Optional.<String>empty())
                .or(() -> known.session()
                        .flow()
                        .map(at -> city.flows().get(at.name()))
                        .map(Flow::topic))
                .or(known::lastTopic);
        return saying.handsOver(
                city.queues().forTopic(topic, in),
                Priority.NORMAL,
                known.because("asked for a person", why, trace),
                Optional.empty(),
                in);
    }

    private static Optional<String> topicOf(Match match) {
        return switch (match) {
            case Match.Sure(var answer, var _) -> Optional.of(answer.topic());
            case Match.Unsure(var best, var _) ->
                best.stream().map(Answer::topic).distinct().count() == 1
                        ? Optional.of(best.getFirst().topic())
                        : Optional.empty();
            case Match.Nothing _ -> Optional.empty();
        };
    }

    private Optional<Route> repeatWanted() {
        if (!known.raw().strip().startsWith("*")
                && city.gates().repeat().in(known.said()).isEmpty()) {
            return Optional.empty();
        }
        if (!known.said().isNothing() && city.gates().repeat().in(known.said()).isEmpty()) {
            return Optional.empty(); // "*stop*" and its like: words in bold
        }
        var because = known.because("repeat", "The citizen asked to hear it again.", List.of());
        if (known.session().lastSaid().isEmpty()) {
            return Optional.of(bot.menu(because));
        }
        return Optional.of(saying.again(because, known.session().lastSaid().get()));
    }

    /// A button, a number or a key that picks from what was held out.
    private Optional<Route> choice() {
        var picked = picked();
        if (picked.isPresent()) {
            return picks(picked.get());
        }
        if (known.session().offered().isEmpty() || known.session().flow().isPresent() || !looksLikeAChoice()) {
            return Optional.empty();
        }
        var because = known.because("choice", "The number is none of the choices that were held out.", List.of());
        return Optional.of(bot.offersAgain(
                because,
                known.session().offered(),
                saying.say(Phrase.NOT_A_CHOICE, known.language()),
                known.session().misses() + 1));
    }

    private Optional<String> picked() {
        if (known.message().content() instanceof Content.Choice(var id, var _)) {
            return Optional.of(id);
        }
        var offered = known.session().offered();
        var number = number(offered.size());
        if (number.isPresent()) {
            return Optional.of(offered.get(number.getAsInt() - 1).id());
        }
        return offered.stream()
                .filter(offer ->
                        !known.said().isNothing() && Said.of(offer.label()).equals(known.said()))
                .map(Message.Offer::id)
                .findFirst();
    }

    private OptionalInt number(int count) {
        return count == 0 ? OptionalInt.empty() : Numbers.choice(known.said(), count);
    }

    private boolean looksLikeAChoice() {
        return known.said().text().matches("[0-9]{1,2}#?");
    }

    private Optional<Route> picks(String id) {
        var because = known.because("choice", "The citizen picked this from what was held out.", List.of());
        if (id.startsWith(Bot.ANSWER)) {
            return city.knowledge()
                    .find(id.substring(Bot.ANSWER.length()))
                    .map(answer -> bot.answers(answer, because, known.language()));
        }
        if (id.startsWith(Speaking.FLOW)) {
            return Optional.ofNullable(city.flows().get(id.substring(Speaking.FLOW.length())))
                    .map(flow -> begins(flow, because, ""));
        }
        if (id.startsWith(Speaking.LANGUAGE)) {
            return Optional.of(changesLanguage(Locale.of(id.substring(Speaking.LANGUAGE.length()))));
        }
        if (id.equals(PERSON)) {
            return Optional.of(person("The citizen chose a person.", List.of(), known.language()));
        }
        if (id.equals(AGAIN)) {
            return known.session()
                    .flow()
                    .flatMap(at -> Optional.ofNullable(city.flows().get(at.name()))
                            .map(flow -> fromFlow(flow, flow.resume(at, telling()), because, known.language())));
        }
        return Optional.empty(); // a button from before the city changed what it offers: its label is read as text
    }

    // Flows and rules

    private Optional<Route> openFlow() {
        if (known.session().flow().isEmpty() || !known.isWords()) {
            return Optional.empty();
        }
        var at = known.session().flow().get();
        return Optional.ofNullable(city.flows().get(at.name())).map(flow -> {
            var outcome = flow.answer(at, known.text(), telling());
            if (outcome instanceof Flow.Outcome.Asks(var _, var _, var asked) && asked == Flow.Asked.NO_ANSWER) {
                var elsewhere = askedSomethingElse(flow);
                if (elsewhere.isPresent()) {
                    return elsewhere.get();
                }
            }
            var because =
                    known.because("flow " + flow.name(), "A form is open, and this is the answer to it.", List.of());
            return fromFlow(flow, outcome, because, known.language());
        });
    }

    /// Someone who is asked for a number and asks when trash day is, wants to know when trash day is.
    private Optional<Route> askedSomethingElse(Flow flow) {
        if (known.said().words().size() < Known.WORDS_FOR_LANGUAGE_MIN) {
            return Optional.empty();
        }
        if (answers.match(known.text(), known.language()) instanceof Match.Sure(var answer, var confidence)
                && !answer.topic().equals(flow.topic())) {
            var because = known.because(
                    "left flow " + flow.name(),
                    "The citizen asked about something else, which the bot knows.",
                    List.of(Bot.knows("sure " + answer.id(), confidence, true)));
            return Optional.of(bot.answers(answer, because, known.language()));
        }
        return Optional.empty();
    }

    private Optional<Route> rule() {
        var ruling = city.rules().decide(facts());
        return switch (ruling.action()) {
            case Rule.Action.ToQueue(var queue, var priority, var says) ->
                Optional.of(saying.handsOver(
                        queue,
                        priority,
                        known.because(ruling),
                        says.map(phrase -> saying.say(phrase, known.language())),
                        known.language()));
            case Rule.Action.ToFlow(var name) ->
                Optional.ofNullable(city.flows().get(name))
                        .map(flow -> begins(flow, known.because(ruling), known.text()));
            case Rule.Action.ToBot _ -> Optional.of(bot.decide(ruling));
        };
    }

    private Facts facts() {
        var cityTime = known.situation().cityTime();
        return new Facts(
                new Facts.Message(
                        known.said().text(),
                        known.said().words(),
                        known.channel(),
                        known.message().content().kind(),
                        known.language().getLanguage(),
                        known.message().content() instanceof Content.Media),
                new Facts.Conversation(
                        known.conversation().stage().state(),
                        known.session().misses(),
                        known.conversation().language().getLanguage(),
                        known.conversation().messageCount()),
                new Facts.Clock(
                        cityTime.getHour(),
                        cityTime.getMinute(),
                        cityTime.getDayOfWeek().name().toLowerCase(Locale.ROOT),
                        cityTime.toLocalDate().toString(),
                        city.queues().holidays().contains(cityTime.toLocalDate())));
    }

    private Route begins(Flow flow, Because because, String words) {
        if (flow.looksSomethingUp() && known.message().marks().contains(Mark.SENDER_UNPROVEN)) {
            return saying.handsOver(
                    city.queues().forTopic(Optional.of(flow.topic()), known.language()),
                    Priority.NORMAL,
                    because,
                    Optional.of(saying.say(Phrase.SENDER_UNPROVEN, known.language())),
                    known.language());
        }
        return fromFlow(flow, flow.begin(words, telling()), because, known.language());
    }

    private Flow.Telling telling() {
        return new Flow.Telling(
                known.language(), known.situation().spoken(), known.situation().lookups());
    }

    private Route fromFlow(Flow flow, Flow.Outcome outcome, Because because, Locale in) {
        return switch (outcome) {
            case Flow.Outcome.Needs(var lookup) -> new Route.Needs(lookup);
            case Flow.Outcome.Asks(var text, var at, var asked) -> {
                var offers = asked == Flow.Asked.FIRST ? List.<Message.Offer>of() : List.of(saying.personOffer(in));
                yield saying.bot(flow.name(), because, withFacts(text), offers, known.inFlow(at), in);
            }
            case Flow.Outcome.Away(var text, var at) ->
                saying.bot(
                        flow.name(),
                        because,
                        withFacts(text),
                        List.of(new Message.Offer(AGAIN, saying.say(Phrase.AGAIN_CHOICE, in)), saying.personOffer(in)),
                        known.inFlow(at),
                        in);
            case Flow.Outcome.Ends(var text) ->
                saying.bot(
                        flow.name(), because, saying.withMore(withFacts(text), in), List.of(), known.understood(), in);
            case Flow.Outcome.HandsOver(var text, var queue) ->
                saying.handsOver(
                        queue.orElseGet(() -> city.queues().forTopic(Optional.of(flow.topic()), in)),
                        Priority.NORMAL,
                        because,
                        Optional.of(withFacts(text)).filter(lead -> !lead.isEmpty()),
                        in);
        };
    }

    private String withFacts(String text) {
        return city.phrases().withFacts(text);
    }

    // A bot that fails

    Route.Decided giveUp(String because) {
        if (known.message().marks().contains(Mark.AUTOMATIC)) {
            return saying.kept("give up", "A machine wrote this mail, and it could not be handled: " + because);
        }
        if (gatekeeping.emergency().orElse(null) instanceof Route.Decided decided) {
            return decided;
        }
        var why = known.because(
                "give up", "It could not be handled by machine: " + because + ". A person gets it.", List.of());
        if (!known.withBot()) {
            return saying.staysWithPeople(why, List.of());
        }
        if (known.isOptedOut() && !known.situation().spoken()) {
            return saying.toQueue(Queues.GENERAL, Priority.URGENT, why, List.of(), known.session(), known.language());
        }
        return saying.handsOver(
                Queues.GENERAL,
                Priority.URGENT,
                why,
                Optional.of(saying.say(Phrase.GIVE_UP, known.language())),
                known.language());
    }
}
