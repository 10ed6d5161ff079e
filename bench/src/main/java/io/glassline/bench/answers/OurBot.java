package io.glassline.bench.answers;

import io.glassline.bench.answers.Question.Reply;
import io.glassline.consent.Consent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.router.CityRouter;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.reply.Choice;
import io.glassline.routing.Lookup;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.ToBot;
import io.glassline.routing.Situation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The gateway's own bot, asked through its router as by a text message on a Monday morning.
final class OurBot implements Contender {

    private static final UUID SOME = new UUID(0, 1);

    private final CityConfig city;
    private final Retrieval retrieval;
    private final CityRouter router;
    private final ZonedDateTime now;

    /// @param city whose knowledge `retrieval` has learnt
    OurBot(CityConfig city, Retrieval retrieval) {
        this.city = city;
        this.retrieval = retrieval;
        this.router = new CityRouter(city, answers(retrieval), new Languages(city.languages())::detect);
        this.now = LocalDateTime.parse("2026-11-23T10:00").atZone(city.zone());
    }

    private static Answers answers(Retrieval retrieval) {
        return new Answers() {
            @Override
            public Match match(String text, Locale language) {
                return retrieval.match(text, language);
            }

            @Override
            public String version() {
                return retrieval.version();
            }
        };
    }

    @Override
    public String name() {
        return "Glassline";
    }

    @Override
    public Reply ask(String text, Locale language) {
        return new Talk(language).says(text);
    }

    /// A conversation that begins in `language`.
    Talk talk(Locale language) {
        return new Talk(language);
    }

    final class Talk {

        private Conversation conversation;

        private Talk(Locale language) {
            var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550199"));
            var opened = Conversation.open(new Conversation.Id(SOME), SOME, lane, language, Instant.EPOCH);
            conversation = opened.with(opened.stage(), opened.session(), language);
        }

        /// What is decided about `text`, such as `bot:thanks`.
        String outcomeOf(String text) {
            return goOn(text).decision().outcome();
        }

        private Route.Decided goOn(String text) {
            var decided = route(text);
            conversation = conversation.with(decided.stage(), decided.session(), decided.language());
            for (var _ : decided.replies()) {
                conversation = conversation.counting(now.toInstant());
            }
            return decided;
        }

        Reply says(String text) {
            var language = conversation.language();
            var decided = goOn(text);
            var confidence = retrieval.match(text, language).confidence();
            if (decided.decision() instanceof ToBot(var with, var _)
                    && city.knowledge().find(with).isPresent()) {
                return new Reply.Answered(with, confidence);
            }
            var offered = offeredAnswers(decided);
            return offered.isEmpty() ? new Reply.Refused(confidence) : new Reply.Listed(offered, confidence);
        }

        private Route.Decided route(String text) {
            conversation = conversation.counting(now.toInstant());
            Map<Lookup, Lookup.Result> made = new HashMap<>();
            while (true) {
                switch (router.route(conversation, inbound(text), new Situation(now, Consent.IMPLIED, false, made))) {
                    case Route.Needs(var lookup, var _) -> made.put(lookup, new Lookup.Result.Found(List.of()));
                    case Route.Decided decided -> {
                        return decided;
                    }
                    case Route.Waits _, Route.WithNext _ ->
                        throw new IllegalStateException("a message that is asked alone waits for no other");
                }
            }
        }

        private List<String> offeredAnswers(Route.Decided decided) {
            return decided.replies().stream()
                    .flatMap(reply -> reply.offers().stream())
                    .flatMap(offer -> Choice.parse(offer.id()).stream())
                    .flatMap(choice -> choice instanceof Choice.Answer(var id) ? Stream.of(id) : Stream.empty())
                    .toList();
        }

        private Inbound inbound(String text) {
            return new Inbound(
                    new Message.Id(SOME),
                    "city-sms",
                    "1",
                    conversation.lane().citizen(),
                    new Content.Text(text),
                    now.toInstant(),
                    now.toInstant(),
                    Optional.empty(),
                    Set.of(),
                    0);
        }
    }
}
