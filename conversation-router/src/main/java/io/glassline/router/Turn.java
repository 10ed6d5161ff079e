package io.glassline.router;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.intake.Inbound;
import io.glassline.message.Author;
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
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.routing.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The decision about one message, told in the order in which it is made. Each step below either decides or leaves
/// it to the next; so what stands higher wins, and [#route()] is the whole of it.
final class Turn {

    /// The id of the choice that is a person, wherever one is held out.
    static final String PERSON = "person";

    private static final String ANSWER = "answer:";
    private static final String AGAIN = "again";

    /// The bot says so once when it does not understand; the second time in a row a person takes over.
    private static final int MISSES_MAX = 2;

    /// Fewer words tell too little about a language.
    private static final int WORDS_FOR_LANGUAGE_MIN = 3;

    private static final int LEDGER_WORDS_MAX_CHARS = 200;
    private static final String EMAIL = "email";

    private final CityConfig city;
    private final Answers answers;
    private final String botVersion;
    private final Conversation conversation;
    private final Inbound message;
    private final Situation situation;

    private final Session session;
    private final String raw;
    private final Said said;
    private final Locale language;

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
        this.botVersion = botVersion;
        this.conversation = conversation;
        this.message = message;
        this.situation = situation;
        this.session = conversation.session();
        this.raw = words(message.content());
        this.said = Said.of(raw);
        this.language = language(languageOf);
    }

    Route route() {
        return automaticMail()
                .or(this::consentKeyword)
                .or(this::emergency)
                .or(this::optedOut)
                .or(this::withPeople)
                .or(this::call)
                .or(this::languageWanted)
                .or(this::personWanted)
                .or(this::repeatWanted)
                .or(this::choice)
                .or(this::openFlow)
                .or(this::rule)
                .orElseGet(this::bot);
    }

    // Before any rule

    /// What a machine wrote is nobody's consent and nobody's emergency.
    private Optional<Route> automaticMail() {
        if (!message.marks().contains(Mark.AUTOMATIC)) {
            return Optional.empty();
        }
        return Optional.of(kept("automatic mail", "A machine wrote this mail. Machines get no answer."));
    }

    private Optional<Route> consentKeyword() {
        if (situation.spoken() || !(message.content() instanceof Content.Text)) {
            return Optional.empty(); // on the phone these are words like any other
        }
        var gates = city.gates();
        if (session.flow().isPresent() && withBot() && !isOptedOut()) {
            var leaves = gates.leaveFlow().in(said);
            if (leaves.isPresent()) {
                return Optional.of(leavesFlow(spoken(leaves.get())));
            }
        }
        return heard(gates.stop())
                .map(this::stops)
                .or(() -> heard(gates.start())
                        .or(() -> isOptedOut() ? heard(gates.yes()) : Optional.empty())
                        .filter(_ -> isOptedOut() || !isTelegramOpening())
                        .map(this::starts))
                .or(() -> heard(gates.help()).map(this::helps));
    }

    /// A keyword is the whole message. Of a mail that is what stands below its subject, too: whoever writes STOP to us
    /// by mail may have to write something above it.
    private Optional<Keywords.Heard> heard(Keywords keywords) {
        return keywords.in(said).or(() -> belowTheSubject().flatMap(keywords::in));
    }

    private Optional<Said> belowTheSubject() {
        var end = raw.indexOf('\n');
        return message.from().channel().name().equals(EMAIL) && end >= 0
                ? Optional.of(Said.of(raw.substring(end + 1)))
                : Optional.empty();
    }

    /// Telegram sends `/start` when someone first opens the bot. That is a greeting.
    private boolean isTelegramOpening() {
        return raw.strip().startsWith("/");
    }

    private Route leavesFlow(Locale in) {
        var because = because(
                "leave flow",
                "The whole message is a word that leaves an open form; inside a form that is what it means.",
                List.of());
        return bot("leave-flow", because, say(Phrase.FLOW_LEFT, in), List.of(), understood(), in);
    }

    private Route stops(Keywords.Heard heard) {
        if (message.marks().contains(Mark.SENDER_UNPROVEN)) {
            return unprovenConsent(heard);
        }
        var because = because("stop", "The whole message is a word that means: write to me no more.", heardIn(heard));
        var replies = isOptedOut() || answeredByProvider()
                ? List.<Reply>of()
                : List.of(fixed(say(Phrase.STOP_CONFIRMED, spoken(heard))));
        return gated("stop", because, replies, Optional.of(Standing.OPTED_OUT), spoken(heard));
    }

    private Route starts(Keywords.Heard heard) {
        if (message.marks().contains(Mark.SENDER_UNPROVEN)) {
            return unprovenConsent(heard);
        }
        var because = because("start", "The whole message is a word that means: write to me again.", heardIn(heard));
        var replies =
                answeredByProvider() ? List.<Reply>of() : List.of(fixed(say(Phrase.START_CONFIRMED, spoken(heard))));
        return gated("start", because, replies, Optional.of(Standing.OPTED_IN), spoken(heard));
    }

    private Route helps(Keywords.Heard heard) {
        var because = because("help", "The whole message asks for help.", heardIn(heard));
        var replies = answeredByProvider() ? List.<Reply>of() : List.of(fixed(say(Phrase.HELP, spoken(heard))));
        return gated("help", because, replies, Optional.empty(), spoken(heard));
    }

    /// A mail whose sender is not proven changes nobody's consent: anyone could have written it. A person looks.
    private Route unprovenConsent(Keywords.Heard heard) {
        var because = because(
                "sender unproven",
                "The mail's sender is not proven, so a machine changes no consent for it. A person looks at it.",
                heardIn(heard));
        return toQueue(Queues.GENERAL, Priority.NORMAL, because, List.of(), session, language);
    }

    private Route gated(String gate, Because because, List<Reply> replies, Optional<Standing> standing, Locale in) {
        var consents = standing
                .map(to -> new ConsentChange(
                        conversation.lane(),
                        ConsentChange.ALL,
                        to,
                        "keyword",
                        raw.substring(0, Math.min(raw.length(), LEDGER_WORDS_MAX_CHARS)),
                        message.receivedAt()))
                .stream()
                .toList();
        var next = standing.isPresent() ? understood() : session;
        return new Route.Decided(
                new RoutingDecision.Gated(gate, because), conversation.stage(), next, in, replies, consents);
    }

    /// A keyword of a language is answered in it: BAJA in Spanish, whatever was spoken before.
    private Locale spoken(Keywords.Heard heard) {
        return heard.language().orElse(language);
    }

    private static List<Condition> heardIn(Keywords.Heard heard) {
        return List.of(new Condition("keywords", "the whole message is a keyword", heard.word(), true));
    }

    private Optional<Route> emergency() {
        return city.gates().alarm(said, language).map(alarm -> {
            var name = "emergency: " + alarm.emergency().name();
            var because = because(
                    name,
                    "The words point to an emergency. Nothing but fixed words is said, and people are told at once.",
                    List.of(new Condition(name, alarm.found().pattern(), "found in the message", true)));
            var in = alarm.found().language(); // its own language was tried first
            var stage = conversation.stage() instanceof Stage.Waiting waiting
                            && waiting.queue().equals(Queues.EMERGENCY)
                    ? waiting
                    : new Stage.Waiting(Queues.EMERGENCY, Priority.EMERGENCY, now());
            return new Route.Decided(
                    new RoutingDecision.ToQueue(Queues.EMERGENCY, Priority.EMERGENCY, because),
                    stage,
                    understood(),
                    in,
                    List.of(fixed(say(alarm.emergency().says(), in))),
                    List.of());
        });
    }

    /// Someone who calls is answered: it is writing to them that they stopped.
    private Optional<Route> optedOut() {
        if (!isOptedOut() || situation.spoken()) {
            return Optional.empty();
        }
        return Optional.of(kept("opted out", "This citizen said STOP. The message is kept, and nothing is sent."));
    }

    private Optional<Route> withPeople() {
        if (withBot()) {
            return Optional.empty();
        }
        var because = because("with people", "People have this conversation already.", List.of());
        var replies = message.content() instanceof Content.Call
                ? List.of(fixed(say(Phrase.CALL_STILL_HOLDING, language)))
                : List.<Reply>of();
        return Optional.of(new Route.Decided(
                new RoutingDecision.StaysWithPeople(because),
                conversation.stage(),
                session,
                language,
                replies,
                List.of()));
    }

    // What the citizen asks of the conversation itself

    /// A call starts afresh: nobody remembers a menu from yesterday.
    private Optional<Route> call() {
        if (!(message.content() instanceof Content.Call)) {
            return Optional.empty();
        }
        var because = because("call", "A call has begun.", List.of());
        return Optional.of(callMenu("greeting", because, say(Phrase.CALL_GREETING, language) + " ", language));
    }

    private Route callMenu(String with, Because because, String lead, Locale in) {
        var speaking = new Speaking(city, in);
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

    private Optional<Route> languageWanted() {
        return city.gates()
                .language()
                .in(said)
                .flatMap(Keywords.Heard::language)
                .map(this::changesLanguage);
    }

    private Route changesLanguage(Locale wanted) {
        var because = because("language", "The citizen asked for this language.", List.of());
        if (situation.spoken()) {
            return callMenu("language", because, say(Phrase.CALL_GREETING, wanted) + " ", wanted);
        }
        return session.flow()
                .flatMap(at -> Optional.ofNullable(city.flows().get(at.name()))
                        .map(flow -> fromFlow(
                                flow,
                                flow.resume(at, new Flow.Telling(wanted, false, situation.lookups())),
                                because,
                                wanted)))
                .orElseGet(() -> bot(
                        "language", because, say(Phrase.LANGUAGE_CHANGED, wanted), List.of(), understood(), wanted));
    }

    private Optional<Route> personWanted() {
        if (said.text().equals("0") || chose(PERSON)) {
            return Optional.of(person("The citizen chose a person.", List.of(), language));
        }
        return city.gates()
                .person()
                .in(said, language)
                .map(found -> person(
                        "The citizen asked for a person.",
                        List.of(new Condition("person", found.pattern(), "found in the message", true)),
                        found.language()));
    }

    private boolean chose(String id) {
        return message.content() instanceof Content.Choice(var chosen, var _) && chosen.equals(id);
    }

    /// The matter is what they ask for a person about, if they say so, else that of the open form, else what the
    /// bot last answered.
    private Route person(String why, List<Condition> trace, Locale in) {
        var saysWhat = said.words().size() > WORDS_FOR_LANGUAGE_MIN;
        var topic = (saysWhat ? topicOf(answers.match(text(), in)) : Optional.<String>empty())
                .or(() -> session.flow().map(at -> city.flows().get(at.name())).map(Flow::topic))
                .or(this::lastTopic);
        return handsOver(
                city.queues().forTopic(topic, in),
                Priority.NORMAL,
                because("asked for a person", why, trace),
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

    /// The topic of the approved answer the bot gave last. A session holds what was said and not what it was about,
    /// so the answer is found by its words.
    private Optional<String> lastTopic() {
        return session.lastSaid()
                .flatMap(last -> city.knowledge().answers().stream()
                        .filter(answer -> city.languages().stream()
                                .flatMap(in -> Stream.of(
                                        answer.text(in), new Speaking(city, in).withoutLinks(answer.text(in))))
                                .anyMatch(last::startsWith))
                        .map(Answer::topic)
                        .findFirst());
    }

    private Optional<Route> repeatWanted() {
        if (!raw.strip().startsWith("*") && city.gates().repeat().in(said).isEmpty()) {
            return Optional.empty();
        }
        if (!said.isNothing() && city.gates().repeat().in(said).isEmpty()) {
            return Optional.empty(); // "*stop*" and its like: words in bold
        }
        var because = because("repeat", "The citizen asked to hear it again.", List.of());
        if (session.lastSaid().isEmpty()) {
            return Optional.of(menu(because));
        }
        var again = new Reply(
                new Author.Bot(botVersion),
                session.lastSaid().get(),
                situation.spoken() ? List.of() : session.offered(),
                false);
        return Optional.of(new Route.Decided(
                new RoutingDecision.ToBot("repeat", because),
                new Stage.WithBot(),
                session,
                language,
                List.of(again),
                List.of()));
    }

    /// A button, a number or a key that picks from what was held out.
    private Optional<Route> choice() {
        var picked = picked();
        if (picked.isPresent()) {
            return picks(picked.get());
        }
        if (session.offered().isEmpty() || session.flow().isPresent() || !looksLikeAChoice()) {
            return Optional.empty();
        }
        var because = because("choice", "The number is none of the choices that were held out.", List.of());
        return Optional.of(
                offersAgain(because, session.offered(), say(Phrase.NOT_A_CHOICE, language), session.misses() + 1));
    }

    private Optional<String> picked() {
        if (message.content() instanceof Content.Choice(var id, var _)) {
            return Optional.of(id);
        }
        var offered = session.offered();
        var number = number(offered.size());
        if (number.isPresent()) {
            return Optional.of(offered.get(number.getAsInt() - 1).id());
        }
        return offered.stream()
                .filter(offer -> !said.isNothing() && Said.of(offer.label()).equals(said))
                .map(Message.Offer::id)
                .findFirst();
    }

    private OptionalInt number(int count) {
        return count == 0 ? OptionalInt.empty() : Numbers.choice(said, count);
    }

    private boolean looksLikeAChoice() {
        return said.text().matches("[0-9]{1,2}#?");
    }

    private Optional<Route> picks(String id) {
        var because = because("choice", "The citizen picked this from what was held out.", List.of());
        if (id.startsWith(ANSWER)) {
            return city.knowledge()
                    .find(id.substring(ANSWER.length()))
                    .map(answer -> answers(answer, because, language));
        }
        if (id.startsWith(Speaking.FLOW)) {
            return Optional.ofNullable(city.flows().get(id.substring(Speaking.FLOW.length())))
                    .map(flow -> begins(flow, because, ""));
        }
        if (id.startsWith(Speaking.LANGUAGE)) {
            return Optional.of(changesLanguage(Locale.of(id.substring(Speaking.LANGUAGE.length()))));
        }
        if (id.equals(PERSON)) {
            return Optional.of(person("The citizen chose a person.", List.of(), language));
        }
        if (id.equals(AGAIN)) {
            return session.flow()
                    .flatMap(at -> Optional.ofNullable(city.flows().get(at.name()))
                            .map(flow -> fromFlow(flow, flow.resume(at, telling()), because, language)));
        }
        return Optional.empty(); // a button from before the city changed what it offers: its label is read as text
    }

    // Flows and rules

    private Optional<Route> openFlow() {
        if (session.flow().isEmpty() || !isWords()) {
            return Optional.empty();
        }
        var at = session.flow().get();
        return Optional.ofNullable(city.flows().get(at.name())).map(flow -> {
            var outcome = flow.answer(at, text(), telling());
            if (outcome instanceof Flow.Outcome.Asks(var _, var _, var asked) && asked == Flow.Asked.NO_ANSWER) {
                var elsewhere = askedSomethingElse(flow);
                if (elsewhere.isPresent()) {
                    return elsewhere.get();
                }
            }
            var because = because("flow " + flow.name(), "A form is open, and this is the answer to it.", List.of());
            return fromFlow(flow, outcome, because, language);
        });
    }

    /// Someone who is asked for a number and asks when trash day is, wants to know when trash day is.
    private Optional<Route> askedSomethingElse(Flow flow) {
        if (said.words().size() < WORDS_FOR_LANGUAGE_MIN) {
            return Optional.empty();
        }
        if (answers.match(text(), language) instanceof Match.Sure(var answer, var confidence)
                && !answer.topic().equals(flow.topic())) {
            var because = because(
                    "left flow " + flow.name(),
                    "The citizen asked about something else, which the bot knows.",
                    List.of(knows("sure " + answer.id(), confidence, true)));
            return Optional.of(answers(answer, because, language));
        }
        return Optional.empty();
    }

    private Optional<Route> rule() {
        var ruling = city.rules().decide(facts());
        return switch (ruling.action()) {
            case Rule.Action.ToQueue(var queue, var priority, var says) ->
                Optional.of(handsOver(
                        queue, priority, because(ruling), says.map(phrase -> say(phrase, language)), language));
            case Rule.Action.ToFlow(var name) ->
                Optional.ofNullable(city.flows().get(name)).map(flow -> begins(flow, because(ruling), text()));
            case Rule.Action.ToBot _ -> Optional.of(bot(ruling));
        };
    }

    private Route bot() {
        return bot(new Rules.Ruling(Rules.OTHERWISE, new Rule.Action.ToBot(), List.of()));
    }

    private Facts facts() {
        var cityTime = situation.cityTime();
        return new Facts(
                new Facts.Message(
                        said.text(),
                        said.words(),
                        channel(),
                        message.content().kind(),
                        language.getLanguage(),
                        message.content() instanceof Content.Media),
                new Facts.Conversation(
                        conversation.stage().state(),
                        session.misses(),
                        conversation.language().getLanguage(),
                        conversation.messageCount()),
                new Facts.Clock(
                        cityTime.getHour(),
                        cityTime.getMinute(),
                        cityTime.getDayOfWeek().name().toLowerCase(Locale.ROOT),
                        cityTime.toLocalDate().toString(),
                        city.queues().holidays().contains(cityTime.toLocalDate())));
    }

    private Route begins(Flow flow, Because because, String words) {
        if (flow.looksSomethingUp() && message.marks().contains(Mark.SENDER_UNPROVEN)) {
            return handsOver(
                    city.queues().forTopic(Optional.of(flow.topic()), language),
                    Priority.NORMAL,
                    because,
                    Optional.of(say(Phrase.SENDER_UNPROVEN, language)),
                    language);
        }
        return fromFlow(flow, flow.begin(words, telling()), because, language);
    }

    private Flow.Telling telling() {
        return new Flow.Telling(language, situation.spoken(), situation.lookups());
    }

    private Route fromFlow(Flow flow, Flow.Outcome outcome, Because because, Locale in) {
        return switch (outcome) {
            case Flow.Outcome.Needs(var lookup) -> new Route.Needs(lookup);
            case Flow.Outcome.Asks(var text, var at, var asked) -> {
                var offers = asked == Flow.Asked.FIRST ? List.<Message.Offer>of() : List.of(personOffer(in));
                yield bot(flow.name(), because, withFacts(text), offers, inFlow(at), in);
            }
            case Flow.Outcome.Away(var text, var at) ->
                bot(
                        flow.name(),
                        because,
                        withFacts(text),
                        List.of(new Message.Offer(AGAIN, say(Phrase.AGAIN_CHOICE, in)), personOffer(in)),
                        inFlow(at),
                        in);
            case Flow.Outcome.Ends(var text) ->
                bot(flow.name(), because, withMore(withFacts(text), in), List.of(), understood(), in);
            case Flow.Outcome.HandsOver(var text, var queue) ->
                handsOver(
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

    // The bot

    private Route bot(Rules.Ruling ruling) {
        if (!isWords()) {
            return handsOver(
                    Queues.GENERAL,
                    Priority.NORMAL,
                    because(ruling, "The bot reads only words. A person looks at this."),
                    Optional.of(say(received(), language)),
                    language);
        }
        if (said.isNothing()) {
            return withoutWords(ruling);
        }
        var gates = city.gates();
        var greeting = gates.greeting().in(said).or(() -> gates.start().in(said));
        if (greeting.isPresent()) {
            return greets(because(ruling, "The citizen says hello."), greeting.get());
        }
        var menu = gates.menu().in(said).or(() -> gates.help().in(said));
        if (menu.isPresent()) {
            return greets(because(ruling, "The citizen asks what there is."), menu.get());
        }
        if (situation.spoken() && gates.yes().in(said).isPresent()) {
            return menu(because(ruling, "The caller says yes, and there is something else."));
        }
        var thanks = gates.thanks().in(said);
        if (thanks.isPresent()) {
            return thanked(because(ruling, "The citizen says thanks or is done."), thanks.get());
        }
        return fromKnowledge(ruling);
    }

    /// A thumb or a heart after an answer needs no answer; a lone question mark does.
    private Route withoutWords(Rules.Ruling ruling) {
        if (conversation.messageCount() > 1 && !raw.contains("?") && !raw.isBlank()) {
            return kept(ruling.rule(), "There are no words in it, only signs. Nothing was asked.");
        }
        return menu(because(ruling, "There are no words in it."));
    }

    private Route greets(Because because, Keywords.Heard heard) {
        var in = spoken(heard);
        if (situation.spoken()) {
            return callMenu("greeting", because, "", in);
        }
        return bot("greeting", because, say(Phrase.GREETING, in), List.of(), understood(), in);
    }

    private Route menu(Because because) {
        return situation.spoken()
                ? callMenu("menu", because, "", language)
                : bot("greeting", because, say(Phrase.GREETING, language), List.of(), understood(), language);
    }

    private Route thanked(Because because, Keywords.Heard heard) {
        var in = spoken(heard);
        var phrase = situation.spoken() ? Phrase.CALL_THANKS : Phrase.THANKS;
        var said = bot("thanks", because, say(phrase, in), List.of(), understood(), in);
        var next = said.session();
        // Thanks do not make the bot forget what it answered, nor what that was about.
        var remembered = new Session(
                next.flow(),
                next.offered(),
                next.disclosed(),
                next.misses(),
                session.lastSaid().or(next::lastSaid));
        return new Route.Decided(said.decision(), said.stage(), remembered, in, said.replies(), List.of());
    }

    private Route fromKnowledge(Rules.Ruling ruling) {
        var in = language;
        var match = answers.match(text(), in);
        if (!(match instanceof Match.Sure) && said.words().size() < WORDS_FOR_LANGUAGE_MIN) {
            // Too short to tell its language: "basura" is understood in Spanish and not in English.
            for (var other : city.languages()) {
                if (!other.getLanguage().equals(language.getLanguage())
                        && answers.match(text(), other) instanceof Match.Sure sure) {
                    match = sure;
                    in = other;
                }
            }
        }
        return switch (match) {
            case Match.Sure(var answer, var confidence) ->
                answers(
                        answer,
                        because(
                                ruling,
                                "The bot knows an approved answer to this.",
                                knows("sure " + answer.id(), confidence, true)),
                        in);
            case Match.Unsure(var bestThree, var confidence) -> choices(ruling, bestThree, confidence);
            case Match.Nothing(var confidence) -> misses(ruling, confidence);
        };
    }

    private Route answers(Answer answer, Because because, Locale in) {
        var text = situation.spoken() ? new Speaking(city, in).withoutLinks(answer.text(in)) : answer.text(in);
        return bot(answer.id(), because, withMore(text, in), List.of(), understood(), in);
    }

    private String withMore(String text, Locale in) {
        return situation.spoken() ? text + " " + say(Phrase.CALL_MORE, in) : text;
    }

    private Route choices(Rules.Ruling ruling, List<Answer> best, double confidence) {
        var offers = Stream.concat(
                        best.stream().map(answer -> new Message.Offer(ANSWER + answer.id(), title(answer))),
                        Stream.of(personOffer(language)))
                .toList();
        var names = String.join(", ", best.stream().map(Answer::id).toList());
        var because = because(
                ruling,
                "It may be one of several things the bot knows. The citizen chooses.",
                knows("unsure " + names, confidence, false));
        return offersAgain(because, offers, say(situation.spoken() ? Phrase.CALL_CHOOSE : Phrase.CHOOSE, language), 0);
    }

    private String title(Answer answer) {
        return city.phrases()
                .title(answer.id(), language)
                .orElseGet(() -> answer.phrasings(language).stream()
                        .findFirst()
                        .map(asked -> asked.substring(0, 1).toUpperCase(language) + asked.substring(1))
                        .orElse(answer.id()));
    }

    private Route offersAgain(Because because, List<Message.Offer> offers, String lead, int misses) {
        if (misses >= MISSES_MAX) {
            return handsOver(
                    city.queues().forTopic(lastTopic(), language),
                    Priority.NORMAL,
                    because,
                    Optional.of(say(Phrase.CANNOT_ANSWER, language)),
                    language);
        }
        return bot(
                "choices",
                because,
                lead,
                offers,
                new Session(Optional.empty(), offers, session.disclosed(), misses, session.lastSaid()),
                language);
    }

    /// A mail's writer does not sit and wait for a machine to ask again; a person answers the mail.
    private Route misses(Rules.Ruling ruling, double confidence) {
        var misses = session.misses() + 1;
        var knows = knows("nothing", confidence, false);
        if (misses >= MISSES_MAX || channel().equals(EMAIL)) {
            return handsOver(
                    city.queues().forTopic(lastTopic(), language),
                    Priority.NORMAL,
                    because(ruling, "The bot has no approved answer to this. A person answers.", knows),
                    Optional.of(say(Phrase.CANNOT_ANSWER, language)),
                    language);
        }
        var offers = List.of(personOffer(language));
        return bot(
                "not-understood",
                because(ruling, "The bot has no approved answer to this. It says so once and offers a person.", knows),
                say(situation.spoken() ? Phrase.CALL_NOT_UNDERSTOOD : Phrase.NOT_UNDERSTOOD, language),
                offers,
                new Session(Optional.empty(), offers, session.disclosed(), misses, session.lastSaid()),
                language);
    }

    private static Condition knows(String what, double confidence, boolean held) {
        return new Condition(
                "knowledge",
                "confidence in an approved answer",
                String.format(Locale.ROOT, "%s %.3f", what, confidence),
                held);
    }

    // A bot that fails

    Route.Decided giveUp(String because) {
        if (message.marks().contains(Mark.AUTOMATIC)) {
            return kept("give up", "A machine wrote this mail, and it could not be handled: " + because);
        }
        if (emergency().orElse(null) instanceof Route.Decided decided) {
            return decided;
        }
        var why =
                because("give up", "It could not be handled by machine: " + because + ". A person gets it.", List.of());
        if (!withBot()) {
            return new Route.Decided(
                    new RoutingDecision.StaysWithPeople(why),
                    conversation.stage(),
                    session,
                    language,
                    List.of(),
                    List.of());
        }
        if (isOptedOut() && !situation.spoken()) {
            return toQueue(Queues.GENERAL, Priority.URGENT, why, List.of(), session, language);
        }
        return handsOver(Queues.GENERAL, Priority.URGENT, why, Optional.of(say(Phrase.GIVE_UP, language)), language);
    }

    // How it is said

    private Route.Decided kept(String rule, String why) {
        return new Route.Decided(
                new RoutingDecision.Kept(because(rule, why, List.of())),
                conversation.stage(),
                session,
                language,
                List.of(),
                List.of());
    }

    /// To people, with `lead` said first, and then who will answer, and when.
    private Route.Decided handsOver(
            QueueId queue, Priority priority, Because because, Optional<String> lead, Locale in) {
        var texts = new ArrayList<String>();
        if (!session.disclosed()) {
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
        var title = city.queues().find(queue).map(q -> q.title().in(in)).orElse(queue.name());
        var cityTime = situation.cityTime();
        var opens = city.queues().opensAfter(queue, cityTime);
        if (city.queues().isOpen(queue, cityTime) || opens.isEmpty()) {
            var open = situation.spoken() ? Phrase.CALL_PERSON_OPEN : Phrase.PERSON_OPEN;
            return say(open, in, Map.of("queue", title));
        }
        var closed = situation.spoken() ? Phrase.CALL_PERSON_CLOSED : Phrase.PERSON_CLOSED;
        return say(closed, in, Map.of("queue", title, "opens", city.phrases().opens(opens.get(), cityTime, in)));
    }

    private Route.Decided toQueue(
            QueueId queue, Priority priority, Because because, List<Reply> replies, Session next, Locale in) {
        return new Route.Decided(
                new RoutingDecision.ToQueue(queue, priority, because),
                new Stage.Waiting(queue, priority, now()),
                next,
                in,
                replies,
                List.of());
    }

    /// The bot says `text` and stays with the conversation. The first time it says that it is a machine.
    private Route.Decided bot(
            String with, Because because, String text, List<Message.Offer> offers, Session next, Locale in) {
        var lines = new ArrayList<String>();
        if (!session.disclosed()) {
            lines.add(say(Phrase.DISCLOSURE, in));
        }
        var body = situation.spoken() ? withOptions(text, offers, in) : text;
        lines.add(body);
        var reply = new Reply(
                new Author.Bot(botVersion),
                String.join(situation.spoken() ? " " : "\n\n", lines),
                situation.spoken() ? List.of() : offers,
                false);
        return new Route.Decided(
                new RoutingDecision.ToBot(with, because),
                new Stage.WithBot(),
                new Session(next.flow(), offers, true, next.misses(), Optional.of(body)),
                in,
                List.of(reply),
                List.of());
    }

    /// On the phone the choices are part of what is said; elsewhere the channel writes them.
    private String withOptions(String text, List<Message.Offer> offers, Locale in) {
        if (offers.isEmpty()) {
            return text;
        }
        var options = new Speaking(city, in).options(offers);
        return Stream.of(text, options, say(Phrase.CALL_PERSON_KEY, in))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private Message.Offer personOffer(Locale in) {
        return new Message.Offer(PERSON, say(Phrase.PERSON_CHOICE, in));
    }

    private static Reply fixed(String text) {
        return new Reply(new Author.System(), text, List.of(), true);
    }

    private String say(Phrase phrase, Locale in) {
        return city.phrases().say(phrase, in);
    }

    private String say(Phrase phrase, Locale in, Map<String, String> values) {
        return city.phrases().say(phrase, in, values);
    }

    // Why

    private Because because(String rule, String why, List<Condition> trace) {
        return new Because(rule, city.rulesVersion(), why, trace);
    }

    private Because because(Rules.Ruling ruling) {
        var why = ruling.rule().equals(Rules.OTHERWISE)
                ? "No rule holds, and this is what the city does then."
                : "The rule \"" + ruling.rule() + "\" holds.";
        return because(ruling.rule(), why, ruling.trace());
    }

    private Because because(Rules.Ruling ruling, String why, Condition... more) {
        var trace = new ArrayList<>(ruling.trace());
        trace.addAll(List.of(more));
        return because(ruling.rule(), because(ruling).words() + " " + why, trace);
    }

    // What is known

    private boolean withBot() {
        return switch (conversation.stage()) {
            case Stage.WithBot _, Stage.Closed _ -> true;
            case Stage.Waiting _, Stage.WithAgent _ -> false;
        };
    }

    private boolean isOptedOut() {
        return situation.standing() == Standing.OPTED_OUT;
    }

    private boolean answeredByProvider() {
        return message.marks().contains(Mark.KEYWORD_ANSWERED_BY_PROVIDER);
    }

    private boolean isWords() {
        return switch (message.content()) {
            case Content.Text _, Content.Choice _, Content.Keys _ -> true;
            case Content.Media _, Content.Place _, Content.Call _, Content.Unsupported _ -> false;
        };
    }

    private Phrase received() {
        return switch (message.content()) {
            case Content.Media _ -> Phrase.MEDIA_RECEIVED;
            case Content.Place _ -> Phrase.PLACE_RECEIVED;
            case Content.Text _, Content.Choice _, Content.Keys _, Content.Call _, Content.Unsupported _ ->
                Phrase.UNSUPPORTED_RECEIVED;
        };
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Text(var body) -> body;
            case Content.Media(var _, var _, var caption) -> caption.orElse("");
            case Content.Place(var _, var _, var label) -> label.orElse("");
            case Content.Choice(var _, var label) -> label;
            case Content.Keys(var digits) -> digits;
            case Content.Call _, Content.Unsupported _ -> "";
        };
    }

    /// The words as they were written, no more of them than anything looks at.
    private String text() {
        return raw.substring(0, Math.min(raw.length(), Said.LENGTH_MAX_CHARS));
    }

    /// Sticky: not decided again while a form is open, where an answer is a name or a number, nor on a few words.
    private Locale language(Function<String, Optional<Locale>> languageOf) {
        var known = conversation.language();
        var tells = message.content() instanceof Content.Text
                && session.flow().isEmpty()
                && withBot()
                && said.words().size() >= WORDS_FOR_LANGUAGE_MIN;
        return tells ? languageOf.apply(text()).flatMap(this::served).orElse(known) : known;
    }

    private Optional<Locale> served(Locale language) {
        return city.languages().stream()
                .filter(own -> own.getLanguage().equals(language.getLanguage()))
                .findFirst();
    }

    private String channel() {
        return message.from().channel().name();
    }

    private Instant now() {
        return situation.cityTime().toInstant();
    }

    private Session understood() {
        return new Session(Optional.empty(), List.of(), session.disclosed(), 0, session.lastSaid());
    }

    private Session inFlow(Session.Flow at) {
        return new Session(Optional.of(at), List.of(), session.disclosed(), 0, session.lastSaid());
    }
}
