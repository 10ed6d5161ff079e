package io.glassline.app.api;

import static io.glassline.turn.City.ANA;

import io.glassline.app.connection.HttpLimits;
import io.glassline.app.connection.ListenerConnections;
import io.glassline.app.feed.CloudEvents;
import io.glassline.app.http.Listeners;
import io.glassline.audit.Actor;
import io.glassline.channel.Channels;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.console.ClientAddress;
import io.glassline.console.RecordsArchive;
import io.glassline.conversation.InMemoryRecord.Asked;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import io.glassline.desk.DeskWords;
import io.glassline.desk.ReadingLog;
import io.glassline.desk.ReadyTexts;
import io.glassline.desk.TemplateDesk;
import io.glassline.feed.CityFeeds;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedSecret;
import io.glassline.feed.FeedState;
import io.glassline.feed.Feeds;
import io.glassline.feed.InMemoryFeeds;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.intake.InMemoryEnvelopes;
import io.glassline.intake.InMemoryQuarantine;
import io.glassline.intake.Intake;
import io.glassline.intake.Quarantine;
import io.glassline.intake.Reconcile;
import io.glassline.intake.Redrive;
import io.glassline.intake.Rereading;
import io.glassline.message.Author;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.BulkResend;
import io.glassline.outbox.DeadLetters;
import io.glassline.outbox.FakeAccounts;
import io.glassline.privacy.Erasures;
import io.glassline.programme.Campaigns;
import io.glassline.programme.InMemoryCampaigns;
import io.glassline.programme.ProgrammeList;
import io.glassline.programme.TwoProgrammes;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.records.InMemoryRecordsRequests;
import io.glassline.records.InMemoryRecordsRequests.Talk;
import io.glassline.records.RecordsDesk;
import io.glassline.records.RecordsRequest;
import io.glassline.records.RecordsRules;
import io.glassline.records.Selection;
import io.glassline.request.InMemoryRequests;
import io.glassline.request.Requests;
import io.glassline.retention.InMemoryRetention;
import io.glassline.retention.RetentionWork;
import io.glassline.retention.Schedule;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestStep;
import io.glassline.routing.Rulesets;
import io.glassline.routing.Submission;
import io.glassline.template.Templates;
import io.glassline.trial.InMemoryShadows;
import io.glassline.trial.Shadows;
import io.glassline.trial.Trials;
import io.glassline.turn.City;
import io.glassline.version.Versions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The API over a city in memory, on a port of its own.
///
/// Ana has asked for a person and waits. One message to her was not delivered, and one delivery could not be read.
final class ApiServer implements AutoCloseable {

    static final Map<String, String> SECRETS = Map.of(
            "reader", "secret-of-the-reader",
            "agent", "secret-of-the-agent",
            "supervisor", "secret-of-the-supervisor",
            "old", "secret-of-the-old-one");

    final InMemoryCampaigns campaigns = new InMemoryCampaigns();
    final City city = new City();
    final String conversation;
    final String deadLetter;
    String recordsRequest = "";
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApplicationContext context;
    private final URI address;
    private AuditFeed feed;

    ApiServer() {
        city.writes(ANA, "hello");
        city.turns.run(ANA);
        city.writes(ANA, "person");
        city.turns.run(ANA);
        conversation = city.conversation(ANA).id().toString();
        deadLetter = giveUpAMessage();
        var port = freePort();
        context = ApplicationContext.builder(Map.of("micronaut.server.port", port))
                .banner(false)
                .deduceEnvironment(false)
                .build();
        beans(port);
        context.getBean(EmbeddedServer.class).start();
        address = URI.create("http://localhost:" + port);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String giveUpAMessage() {
        var sending = city.record.outbox.values().iterator().next();
        sending.settled = true;
        sending.settledAt = Optional.of(Samples.NOW);
        sending.note = "the provider refused it";
        sending.parts.getFirst().delivery = Delivery.FAILED;
        sending.parts.getFirst().handedOverAt = Optional.of(Samples.NOW);
        sending.parts.getFirst().providerId = Optional.of("SM1");
        sending.parts.getFirst().code = Optional.of("30003");
        return sending.send.message().id().toString();
    }

    /// Ana reported a pothole, and public works was given it.
    private InMemoryRequests requests() {
        var requests = new InMemoryRequests(city.record);
        var asked = CityRequest.asked(
                Message.Id.received("city-sms", "pothole"),
                0,
                city.conversation(ANA),
                new Submission("pothole", Map.of(CityRequest.DESCRIPTION, "deep")),
                Samples.NOW);
        city.record.requests.put(asked.id(), new Asked(asked));
        var claim = requests.claim(Samples.NOW, Duration.ofMinutes(1), 1).getFirst();
        var step = new RequestStep(0, "handed-over", "", "", Optional.empty(), Samples.NOW);
        requests.write(claim, asked.handedOver(Samples.NOW), List.of(step), List.of(), Optional.empty(), false);
        return requests;
    }

    /// What Ana wrote is asked for, and nothing of it is decided.
    private String requestInReview(RecordsDesk desk, InMemoryRecordsRequests kept) {
        kept.put(new Talk(new ConversationReceipt(
                city.conversation(ANA),
                Instant.MAX,
                List.of(new ConversationReceipt.Line(
                        Message.Id.received("city-sms", "hello"),
                        new Author.Citizen(),
                        Samples.NOW,
                        Optional.of("call me at (555) 010-4477"),
                        Optional.empty(),
                        Optional.empty())))));
        var actor = Actor.byToken("supervisor");
        var made = desk.make("Gazette", "the flood", LocalDate.of(2026, 3, 1), Optional.empty(), actor);
        var id = ((RecordsDesk.Outcome.Done<RecordsRequest>) made).what().id();
        var all = new Selection(
                Samples.NOW.minusSeconds(60),
                Samples.NOW.plusSeconds(60),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
        desk.take(id, all, actor);
        return id.toString();
    }

    private void beans(int port) {
        var board = new RecordBoard(city);
        var quarantine = new InMemoryQuarantine(Samples.AUDIT, city.record.entries::add);
        var account = city.channels.account("city-sms").orElseThrow();
        var call = new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/" + account.id(),
                Map.of(),
                "?".getBytes(StandardCharsets.UTF_8),
                Samples.NOW);
        quarantine.keep(account.id(), account.kind(), call, "not a form");
        var intake = new Intake(
                city.channels,
                city.ports.inbound(),
                quarantine,
                city.ports.outbox(),
                city.ports.ledger(),
                Samples.AUDIT,
                _ -> {},
                Runnable::run);
        context.registerSingleton(Listeners.class, new Listeners(0, port));
        context.registerSingleton(ApiTokens.class, tokens());
        context.registerSingleton(ListenerConnections.class, new ListenerConnections(HttpLimits.DEFAULT));
        context.registerSingleton(ClientAddress.class, new ClientAddress(List.of()));
        context.registerSingleton(InstantSource.class, city.clock);
        context.registerSingleton(Board.class, board);
        context.registerSingleton(DeskFigures.class, new FixedDealings().figures(city.clock));
        context.registerSingleton(Requests.class, requests());
        var versions = new DraftVersions();
        context.registerSingleton(Versions.class, versions);
        context.registerSingleton(Trials.class, new FixedTrials());
        context.registerSingleton(Shadows.class, new InMemoryShadows(versions, city.clock));
        context.registerSingleton(Rulesets.class, city.rulesets);
        context.registerSingleton(Desk.class, desk(board));
        context.registerSingleton(ReadyTexts.class, new FixedReadyTexts());
        context.registerSingleton(
                TemplateDesk.class,
                new TemplateDesk(city.ports.store(), new Templates(List::of, new UnreadTemplates()), desk(board)));
        context.registerSingleton(Channels.class, city.channels);
        context.registerSingleton(
                ReadingLog.class, new ReadingLog(Samples.AUDIT, city.record.entries::add, city.clock));
        context.registerSingleton(Quarantine.class, quarantine);
        var kept = new InMemoryRecordsRequests(Samples.AUDIT, city.record.entries::add);
        var records = new RecordsDesk(
                kept,
                () -> RecordsRules.NONE,
                List::of,
                _ -> false,
                new ReadingLog(Samples.AUDIT, city.record.entries::add, city.clock),
                city.clock,
                city::id);
        context.registerSingleton(RecordsDesk.class, records);
        context.registerSingleton(
                RecordsArchive.class, (RecordsArchive) (_, _) -> new RecordsDesk.Outcome.Refused<>("Not yet."));
        recordsRequest = requestInReview(records, kept);
        context.registerSingleton(Erasures.class, new HeldAddresses());
        context.registerSingleton(
                RetentionWork.class,
                new RetentionWork(
                        new InMemoryRetention(),
                        () -> List.of(new Schedule(
                                Schedule.Kind.CONVERSATIONS, Set.of(), 730, Map.of(Locale.ENGLISH, "Series 12"))),
                        () -> ZoneId.of("America/New_York"),
                        city.clock));
        context.registerSingleton(CityFeeds.class, () -> List.of(feed("records"), feed("office")));
        context.registerSingleton(Feeds.class, parkedFeed());
        context.registerSingleton(
                CitizenExports.class,
                (address, _, _) -> Map.of("channel", address.channel().name()));
        context.registerSingleton(Redrive.class, new Redrive(intake, quarantine, city.channels, city.clock));
        context.registerSingleton(Rereading.class, new Rereading(new InMemoryEnvelopes(city.record), intake));
        context.registerSingleton(Campaigns.class, campaigns);
        context.registerSingleton(ProgrammeList.class, new TwoProgrammes());
        context.registerSingleton(DeadLetters.class, city.ports.deadLetters());
        context.registerSingleton(
                BulkResend.class,
                new BulkResend(city.ports.deadLetters(), city.ports.ledger(), FakeAccounts.ALL_WELL, city.clock));
        context.registerSingleton(
                AccountReconciliation.class,
                (id, _, _, _) ->
                        id.equals(account.id()) ? Optional.of(new Reconcile.Found(3, 1, 1, 0)) : Optional.empty());
        context.start();
        feed = new AuditFeed(board, new CloudEvents("test.example/log"));
        feed.start();
        context.registerSingleton(AuditFeed.class, feed);
    }

    private static Feed feed(String name) {
        var secret = new FeedSecret(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        return new Feed(
                name,
                new Feed.Webhook(URI.create("https://records.example/entries"), false, List.of(secret)),
                Feed.Format.CLOUDEVENTS,
                Set.of(),
                Set.of("sms"),
                true);
    }

    /// The receiver of the one is gone; the other has not begun.
    private static Feeds parkedFeed() {
        var feeds = new InMemoryFeeds(() -> 0);
        feeds.park(
                feeds.begin("records", Samples.NOW),
                new FeedState.Failing(Samples.NOW, 1, Samples.NOW.plusSeconds(2), "it wants no more (status 410)"),
                Samples.NOW);
        return feeds;
    }

    private static ApiTokens tokens() {
        return new ApiTokens(List.of(
                token("reader", ApiRole.READER, Optional.empty()),
                token("agent", ApiRole.AGENT, Optional.empty()),
                token("supervisor", ApiRole.SUPERVISOR, Optional.of(LocalDate.of(2026, 3, 2))),
                token("old", ApiRole.SUPERVISOR, Optional.of(LocalDate.of(2026, 3, 1)))));
    }

    private static ApiToken token(String name, ApiRole role, Optional<LocalDate> lastDay) {
        return new ApiToken(name, role, new Secret(SECRETS.get(name)), lastDay);
    }

    private Desk desk(Board board) {
        return new Desk(
                city.ports.store(),
                city.sessions,
                board,
                city.channels,
                city.ports.ledger(),
                new DeskWords(),
                Samples.receiptLinks(),
                () -> Set.of(new QueueId("general"), new QueueId("waste")),
                id -> id.equals("kim")
                        ? Optional.of(new Agent("kim", "Kim", Set.of(Agent.Role.AGENT)))
                        : Optional.empty(),
                Samples.AUDIT,
                city.record.entries::add,
                city.clock,
                city::id);
    }

    record Answer(int status, String contentType, String body) {}

    /// @param token one of [#SECRETS].
    Answer call(String token, String method, String path, String body) {
        return send(request(method, path, body).header("Authorization", "Bearer " + SECRETS.get(token)));
    }

    HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /// A stream of events has no end, so nothing is read of its body.
    Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            var contentType = response.headers().firstValue("content-type").orElse("");
            try (var body = response.body()) {
                return new Answer(
                        response.statusCode(),
                        contentType,
                        contentType.startsWith("text/event-stream") ? "" : read(body));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
        context.close();
        feed.close();
    }
}
