package io.glassline.turn;

import io.glassline.ManualClock;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.Channels;
import io.glassline.channel.EndPolicy;
import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.InMemoryConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueueLines;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.desk.DeskWords;
import io.glassline.desk.LinkCodes;
import io.glassline.desk.OtherLanes;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.person.InMemoryPersonLinks;
import io.glassline.phrasing.ApprovedAnswer;
import io.glassline.phrasing.Phrasing;
import io.glassline.rating.Rating;
import io.glassline.routing.Flood;
import io.glassline.routing.LinkWish;
import io.glassline.routing.Lookup;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.RouterCall;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.Ruleset;
import io.glassline.routing.Rulesets;
import io.glassline.routing.Situation;
import io.glassline.routing.Submission;
import io.glassline.routing.WithdrawnAnswers;
import io.glassline.store.ConversationStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A small city in memory: one number, and a router that is easily told what to do.
///
/// It repeats what it hears, except: `person` goes to a queue, `permit` asks for a look-up, `ask 3` for
/// three, one after the other, `which` holds out a choice, `receipt` says the link to the receipt,
/// `my data` that to the record and its code, `erase` the code that confirms it,
/// `approved` gives an approved answer, `pothole` reports one, `rate 4` rates when it was asked to, `remembers` says
/// what is remembered,
/// `español` changes the language, `stop` opts out, and `crash` throws. What ends in dots makes no
/// sense to it alone.
public final class City {

    public static final Lane ANA = new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550199"));

    public final ManualClock clock = new ManualClock();
    public final InMemoryRecord record = new InMemoryRecord();
    public final Ports ports = InMemoryPorts.over(record);
    public final Sessions sessions = new InMemorySessions(clock);
    public final Channels channels = new Channels(
            List.of(
                    new ChannelAccount("city-sms", SMS, "+15550100", Map.of(), Map.of()),
                    new ChannelAccount(
                            "slow-sms",
                            SMS,
                            "+15550102",
                            Map.of("ends-after-quiet-hours", "72", "receipt-at-end", "link"),
                            Map.of()),
                    new ChannelAccount("hasty-sms", SMS, "+15550103", Map.of("burst-seconds", "0"), Map.of()),
                    new ChannelAccount("paper-email", EMAIL, "help@city.example", Map.of(), Map.of()),
                    new ChannelAccount("paper-voice", VOICE, "+15550101", Map.of(), Map.of())),
            List.of(
                    new Paper(SMS, EndPolicy.CHAT),
                    new Paper(EMAIL, EndPolicy.BY_THREAD),
                    new Paper(VOICE, EndPolicy.CALL)));
    public final InMemoryPersonLinks links = new InMemoryPersonLinks(Samples.AUDIT, record.entries::add);
    final InMemoryErasureWish erasures = new InMemoryErasureWish();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong providerIds = new AtomicLong();

    /// The marks of each message that a router was asked about.
    public final List<Set<Mark>> marksSeen = Collections.synchronizedList(new ArrayList<>());

    public final Router router = new Parrot(marksSeen);

    public final Rulesets rulesets = rulesets(Locale.ENGLISH);

    /// What turns told their listener, on all nodes.
    public final List<RouterCall> committed = new CopyOnWriteArrayList<>();

    public final Turns turns = turns();

    static final ApprovedAnswer APPROVED = new ApprovedAnswer(
            "trash-day", URI.create("https://city.example/waste"), "approved", "Bins out by 6 am. Lids closed.");

    private static final ChannelKind SMS = new ChannelKind("sms");
    private static final ChannelKind EMAIL = new ChannelKind("email");
    private static final ChannelKind VOICE = new ChannelKind("voice");

    /// Another node on the same record and the same Redis.
    public Turns turns() {
        return turns(ports.store(), sessions);
    }

    /// Another node, which puts approved answers into other words.
    Turns turns(Phrasing phrasing) {
        var active = rulesets.active();
        return turns(
                ports.store(),
                sessions,
                Rulesets.always(new Ruleset(
                        router, active.lookups(), active.zone(), active.languages(), Optional.of(phrasing))));
    }

    /// Another node, whose way to the record or to Redis is as the test likes it.
    public Turns turns(ConversationStore store, Sessions sessions) {
        return turns(store, sessions, rulesets);
    }

    private Turns turns(ConversationStore store, Sessions sessions, Rulesets rulesets) {
        return new Turns(
                store,
                sessions,
                new InMemoryConsentLedger(record, Samples.AUDIT),
                links,
                linkCodes(store, sessions),
                erasures,
                Samples.receiptLinks(),
                rulesets,
                channels,
                () -> QueueLines.UNKNOWN,
                Samples.AUDIT,
                clock,
                this::id,
                committed::addAll);
    }

    /// Codes whose digits are 482913.
    public LinkCodes linkCodes() {
        return linkCodes(ports.store(), sessions);
    }

    private LinkCodes linkCodes(ConversationStore store, Sessions sessions) {
        var ledger = new InMemoryConsentLedger(record, Samples.AUDIT);
        return new LinkCodes(
                store,
                links,
                channels,
                new OtherLanes(store, sessions, channels, ledger, Samples.AUDIT, clock, this::id),
                new DeskWords(),
                clock,
                _ -> 482_913);
    }

    /// The city as it decides, with this as its first language.
    public Rulesets rulesets(Locale firstLanguage) {
        return Rulesets.always(new Ruleset(
                router,
                lookup -> new Lookup.Result.Found(List.of(Map.of("status", "granted"))),
                ZoneOffset.UTC,
                List.of(firstLanguage)));
    }

    public UUID id() {
        return new UUID(0, ids.incrementAndGet());
    }

    /// Accepts a message, and runs no turn.
    public Inbound writes(Lane lane, String text) {
        return writes(lane, text, Optional.empty(), Set.of());
    }

    public Inbound writes(Lane lane, String text, Optional<MailThread> thread, Set<Mark> marks) {
        return writes(lane, new Content.Text(text), clock.instant(), thread, marks);
    }

    /// Accepts a message that came at another time than now.
    public Inbound writes(
            Lane lane, Content content, Instant receivedAt, Optional<MailThread> thread, Set<Mark> marks) {
        var inbound = new Inbound(
                Message.Id.received(lane.accountId(), "SM" + providerIds.incrementAndGet()),
                lane.accountId(),
                "SM" + providerIds.get(),
                lane.citizen(),
                content,
                receivedAt.minusSeconds(1),
                receivedAt,
                thread,
                marks,
                0);
        ports.inbound().accept(Samples.arrival(inbound)).join();
        return inbound;
    }

    /// What is to be sent is with its provider.
    public void isSent() {
        record.outbox.values().stream().filter(sending -> !sending.settled).forEach(sending -> {
            sending.settled = true;
            sending.settledAt = Optional.of(clock.instant());
        });
    }

    public Conversation conversation(Lane lane) {
        return ports.store().findOpen(lane).orElseThrow();
    }

    /// All that was said on the record, in order: `citizen: hello`.
    public List<String> said() {
        return record.messages.values().stream()
                .map(said -> said.message().author().role() + ": "
                        + said.message().content().words())
                .toList();
    }

    private record Parrot(List<Set<Mark>> marksSeen) implements Router {

        @Override
        public Route route(Conversation conversation, Inbound message, Situation situation) {
            var words = message.content().words();
            marksSeen.add(message.marks());
            return switch (words) {
                case "approved" ->
                    answer(conversation, APPROVED.text())
                            .with(Session.FRESH.saying(APPROVED.text()))
                            .answering(APPROVED);
                case "crash" -> throw new IllegalStateException("the bot crashed");
                case "español" ->
                    new Route.Decided(
                            new RoutingDecision.ToBot("language", because("language")),
                            new Stage.WithBot(),
                            Session.FRESH,
                            Locale.of("es"),
                            List.of(new Reply(new Author.Bot("parrot/1"), "vale", List.of(), false)),
                            List.of());
                case "remembers" -> answer(conversation, remembers(conversation));
                case "receipt" ->
                    answer(conversation, situation.fresh().orElseThrow().receipt());
                case "my data" ->
                    answer(
                            conversation,
                            situation.fresh().orElseThrow().record() + " "
                                    + situation.fresh().orElseThrow().code());
                case "erase" -> erase(conversation, situation);
                case "person" -> queued(conversation, "asked for a person");
                case "permit" -> permit(conversation, situation);
                case "pothole" ->
                    answer(conversation, "noted")
                            .submitting(List.of(new Submission("pothole", Map.of("description", "deep"))));
                case String rates
                when rates.equals("rate 4")
                        && conversation.session().ratingAsked().isPresent() ->
                    answer(conversation, "thanks").rating(new Rating(4, Optional.of(words)));
                case "which" -> answer(conversation, "which?", List.of(new Message.Offer("a", "A")));
                case String asks
                when asks.startsWith("ask ") -> ask(conversation, situation, Integer.parseInt(asks.substring(4)));
                case "stop" ->
                    decided(
                            new RoutingDecision.Gated("stop", because("keyword")),
                            new Stage.WithBot(),
                            conversation,
                            List.of(new Reply(new Author.System(), "stopped", List.of(), true)),
                            List.of(new ConsentChange(
                                    conversation.lane(),
                                    ConsentChange.ALL,
                                    ConsentChange.Standing.OPTED_OUT,
                                    "keyword",
                                    words,
                                    situation.cityTime().toInstant())));
                case String some when some.endsWith("...") -> noSense(conversation, message, situation);
                default ->
                    situation
                            .flood()
                            .<Route>map(flood -> flooded(conversation, flood))
                            .orElseGet(() -> answer(conversation, all(message, situation) + "!"));
            };
        }

        private static Route noSense(Conversation conversation, Inbound message, Situation situation) {
            var burst = situation.burst();
            if (burst.next()
                    .filter(next -> next.content() instanceof Content.Text)
                    .isPresent()) {
                return new Route.WithNext(new RoutingDecision.Kept(because("more words")));
            }
            return burst.next().isEmpty() && burst.until().isPresent()
                    ? new Route.Waits(burst.until().get())
                    : answer(conversation, all(message, situation) + "?");
        }

        private static String all(Inbound message, Situation situation) {
            return Stream.concat(situation.burst().earlier().stream(), Stream.of(message))
                    .map(inbound -> inbound.content().words())
                    .collect(Collectors.joining(" "));
        }

        private static Route flooded(Conversation conversation, Flood flood) {
            return flood.isTold()
                    ? decided(
                            new RoutingDecision.Kept(because(Flood.GATE)),
                            conversation.stage(),
                            conversation,
                            List.of(),
                            List.of())
                    : decided(
                            new RoutingDecision.Gated(Flood.GATE, because(Flood.GATE)),
                            conversation.stage(),
                            conversation,
                            List.of(new Reply(new Author.System(), "very many", List.of(), false)),
                            List.of());
        }

        private static String remembers(Conversation conversation) {
            return conversation.language() + " "
                    + conversation.session().offered().size() + " offers";
        }

        private static Route permit(Conversation conversation, Situation situation) {
            var lookup = new Lookup("permit", Map.of("number", "7"));
            return switch (situation.lookups().get(lookup)) {
                case null -> new Route.Needs(lookup, "permit-status");
                case Lookup.Result.Found(var rows) ->
                    answer(conversation, rows.getFirst().get("status"));
                case Lookup.Result.Unreachable(var because) -> answer(conversation, because);
            };
        }

        /// Says the code, and waits for it.
        private static Route.Decided erase(Conversation conversation, Situation situation) {
            var code = situation.fresh().orElseThrow().code();
            return answer(conversation, code)
                    .with(Session.FRESH.confirmingErasure(Optional.of(
                            new Session.EraseCode(code, situation.cityTime().toInstant(), 5))));
        }

        private static Route ask(Conversation conversation, Situation situation, int count) {
            var asked = situation.lookups().size();
            return asked < count
                    ? new Route.Needs(new Lookup("permit", Map.of("number", Integer.toString(asked))), "permit-status")
                    : answer(conversation, "asked " + asked);
        }

        private static Route.Decided answer(Conversation conversation, String text) {
            return answer(conversation, text, List.of());
        }

        private static Route.Decided answer(Conversation conversation, String text, List<Message.Offer> offers) {
            return new Route.Decided(
                    new RoutingDecision.ToBot("parrot", because("otherwise")),
                    new Stage.WithBot(),
                    new Session(Optional.empty(), offers, false, 0, Optional.empty(), Optional.empty()),
                    conversation.language(),
                    List.of(new Reply(new Author.Bot("parrot/1"), text, offers, false)),
                    List.of());
        }

        private static Route.Decided queued(Conversation conversation, String why) {
            var queue = new QueueId("general");
            return decided(
                    new RoutingDecision.ToQueue(queue, Stage.Priority.NORMAL, because(why)),
                    new Stage.Waiting(queue, Stage.Priority.NORMAL, Samples.NOW),
                    conversation,
                    List.of(),
                    List.of());
        }

        private static Route.Decided decided(
                RoutingDecision decision,
                Stage stage,
                Conversation conversation,
                List<Reply> replies,
                List<ConsentChange> consents) {
            return new Route.Decided(decision, stage, Session.FRESH, conversation.language(), replies, consents);
        }

        private static RoutingDecision.Because because(String rule) {
            return new RoutingDecision.Because(rule, "rules/1", "It says so.", List.of());
        }

        @Override
        public Route.Decided giveUp(Conversation conversation, Inbound message, Situation situation, String because) {
            return queued(conversation, because);
        }

        @Override
        public Speech afterSilence(Conversation conversation, int silences, WithdrawnAnswers withdrawn) {
            return new Speech(List.of("Are you there?"), Locale.ENGLISH, silences < 3 ? Then.LISTEN : Then.HANG_UP);
        }

        @Override
        public Speech holding(Conversation conversation, Hold hold) {
            if (hold.over()) {
                return new Speech(List.of("called back"), Locale.ENGLISH, Then.HANG_UP);
            }
            var words = hold.place().map(place -> "number " + place.place()).orElse("hold on");
            return new Speech(hold.wordsDue() ? List.of(words) : List.of(), Locale.ENGLISH, Then.HOLD);
        }

        @Override
        public String linePhrase(LinePhrase phrase, Locale language) {
            return phrase.name();
        }

        @Override
        public List<Utterance> utterances(String text, Locale language) {
            return List.of(new Utterance(text, language));
        }

        @Override
        public String listButton(Locale language) {
            return "choose in " + language;
        }

        @Override
        public Optional<LinkWish> linkWish(String words) {
            return switch (words) {
                case "LINK" -> Optional.of(new LinkWish.Link(""));
                case "UNLINK" -> Optional.of(new LinkWish.Unlink());
                default ->
                    words.startsWith("LINK ") ? Optional.of(new LinkWish.Link(words.substring(5))) : Optional.empty();
            };
        }

        @Override
        public String linkSent(String firstHalf, Locale language) {
            return "SENT " + firstHalf + " in " + language;
        }

        @Override
        public String linkPhrase(LinkPhrase phrase, Locale language) {
            return phrase + " in " + language;
        }

        @Override
        public String erasurePhrase(ErasurePhrase phrase, Locale language) {
            return phrase + " in " + language;
        }

        @Override
        public String rulesVersion() {
            return "rules/1";
        }

        @Override
        public String botVersion() {
            return "parrot/1";
        }
    }

    /// A channel of paper notes: nothing is received by it here, and sending is the tests' business.
    private record Paper(ChannelKind kind, EndPolicy usualEnd) implements PushAdapter {

        @Override
        public Capabilities capabilities() {
            return new Capabilities(20, 0);
        }

        @Override
        public AccountForm form() {
            return new AccountForm(Set.of(), Set.of(), Set.of(), Set.of());
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            return new Receipt.Nothing("paper");
        }

        @Override
        public WebhookReply acknowledgement() {
            return WebhookReply.status(200);
        }

        @Override
        public List<Outgoing.Part> render(Outgoing message) {
            return List.of(new Outgoing.Part(0, message.text(), List.of()));
        }

        @Override
        public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
            throw new UnsupportedOperationException("nothing is sent in these tests");
        }

        @Override
        public SendPolicy usualPolicy() {
            return new SendPolicy(100, SendPolicy.WhenUnknown.SEND_AGAIN, Duration.ZERO);
        }
    }
}
