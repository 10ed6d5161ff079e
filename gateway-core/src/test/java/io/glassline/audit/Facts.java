package io.glassline.audit;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Outgoing;
import io.glassline.config.VersionId;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.figure.Release;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.programme.Campaign;
import io.glassline.rating.Rating;
import io.glassline.receipt.Receipts;
import io.glassline.retention.Retention;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestPhoto;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.Submission;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// One fact of every kind, always the same.
final class Facts {

    private static Note note() {
        return new Note(new UUID(0, 7), 1, "ada", "@ben, he is at his brother's", Set.of("ben"), NOON);
    }

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.987Z");
    private static final ChannelKind SMS = new ChannelKind("sms");
    private static final Lane LANE = new Lane("city-sms", new Address(SMS, "+15550199"));
    private static final Lane MAILBOX =
            new Lane("city-email", new Address(new ChannelKind("email"), "ana@mail.example"));
    private static final QueueId GENERAL = new QueueId("general");
    private static final Actor ADA = Actor.atConsole("ada").from("10.0.0.7");
    private static final Actor TOKEN = Actor.byToken("reports").from("10.0.0.9").onBehalfOf("ada");
    private static final ChannelAccount ACCOUNT = new ChannelAccount("city-sms", SMS, "+15550100", Map.of(), Map.of());

    private Facts() {}

    static List<AuditEvent> ofEveryKind() {
        var held = conversation(new Stage.WithAgent(GENERAL, "ada", NOON));
        var waiting = conversation(new Stage.Waiting(GENERAL, Stage.Priority.URGENT, NOON));
        var closed = conversation(new Stage.Closed(NOON, "resolved"));
        return List.of(
                receipt("My name is Ana and I live at 12 Elm Street"),
                new MessageEvent.Receipt(Inbound.of(
                        "city-sms",
                        new ChannelEvent.SignalReceived(
                                "SM2",
                                LANE.citizen(),
                                new Signal.Reaction(Optional.of(new Signal.About.ById("SM9")), "👍"),
                                NOON.minusSeconds(1)),
                        NOON)),
                new MessageEvent.Decision(
                        held,
                        message(new Author.Citizen(), "My name is Ana"),
                        new RoutingDecision.ToQueue(
                                GENERAL,
                                Stage.Priority.NORMAL,
                                new RoutingDecision.Because("a person", "rules/7", "asked for a person", List.of())),
                        "words/1/answers/2"),
                writing("Trash is collected on Tuesday"),
                new MessageEvent.DeliveryStep(outgoing(), 1, Delivery.FAILED, Optional.of("30003"), NOON),
                new MessageEvent.Reconciliation(new Message.Id(new UUID(0, 4)), ACCOUNT, NOON),
                new QuarantineEvent.Arrival("city-sms", SMS, 12, NOON),
                new QuarantineEvent.Redrive("city-sms", SMS, 12, TOKEN, NOON),
                new QuarantineEvent.View("city-sms", SMS, 12, ADA, NOON),
                new QuarantineEvent.SettingAside("city-sms", SMS, 12, ADA, NOON),
                new UndeliveredEvent.Resend(outgoing(), TOKEN, NOON),
                new UndeliveredEvent.LeavingBe(outgoing(), "told by phone", ADA, NOON),
                new ConversationEvent.End(closed, "quiet", NOON),
                new DeskEvent.Taking(held, GENERAL, ADA, NOON),
                new DeskEvent.PuttingBack(waiting, GENERAL, ADA, NOON),
                new DeskEvent.Transfer(waiting, GENERAL, TOKEN, NOON),
                new DeskEvent.Ranking(waiting, GENERAL, Stage.Priority.NORMAL, "he is at his brother's", ADA, NOON),
                new DeskEvent.Reply(held, GENERAL, ADA, NOON),
                new DeskEvent.Closing(closed, GENERAL, "resolved", ADA, NOON),
                new DeskEvent.Assigning(held, GENERAL, "ben", ADA, NOON),
                new DeskEvent.Snoozing(held, GENERAL, NOON.plusSeconds(3_600), ADA, NOON),
                new DeskEvent.Reopening(held, GENERAL, ADA, NOON),
                new DeskEvent.Offering(waiting, GENERAL, "ben", DeskEvent.Offering.MADE, Actor.GATEWAY, NOON),
                new DeskEvent.Relaxing(waiting, GENERAL, "waste is not wanted any more", Actor.GATEWAY, NOON),
                new DeskEvent.Escalating(waiting, GENERAL, "supervisors were asked to look", Actor.GATEWAY, NOON),
                new StaffEvent.Attending("ada", "away", "lunch", ADA, NOON),
                new StaffEvent.WritingProfile("ben", "waste 2; es 3; queues general; 3 at once", ADA, NOON),
                new DeskEvent.Noting(held, note(), ADA, NOON),
                new DeskEvent.TranscriptView(closed, ADA, NOON),
                new ReadingEvent.ListView("conversations", ADA, NOON),
                new ReadingEvent.Search("conversations", "who is this +15550199", ADA, NOON),
                new ReadingEvent.DeadLettersView(TOKEN, NOON),
                new ReadingEvent.Export("conversations", 812, TOKEN, NOON),
                new AccessEvent.SignIn(ADA, NOON),
                new AccessEvent.Refusal(ADA, NOON),
                new AccessEvent.SignOut(ADA, NOON),
                consent("Stop, please"),
                new PersonEvent(true, LANE, MAILBOX, "code", "", Actor.GATEWAY, NOON),
                new PersonEvent(false, LANE, MAILBOX, "staff", "they said it is not theirs", ADA, NOON),
                new ReceiptEvent.Giving(conversation(new Stage.WithBot()), Actor.GATEWAY, NOON),
                new ReceiptEvent.Opening(conversation(new Stage.WithBot()), Receipts.Page.TRACK, NOON),
                new ReceiptEvent.RecordGiving(conversation(new Stage.WithBot()), NOON),
                new ReadingEvent.ExportRefusal("one citizen's record", ADA, NOON),
                new RatingEvent(
                        conversation(new Stage.WithBot()),
                        new Message.Id(new UUID(0, 7)),
                        new Message.Id(new UUID(0, 8)),
                        new Rating(2, Optional.of("2, nobody came")),
                        NOON),
                privacy(AuditKind.ERASURE_ASKED, Optional.of("she asked at the desk"), ADA),
                privacy(AuditKind.ERASURE_REFUSED, Optional.empty(), ADA),
                privacy(AuditKind.ERASURE_FINISHED, Optional.empty(), Actor.GATEWAY),
                privacy(AuditKind.HOLD_SET, Optional.of("a lawsuit"), ADA),
                privacy(AuditKind.HOLD_LIFTED, Optional.of("it is over"), TOKEN),
                new RecordsEvent.Asking(RECORDS, LocalDate.parse("2026-03-11"), ADA, NOON),
                new RecordsEvent.Taking(RECORDS, 41, ADA, NOON),
                new RecordsEvent.Deciding(RECORDS, held, "message", "withheld", List.of("87(b)"), ADA, NOON),
                new RecordsEvent.Giving(RECORDS, "ab12", 97, TOKEN, NOON),
                new RequestEvent.Asking(conversation(new Stage.WithBot()), new Message.Id(new UUID(0, 3)), REQUEST),
                new RequestEvent.Movement(REQUEST.with(RequestPhoto.SENT), NOON),
                new RequestEvent.GivenToPeople(waiting, REQUEST, GENERAL, NOON),
                new CampaignEvent.Writing(CAMPAIGN.named(), CAMPAIGN.texts(), CAMPAIGN.writtenAt(), ADA),
                new CampaignEvent.Approval(CAMPAIGN.named(), Actor.atConsole("ops"), NOON),
                new CampaignEvent.Stop(CAMPAIGN.named(), ADA, NOON),
                new CampaignEvent.End(CAMPAIGN.named(), 20_000, NOON),
                new GatewayEvent.ConfigurationActivation("rules/7", "words/1/answers/2", NOON),
                new AnswerEvent.Use(AuditKind.ANSWER_WITHDRAWN, "trash-day", "ab12", "The day moved.", ADA, NOON),
                new AnswerEvent.Use(AuditKind.ANSWER_GIVEN_AGAIN, "trash-day", "ab12", "It was right.", ADA, NOON),
                new AnswerEvent.Judgement("trash-day", new Message.Id(new UUID(0, 3)), "wrong", ADA, NOON),
                configuration(AuditKind.CONFIGURATION_PUSHED, true),
                configuration(AuditKind.CONFIGURATION_APPROVED, false),
                configuration(AuditKind.CONFIGURATION_RELEASED, true),
                configuration(AuditKind.CONFIGURATION_ROLLED_BACK, true),
                configuration(AuditKind.CONFIGURATION_SHADOW_BEGUN, false),
                configuration(AuditKind.CONFIGURATION_SHADOW_ENDED, false),
                new FeedEvent.Beginning("records", 70_000, NOON),
                new FeedEvent.Parking("records", 70_312, "it cannot be reached: ConnectException", NOON),
                new FeedEvent.Going(AuditKind.FEED_RESUMED, "records", 70_312, TOKEN, NOON),
                new FeedEvent.Going(AuditKind.FEED_REPLAYED, "records", 70_000, TOKEN, NOON),
                new GatewayEvent.FiguresRelease(Release.of(LocalDate.parse("2026-11-27"), List.of()), NOON),
                new GatewayEvent.LogContinuation("Nobody has seen more.", ADA, NOON),
                new GatewayEvent.RetentionRun(
                        new Retention.Run(LocalDate.parse("2026-11-27"), NOON, Optional.of(NOON), 41, 7, 2), NOON),
                new GatewayEvent.ReconcileRun(ACCOUNT, 1, 2, 0, Actor.GATEWAY, NOON));
    }

    private static final Campaign CAMPAIGN = Campaign.draft(
            new UUID(0, 5),
            "trash-reminders",
            Map.of("en", "No pickup on Monday.", "es", "El lunes no hay."),
            "ada",
            NOON);

    private static final UUID RECORDS = new UUID(0, 9);

    private static final CityRequest REQUEST = CityRequest.asked(
            new Message.Id(new UUID(0, 3)),
            0,
            conversation(new Stage.WithBot()),
            new Submission("pothole", Map.of("description", "deep, at the school")),
            NOON);

    private static AuditEvent privacy(AuditKind kind, Optional<String> because, Actor by) {
        return new PrivacyEvent(kind, LANE.citizen().channel(), new UUID(0, 5), because, by, NOON);
    }

    static AuditEvent receipt(String words) {
        return new MessageEvent.Receipt(new Inbound(
                Message.Id.received("city-sms", "SM1"),
                "city-sms",
                "SM1",
                LANE.citizen(),
                new Content.Text(words),
                NOON.minusSeconds(1),
                NOON,
                Optional.empty(),
                Set.of(),
                0));
    }

    static AuditEvent writing(String words) {
        return new MessageEvent.Writing(
                conversation(new Stage.WithBot()), message(new Author.Bot("words/1/answers/2"), words));
    }

    static AuditEvent consent(String words) {
        return new ConsentEvent(
                new ConsentChange(LANE, ConsentChange.ALL, ConsentChange.Standing.OPTED_OUT, "keyword", words, NOON));
    }

    private static Conversation conversation(Stage stage) {
        return Conversation.open(new Conversation.Id(new UUID(0, 1)), new UUID(0, 2), LANE, Locale.ENGLISH, NOON)
                .counting(NOON)
                .with(stage, Session.FRESH, Locale.ENGLISH);
    }

    private static Message message(Author author, String words) {
        return new Message(
                new Message.Id(new UUID(0, 3)), 1, author, new Content.Text(words), List.of(), Optional.empty(), NOON);
    }

    private static Outgoing outgoing() {
        return new Outgoing(
                new Message.Id(new UUID(0, 3)),
                new UUID(0, 1),
                LANE.citizen(),
                "Trash is collected on Tuesday",
                List.of(),
                Locale.ENGLISH,
                Optional.empty(),
                true);
    }

    /// Salts that are filled with 1, 2, 3 and so on.
    static Supplier<byte[]> counting() {
        return new Supplier<>() {
            private byte next = 1;

            @Override
            public byte[] get() {
                var salt = new byte[AuditEntries.SALT_BYTES];
                java.util.Arrays.fill(salt, next++);
                return salt;
            }
        };
    }

    private static AuditEvent configuration(AuditKind kind, boolean hasInstead) {
        return new ConfigurationEvent(
                kind,
                new VersionId("0123456789ab"),
                hasInstead ? Optional.of(new VersionId("ba9876543210")) : Optional.empty(),
                Actor.atConsole("ops"),
                NOON);
    }
}
