package io.glassline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.activity.CallLog;
import io.glassline.answer.AnswerUse;
import io.glassline.answer.CityAnswers;
import io.glassline.answer.InMemoryJudgements;
import io.glassline.answer.InMemorySourceStates;
import io.glassline.answer.InMemoryWithdrawals;
import io.glassline.answer.Judgements;
import io.glassline.answer.SourceStates;
import io.glassline.answer.Withdrawals;
import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.consent.ConsentLedger;
import io.glassline.consent.InMemoryConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.desk.AccessLog;
import io.glassline.desk.Agent;
import io.glassline.desk.Agent.Role;
import io.glassline.desk.Board;
import io.glassline.desk.ConversationSearch;
import io.glassline.desk.Desk;
import io.glassline.desk.DeskWords;
import io.glassline.desk.EndedSessions;
import io.glassline.desk.InMemoryEndedSessions;
import io.glassline.desk.InMemoryPresence;
import io.glassline.desk.LinkCodes;
import io.glassline.desk.NoteMentions;
import io.glassline.desk.OtherLanes;
import io.glassline.desk.PersonDesk;
import io.glassline.desk.Presence;
import io.glassline.desk.ReadingLog;
import io.glassline.desk.ReadyTexts;
import io.glassline.desk.ReplyDrafts;
import io.glassline.desk.TemplateDesk;
import io.glassline.feed.CityFeeds;
import io.glassline.feed.Feed;
import io.glassline.feed.Feeds;
import io.glassline.feed.InMemoryFeeds;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.intake.InMemoryQuarantine;
import io.glassline.intake.Intake;
import io.glassline.intake.Quarantine;
import io.glassline.intake.Redrive;
import io.glassline.media.Attachments;
import io.glassline.media.InMemoryAttachments;
import io.glassline.media.InMemoryMediaFiles;
import io.glassline.media.MediaFiles;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.offer.Attendance;
import io.glassline.offer.InMemoryAttendance;
import io.glassline.offer.InMemoryProfiles;
import io.glassline.offer.OfferDesk;
import io.glassline.offer.Offers;
import io.glassline.offer.Profiles;
import io.glassline.offer.QueuePolicies;
import io.glassline.outbox.BulkResend;
import io.glassline.outbox.DeadLetters;
import io.glassline.outbox.DeadLetters.DeadLetter;
import io.glassline.outbox.DeadLetters.Fate;
import io.glassline.outbox.FakeAccounts;
import io.glassline.outbox.Send;
import io.glassline.person.InMemoryPersonLinks;
import io.glassline.privacy.Erasures;
import io.glassline.privacy.PrivacyBoard;
import io.glassline.programme.Campaigns;
import io.glassline.programme.InMemoryCampaigns;
import io.glassline.programme.ProgrammeList;
import io.glassline.programme.TwoProgrammes;
import io.glassline.rating.Ratings;
import io.glassline.records.InMemoryRecordsRequests;
import io.glassline.records.Item;
import io.glassline.records.Proposal;
import io.glassline.records.Reason;
import io.glassline.records.RecordsDesk;
import io.glassline.records.RecordsDesk.Outcome;
import io.glassline.records.RecordsRules;
import io.glassline.request.InMemoryRequests;
import io.glassline.request.Requests;
import io.glassline.retention.InMemoryRetention;
import io.glassline.retention.RetentionWork;
import io.glassline.retention.Schedule;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.store.Change;
import io.glassline.template.MessageTemplate;
import io.glassline.template.ProviderTemplate;
import io.glassline.template.ProviderTemplate.State;
import io.glassline.template.TemplateStates;
import io.glassline.template.Templates;
import io.glassline.trial.InMemoryShadows;
import io.glassline.trial.Shadows;
import io.glassline.trial.Trials;
import io.glassline.version.InMemoryVersions;
import io.glassline.version.Versions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A small city with a desk, two channels and more: the console served over it, on a port of its own.
final class Town implements AutoCloseable {

    static final String PASSWORD = "demo";
    static final QueueId WASTE = new QueueId("waste");
    static final QueueId ROADS = new QueueId("roads");
    static final QueueId WATER = new QueueId("water");
    static final String RULES = "3fa91c07d2b44e5fb8a6";

    final MemoryDesk memory = new MemoryDesk();
    final MemoryUndelivered undelivered = new MemoryUndelivered();
    final InMemoryCampaigns campaigns = new InMemoryCampaigns();
    final InMemoryVersions versions;
    final InMemoryShadows shadows;
    final MemoryRatings ratings = new MemoryRatings();
    final InMemoryFeeds feeds = new InMemoryFeeds(() -> this.memory.auditSize());
    final List<Feed> cityFeeds = new ArrayList<>();
    final MemoryAnswers answers = new MemoryAnswers();
    final InMemoryWithdrawals withdrawals;
    final InMemorySourceStates sources = new InMemorySourceStates();
    final InMemoryJudgements judgements = new InMemoryJudgements();
    final MemoryDealings dealings = new MemoryDealings();
    final MemoryPrivacy privacy = new MemoryPrivacy();
    final InMemoryRetention retention = new InMemoryRetention();
    final InMemoryRecordsRequests records;
    volatile RecordsRules recordsRules = new RecordsRules(
            10,
            List.of(
                    reason(
                            "12.4(a)",
                            "Personal privacy",
                            Proposal.Kind.TELEPHONE,
                            Proposal.Kind.STREET_ADDRESS,
                            Proposal.Kind.ELSEWHERE),
                    reason("12.4(b)", "Numbers of cards and accounts", Proposal.Kind.PRIVATE_NUMBER),
                    reason("12.6", "Advice among staff")));
    final MemoryTrials trials;
    final MemoryCallLog calls = new MemoryCallLog();

    /// Why the provider takes nothing, by the account's id.
    final Map<String, String> faults = new ConcurrentHashMap<>();

    final InMemoryAttachments attachments = new InMemoryAttachments();
    final InMemoryRecord requested = new InMemoryRecord();
    final InMemoryMediaFiles files = new InMemoryMediaFiles();
    final Desk desk;
    final PersonDesk people;
    final Channels channels;
    final ConsoleSettings settings;
    final InMemoryQuarantine quarantine;
    final FakeChannel sms = new FakeChannel("sms");
    final AuditEntries audit = new AuditEntries(() -> new byte[AuditEntries.SALT_BYTES]);
    final ConsentLedger ledger = new InMemoryConsentLedger(new InMemoryRecord(), audit);
    final InMemoryPersonLinks links = new InMemoryPersonLinks(audit, memory::write);
    final MemoryOffers offers = new MemoryOffers(memory);
    final InMemoryAttendance attendance = new InMemoryAttendance(audit, memory::write);
    final InMemoryProfiles profiles = new InMemoryProfiles(audit, memory::write);

    /// How the queues come to people; by hand unless a test says otherwise.
    volatile QueuePolicies policies = new QueuePolicies(Map.of(), QueuePolicies.WEIGHTS_DEFAULT);

    private final InstantSource clock;
    private final EmbeddedServer server;

    /// What staff are told of the bot.
    volatile Optional<String> botNotice = Optional.empty();

    final MemoryDrafts drafts = new MemoryDrafts();

    Town(int port, InstantSource clock) {
        this.clock = clock;
        this.versions = new InMemoryVersions(clock);
        this.shadows = new InMemoryShadows(versions, clock);
        this.trials = new MemoryTrials(shadows);
        this.withdrawals = new InMemoryWithdrawals(audit, memory::write, clock);
        this.records = new InMemoryRecordsRequests(audit, memory::write);
        this.channels = new Channels(
                Stream.of(
                                Map.entry("sms", "+15550100"),
                                Map.entry("whatsapp", "+15550102"),
                                Map.entry("telegram", "@AlderBayBot"),
                                Map.entry("email", "help@city.example"),
                                Map.entry("voice", "+15550101"),
                                Map.entry("web", "chat"))
                        .map(a -> new ChannelAccount(
                                "city-" + a.getKey(), new ChannelKind(a.getKey()), a.getValue(), Map.of(), Map.of()))
                        .toList(),
                Stream.concat(
                                Stream.of(sms),
                                Stream.of("whatsapp", "telegram", "email", "voice", "web")
                                        .map(FakeChannel::new))
                        .toList());
        var titles = new LinkedHashMap<QueueId, String>();
        titles.put(WASTE, "Waste & recycling");
        titles.put(ROADS, "Roads & lights");
        titles.put(WATER, "Water");
        titles.put(new QueueId("permits"), "Permits");
        titles.put(new QueueId("service"), "City service");
        this.desk = new Desk(
                memory,
                memory,
                memory,
                channels,
                ledger,
                new DeskWords(),
                Samples.receiptLinks(),
                titles::keySet,
                staff()::atDesk,
                audit,
                memory,
                clock,
                UUID::randomUUID);
        var lanes = new OtherLanes(memory, memory, channels, ledger, audit, clock, UUID::randomUUID);
        this.people = new PersonDesk(
                memory,
                links,
                channels,
                lanes,
                new LinkCodes(memory, links, channels, lanes, new DeskWords(), clock, _ -> 482_913),
                clock,
                UUID::randomUUID);
        this.settings = new ConsoleSettings(
                "Alder Bay",
                ZoneId.of("America/New_York"),
                URI.create("http://localhost:8080"),
                new Secret("a key that is only for tests, 32+ characters"),
                false);
        var context = ApplicationContext.builder(
                        Map.of("micronaut.server.port", port, "micronaut.server.host", "127.0.0.1"))
                .build();
        this.quarantine = new InMemoryQuarantine(audit, memory::write);
        context.registerSingleton(Quarantine.class, quarantine);
        context.registerSingleton(Redrive.class, new Redrive(intake(), quarantine, channels, clock));
        context.registerSingleton(InstantSource.class, clock);
        context.registerSingleton(Board.class, memory);
        context.registerSingleton(Presence.class, new InMemoryPresence(clock));
        context.registerSingleton(Offers.class, offers);
        context.registerSingleton(Attendance.class, attendance);
        context.registerSingleton(Profiles.class, profiles);
        context.registerSingleton(OfferDesk.class, new OfferDesk(offers, attendance, desk, clock));
        context.registerSingleton(
                QueuesAndPeople.class,
                new QueuesAndPeople(() -> policies, () -> List.of(Locale.ENGLISH, Locale.of("es"))));
        context.registerSingleton(NoteMentions.class, new MemoryMentions(memory));
        context.registerSingleton(Requests.class, new InMemoryRequests(requested));
        context.registerSingleton(ConversationSearch.class, new MemorySearch(memory));
        context.registerSingleton(Changes.class, memory);
        context.registerSingleton(Desk.class, desk);
        context.registerSingleton(PersonDesk.class, people);
        context.registerSingleton(TemplateDesk.class, new TemplateDesk(memory, templates(), desk));
        context.registerSingleton(EndedSessions.class, InMemoryEndedSessions.none(clock));
        context.registerSingleton(AccessLog.class, new AccessLog(audit, memory, clock));
        context.registerSingleton(ReadingLog.class, new ReadingLog(audit, memory, clock));
        context.registerSingleton(Channels.class, channels);
        context.registerSingleton(Campaigns.class, campaigns);
        context.registerSingleton(ProgrammeList.class, new TwoProgrammes());
        context.registerSingleton(DeadLetters.class, undelivered);
        context.registerSingleton(
                BulkResend.class,
                new BulkResend(
                        undelivered, InMemoryPorts.over(new InMemoryRecord()).ledger(), FakeAccounts.ALL_WELL, clock));
        context.registerSingleton(Versions.class, versions);
        context.registerSingleton(Trials.class, trials);
        context.registerSingleton(Ratings.class, ratings);
        context.registerSingleton(Feeds.class, feeds);
        context.registerSingleton(CityFeeds.class, (CityFeeds) () -> List.copyOf(cityFeeds));
        context.registerSingleton(CityAnswers.class, answers);
        context.registerSingleton(AnswerUse.class, answers);
        context.registerSingleton(Withdrawals.class, withdrawals);
        context.registerSingleton(SourceStates.class, sources);
        context.registerSingleton(Judgements.class, judgements);
        context.registerSingleton(
                DeskFigures.class,
                new DeskFigures(dealings, MemoryDealings.TOPICS, () -> policies, settings::zone, clock));
        context.registerSingleton(Shadows.class, shadows);
        var recordsDesk = new RecordsDesk(
                records,
                () -> recordsRules,
                () -> List.of("water", "waste"),
                _ -> false,
                new ReadingLog(audit, memory, clock),
                clock,
                UUID::randomUUID);
        context.registerSingleton(RecordsDesk.class, recordsDesk);
        context.registerSingleton(RecordsArchive.class, (RecordsArchive) (id, by) -> packed(recordsDesk, id, by));
        context.registerSingleton(Erasures.class, privacy);
        context.registerSingleton(PrivacyBoard.class, privacy);
        context.registerSingleton(
                CitizenArchive.class,
                (addresses, _, _) -> ("record of " + addresses.iterator().next().value()).getBytes(UTF_8));
        context.registerSingleton(
                RetentionWork.class,
                new RetentionWork(
                        retention,
                        () -> List.of(new Schedule(
                                Schedule.Kind.CONVERSATIONS, Set.of(), 730, Map.of(Locale.ENGLISH, "Series 12"))),
                        () -> ZoneId.of("America/New_York"),
                        clock));
        context.registerSingleton(Attachments.class, attachments);
        context.registerSingleton(MediaFiles.class, files);
        context.registerSingleton(ClientAddress.class, new ClientAddress(List.of()));
        context.registerSingleton(Staff.class, staff());
        context.registerSingleton(QueueTitles.class, new QueueTitles(titles));
        context.registerSingleton(ReadyTexts.class, new MemoryReadyTexts());
        context.registerSingleton(ReplyDrafts.class, drafts);
        context.registerSingleton(BotNotice.class, () -> botNotice);
        context.registerSingleton(CallLog.class, calls);
        context.registerSingleton(SendingFaults.class, id -> Optional.ofNullable(faults.get(id)));
        context.registerSingleton(ConsoleSettings.class, settings);
        this.server = context.start().getBean(EmbeddedServer.class).start();
    }

    private static Reason reason(String code, String words, Proposal.Kind... proposedFor) {
        return new Reason(code, Map.of(Locale.ENGLISH, words), "Ordinance " + code, Set.of(proposedFor));
    }

    private static Outcome<Path> packed(RecordsDesk desk, UUID id, Actor by) throws IOException {
        return switch (desk.items(id)) {
            case Outcome.Refused<List<Item>>(var because) -> new Outcome.Refused<>(because);
            case Outcome.Done<List<Item>>(var items) -> {
                desk.gave(id, "ab".repeat(32), items.size(), by);
                yield new Outcome.Done<>(Files.writeString(Files.createTempFile("records", ".zip"), "the files"));
            }
        };
    }

    private Intake intake() {
        var ports = InMemoryPorts.over(new InMemoryRecord());
        return new Intake(
                channels, ports.inbound(), quarantine, ports.outbox(), ports.ledger(), audit, _ -> {}, Runnable::run);
    }

    /// A delivery of text messages that could not be read.
    long quarantined(String body) {
        quarantine.keep(
                "city-sms",
                sms.kind(),
                new WebhookCall(
                        "POST",
                        "",
                        "http://localhost:8080/channels/city-sms",
                        Map.of("x-secret", List.of("a secret of the provider's")),
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        clock.instant()),
                "a message without MessageSid");
        return quarantine.waiting(1).getFirst().number();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    PublicPage publicPage() {
        return new PublicPage(
                settings,
                memory,
                channels.accounts(),
                Optional.of("alderbay.example/log+6b1d2f3a+AY4gq0m9w1r2example"),
                new Assets(),
                clock);
    }

    @Override
    public void close() {
        server.stop();
        server.getApplicationContext().close();
    }

    private static Staff staff() {
        return new Staff(List.of(
                account("agent", "Maya Torres", Role.AGENT),
                account("colleague", "Jonas Weber", Role.AGENT),
                account("supervisor", "Ruth Okafor", Role.SUPERVISOR),
                account("ops", "Sam Lind", Role.OPS)));
    }

    private static Staff.Account account(String id, String name, Role role) {
        return new Staff.Account(
                id, name, Set.of(role), PasswordHash.of(PASSWORD, id.repeat(4).getBytes(), 1_000));
    }

    Conversation waiting(String channel, String address, QueueId queue, String words) {
        return conversation(
                channel, address, "en", Duration.ofMinutes(4), waitsIn(queue, Stage.Priority.NORMAL), citizen(words));
    }

    static Placing waitsIn(QueueId queue, Stage.Priority priority) {
        return at -> new Stage.Waiting(queue, priority, at);
    }

    interface Placing {
        Stage stage(Instant at);
    }

    /// Something said: by a citizen, who is then sent somewhere, or by the city.
    record Saying(
            Author author,
            Content content,
            List<Message.Offer> offers,
            Optional<RoutingDecision> decision,
            Delivery delivery) {}

    static Saying citizen(String words) {
        return citizen(new Content.Text(words), decided(WASTE, Stage.Priority.NORMAL, "missed pick-up"));
    }

    static Saying citizen(Content content, RoutingDecision decision) {
        return new Saying(new Author.Citizen(), content, List.of(), Optional.of(decision), Delivery.READ);
    }

    static Saying bot(String words, Delivery delivery, String... offers) {
        return new Saying(
                new Author.Bot("bot-7c41"),
                new Content.Text(words),
                Stream.of(offers).map(offer -> new Message.Offer(offer, offer)).toList(),
                Optional.empty(),
                delivery);
    }

    static RoutingDecision decided(QueueId queue, Stage.Priority priority, String rule) {
        return new RoutingDecision.ToQueue(queue, priority, because(rule));
    }

    static Because because(String rule) {
        return new Because(
                rule,
                RULES,
                "The words name something this rule looks for, and the queue is open until 17:00.",
                List.of(
                        new RoutingDecision.Condition("gas leak", "says(['gas','smell gas'])", "trash, pickup", false),
                        new RoutingDecision.Condition(
                                rule, "topic == 'waste' && open('waste')", "topic=waste, open=true", true)));
    }

    Conversation conversation(
            String channel, String address, String language, Duration ago, Placing placing, Saying... sayings) {
        var begun = clock.instant().minus(ago);
        var lane = new Lane("city-" + channel, new Address(new ChannelKind(channel), address));
        var conversation = Conversation.open(
                new Conversation.Id(UUID.randomUUID()),
                UUID.randomUUID(),
                lane,
                Locale.forLanguageTag(language),
                begun);
        var messages = new ArrayList<Message>();
        var decisions = new ArrayList<Change.Decision>();
        var entries = new ArrayList<AuditEntry>();
        var at = begun;
        var asked = Optional.<Message.Id>empty();
        for (var saying : sayings) {
            at = begun.plus(ago.dividedBy(sayings.length + 1).multipliedBy(messages.size()));
            conversation = conversation.counting(at);
            var message = new Message(
                    new Message.Id(UUID.randomUUID()),
                    conversation.messageCount(),
                    saying.author(),
                    saying.content(),
                    saying.offers(),
                    saying.author() instanceof Author.Citizen ? Optional.empty() : asked,
                    at);
            asked = message.inbound() ? Optional.of(message.id()) : asked;
            messages.add(message);
            entries.add(
                    message.inbound()
                            ? received(lane, message)
                            : audit.of(new MessageEvent.Writing(conversation, message)));
            if (saying.decision().isPresent()) {
                decisions.add(
                        new Change.Decision(message.id(), saying.decision().get(), at));
                entries.add(audit.of(new MessageEvent.Decision(
                        conversation, message, saying.decision().get(), "bot-7c41")));
            }
            if (!message.inbound()) {
                memory.delivered(message.id(), saying.delivery());
            }
        }
        var placed = conversation.with(placing.stage(at), Session.FRESH, conversation.language());
        var change = new Change(placed.nextVersion(), messages, List.of(), decisions, List.of(), List.of(), entries);
        if (!memory.commit(change)) {
            throw new AssertionError("a new conversation is always kept");
        }
        return change.after();
    }

    /// The citizen writes again.
    Conversation says(Conversation.Id id, String words) {
        var before = memory.find(id).orElseThrow();
        var after = before.counting(clock.instant());
        var message = new Message(
                new Message.Id(UUID.randomUUID()),
                after.messageCount(),
                new Author.Citizen(),
                new Content.Text(words),
                List.of(),
                Optional.empty(),
                clock.instant());
        memory.commit(new Change(
                after.nextVersion(),
                List.of(message),
                List.of(),
                List.of(new Change.Decision(
                        message.id(),
                        new RoutingDecision.StaysWithPeople(because("already with people")),
                        clock.instant())),
                List.of(),
                List.of(),
                List.of(received(after.lane(), message))));
        return after.nextVersion();
    }

    /// Something the city said in this conversation did not arrive, in parts that fared like this.
    DeadLetter undelivered(
            Conversation conversation, String words, String because, int attempts, Duration ago, Faring... parts) {
        var message = new Outgoing(
                new Message.Id(UUID.randomUUID()),
                conversation.id().value(),
                conversation.lane().citizen(),
                words,
                List.of(),
                conversation.language(),
                Optional.empty(),
                true);
        var at = clock.instant().minus(ago);
        var fates = new ArrayList<Fate>();
        for (var faring : parts) {
            fates.add(new Fate(
                    new Outgoing.Part(fates.size(), words, List.of()),
                    faring.delivery,
                    faring.handedOver ? Optional.of(at) : Optional.empty(),
                    faring.taken ? Optional.of("SM" + fates.size()) : Optional.empty(),
                    faring.code));
        }
        var send = new Send(
                conversation.lane(), message, fates.stream().map(Fate::part).toList(), false, at);
        var letter = new DeadLetter(send, fates, because, attempts, at);
        undelivered.add(letter);
        return letter;
    }

    /// How one part fared: was it handed over, did the provider take it, and what did it say was wrong?
    record Faring(Delivery delivery, boolean handedOver, boolean taken, Optional<String> code) {

        static final Faring ARRIVED = new Faring(Delivery.DELIVERED, true, true, Optional.empty());
        static final Faring NEVER_HANDED_OVER = new Faring(Delivery.FAILED, false, false, Optional.empty());
        static final Faring UNANSWERED = new Faring(Delivery.FAILED, true, false, Optional.empty());

        static Faring refused(String code) {
            return new Faring(Delivery.FAILED, true, false, Optional.of(code));
        }

        static Faring takenAndThenFailed(String code) {
            return new Faring(Delivery.FAILED, true, true, Optional.of(code));
        }
    }

    private AuditEntry received(Lane lane, Message message) {
        return audit.of(new MessageEvent.Receipt(new Inbound(
                message.id(),
                lane.accountId(),
                message.id().toString(),
                lane.citizen(),
                message.content(),
                message.at(),
                message.at(),
                Optional.empty(),
                Set.of(),
                0)));
    }

    static Agent colleague() {
        return new Agent("colleague", "Jonas Weber", Set.of(Role.AGENT));
    }

    /// One that can be sent, and one that its provider has paused.
    private static Templates templates() {
        var read = new TemplateStates.Read(
                Instant.EPOCH,
                List.of(
                        new ProviderTemplate(
                                "reply_waiting", "en", State.APPROVED, "", Optional.empty(), "We have {{1}}."),
                        new ProviderTemplate("reminder", "en", State.PAUSED, "", Optional.empty(), "Soon.")));
        var states = new TemplateStates() {
            @Override
            public void keep(String accountId, List<ProviderTemplate> all, Instant readAt) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Read> of(String accountId) {
                return Optional.of(read);
            }
        };
        return new Templates(
                () -> List.of(
                        template("reply_waiting", List.of("matter"), "We have an answer about {{1}}. Reply to get it."),
                        template("reminder", List.of(), "Soon.")),
                states);
    }

    private static MessageTemplate template(String name, List<String> fields, String body) {
        return new MessageTemplate(
                name,
                MessageTemplate.Category.UTILITY,
                Set.of("city-whatsapp"),
                fields,
                new LinkedHashMap<>(Map.of("en", body)),
                Map.of());
    }

    static final class FakeChannel implements PushAdapter {

        private final ChannelKind kind;

        /// What it makes of any call.
        Receipt reads = new Receipt.Refused(Receipt.Fault.MALFORMED, "a message without MessageSid");

        FakeChannel(String kind) {
            this.kind = new ChannelKind(kind);
        }

        @Override
        public ChannelKind kind() {
            return kind;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(1600, 0);
        }

        @Override
        public ChannelAdapter.AccountForm form() {
            return new ChannelAdapter.AccountForm(Set.of(), Set.of(), Set.of(), Set.of());
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            return reads;
        }

        @Override
        public Optional<Duration> replyWindow() {
            return kind.name().equals("whatsapp") ? Optional.of(Duration.ofHours(24)) : Optional.empty();
        }

        @Override
        public WebhookReply acknowledgement() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Outgoing.Part> render(Outgoing message) {
            return List.of(new Outgoing.Part(0, message.text(), message.offers()));
        }

        @Override
        public SendPolicy usualPolicy() {
            return new SendPolicy(100, SendPolicy.WhenUnknown.SEND_AGAIN, Duration.ZERO);
        }

        @Override
        public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
            throw new UnsupportedOperationException();
        }
    }
}
