package io.glassline.router;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.consent.Consent;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueLines;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.routing.Burst;
import io.glassline.routing.Flood;
import io.glassline.routing.FreshLinks;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.Situation;
import io.glassline.routing.WithdrawnAnswers;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One citizen and the router, turn by turn, as the gateway would run them: look-ups are made when asked for, and
/// what a turn comes to is where the next begins.
final class Talk {

    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    static final Locale SPANISH = Locale.of("es");
    private static final UUID SOME = new UUID(0, 1);

    private final Router router;
    private final String channel;
    private ZonedDateTime cityTime = LocalDateTime.parse("2026-11-23T10:00").atZone(ZONE); // a Monday, open
    private Consent consent = Consent.IMPLIED;
    private Set<Mark> marks = Set.of();
    private Optional<MailThread> thread = Optional.empty();
    private Optional<Flood> flood = Optional.empty();
    private Lookups lookups = lookup -> new Lookup.Result.Found(List.of());
    Conversation conversation;

    Talk(Router router, String channel) {
        this.router = router;
        this.channel = channel;
        var lane = new Lane("city-" + channel, new Address(new ChannelKind(channel), "+15550199"));
        this.conversation = Conversation.open(new Conversation.Id(SOME), SOME, lane, Locale.ENGLISH, Instant.EPOCH);
    }

    /// A caller who keeps the number back.
    Talk withheld() {
        var lane = new Lane("city-" + channel, Address.ofCaller(new ChannelKind(channel), Optional.empty(), "CA1"));
        conversation = Conversation.open(conversation.id(), SOME, lane, Locale.ENGLISH, Instant.EPOCH);
        return this;
    }

    Instant now() {
        return cityTime.toInstant();
    }

    Talk at(String localTime) {
        cityTime = LocalDateTime.parse(localTime).atZone(ZONE);
        return this;
    }

    Talk standing(Standing standing) {
        return standing(standing, ConsentChange.KEYWORD);
    }

    Talk standing(Standing standing, String how) {
        consent = new Consent(standing, how, cityTime.toInstant(), false);
        return this;
    }

    Talk flooding(Flood flood) {
        this.flood = Optional.of(flood);
        return this;
    }

    Talk marked(Mark... marks) {
        this.marks = Set.of(marks);
        return this;
    }

    Talk onThread(MailThread thread) {
        this.thread = Optional.of(thread);
        return this;
    }

    Talk in(Locale language) {
        conversation = conversation.with(conversation.stage(), conversation.session(), language);
        return this;
    }

    Talk stage(Stage stage) {
        conversation = conversation.with(stage);
        return this;
    }

    Talk session(Session session) {
        conversation = conversation.with(conversation.stage(), session, conversation.language());
        return this;
    }

    Talk asking(Lookups lookups) {
        this.lookups = lookups;
        return this;
    }

    Route.Decided says(String text) {
        return gives(new Content.Text(text));
    }

    /// What the router says at once to a message among others, and nothing follows from it.
    Route asks(String text, Burst burst) {
        return asks(new Content.Text(text), burst);
    }

    Route asks(Content content, Burst burst) {
        return router.route(conversation, inbound(content), situation().with(burst));
    }

    Route.Decided keys(String digits) {
        return gives(new Content.Keys(digits));
    }

    Route.Decided picks(String id, String label) {
        return gives(new Content.Choice(id, label));
    }

    Route.Decided gives(Content content) {
        conversation = conversation.counting(cityTime.toInstant());
        var inbound = inbound(content);
        Map<Lookup, Lookup.Result> made = new HashMap<>();
        while (true) {
            switch (router.route(conversation, inbound, situation(made))) {
                case Route.Needs(var lookup, var _) -> made.put(lookup, lookups.ask(lookup));
                case Route.Waits _, Route.WithNext _ -> throw new AssertionError("there are no more words");
                case Route.Decided decided -> {
                    follow(decided);
                    return decided;
                }
            }
        }
    }

    Route.Decided givesUp(String text, String because) {
        var decided = router.giveUp(conversation, inbound(new Content.Text(text)), situation(), because);
        follow(decided);
        return decided;
    }

    private void follow(Route.Decided decided) {
        conversation = conversation.with(decided.stage(), decided.session(), decided.language());
        for (var _ : decided.replies()) {
            conversation = conversation.counting(cityTime.toInstant());
        }
        decided.consents()
                .forEach(line -> consent = line.how().equals(ConsentChange.TOLD)
                        ? new Consent(line.standing(), consent.how(), consent.since(), true)
                        : new Consent(line.standing(), line.how(), line.at(), false));
    }

    Inbound inbound(Content content) {
        return new Inbound(
                new Message.Id(SOME),
                "city-" + channel,
                "1",
                conversation.lane().citizen(),
                content,
                cityTime.toInstant(),
                cityTime.toInstant(),
                thread,
                marks,
                0);
    }

    /// Which answers are withdrawn.
    WithdrawnAnswers withdrawn = WithdrawnAnswers.NONE;

    /// How long the lines for people are.
    QueueLines queueLines = QueueLines.UNKNOWN;

    Situation situation() {
        return situation(Map.of());
    }

    private Situation situation(Map<Lookup, Lookup.Result> made) {
        var fresh = Optional.of(
                new FreshLinks("https://city.example/receipt/token", "https://city.example/record/token", "123456"));
        return new Situation(cityTime, consent, spoken(), made, flood, Burst.NONE, fresh, queueLines, withdrawn);
    }

    private boolean spoken() {
        return channel.equals("voice");
    }

    static String said(Route.Decided decided) {
        return String.join(
                "\n", decided.replies().stream().map(reply -> reply.text()).toList());
    }

    static List<String> offered(Route.Decided decided) {
        return decided.replies().stream()
                .flatMap(reply -> reply.offers().stream())
                .map(Message.Offer::id)
                .toList();
    }
}
