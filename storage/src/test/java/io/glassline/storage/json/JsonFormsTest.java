package io.glassline.storage.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Candidate;
import io.glassline.routing.RoutingDecision.Condition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Contents, sessions and stages are tried by the contracts of the stores.
class JsonFormsTest {

    private static final Because BECAUSE = new Because(
            "gas leak",
            "rules 7",
            "It mentions \"gas\".",
            List.of(
                    new Condition("night", "clock.hour > 20", "clock.hour = 9", false),
                    new Condition("gas leak", "text.has('gas')", "text = \"I smell gas\"", true)));

    static final List<RoutingDecision> DECISIONS = List.of(
            new RoutingDecision.ToBot("waste/collection", BECAUSE),
            new RoutingDecision.ToQueue(new QueueId("gas-desk"), Stage.Priority.EMERGENCY, BECAUSE),
            new RoutingDecision.StaysWithPeople(BECAUSE),
            new RoutingDecision.Gated("stop", new Because("stop", "rules 7", "", List.of())),
            new RoutingDecision.Kept(BECAUSE),
            new RoutingDecision.ToBot(
                    "trash-day",
                    BECAUSE.withCandidates(List.of(new Candidate("trash-day", 0.97), new Candidate("new-bin", 0.125)))
                            .taking(Duration.ofNanos(4_321_987))));

    @ParameterizedTest
    @FieldSource("DECISIONS")
    void readsBackEveryDecision(RoutingDecision decision) {
        assertThat(DecisionJson.readDecision(DecisionJson.decision(decision))).isEqualTo(decision);
    }

    @Test
    void theTimeADecisionTookIsKeptToTheMicrosecond() {
        var kept = DecisionJson.readDecision(DecisionJson.decision(DECISIONS.getLast()));
        assertThat(kept.because().took()).contains(Duration.ofNanos(4_321_000));
    }

    @Test
    void aDecisionOfBeforeCandidatesAndTimeWereKeptHasNone() {
        var because = DecisionJson.readDecision("""
                {"to":"bot","with":"trash-day","rule":"otherwise","rulesVersion":"7","words":"","trace":[]}""").because();
        assertThat(because.candidates()).isEmpty();
        assertThat(because.took()).isEmpty();
    }

    /// Sessions of conversations that were open before the field was there.
    @Test
    void aSessionWithoutALastAnswerHasNone() {
        var session = JsonForms.readSession("""
                {"offered":[],"disclosed":true,"misses":1,"lastSaid":"Trash is picked up once a week."}""");
        assertThat(session.lastSaid()).contains("Trash is picked up once a week.");
        assertThat(session.lastAnswer()).isEmpty();
    }

    /// Redis may hold a conversation that an earlier version kept.
    @Test
    void aConversationThatWasKeptBeforeTrafficWasCountedHasNone() {
        var traffic = new Traffic(Samples.NOW, 61, 3, 2, Map.of("2f", 2), true, true);
        var json = ConversationJson.conversation(
                Samples.conversation(Samples.lane()).with(traffic));

        assertThat(ConversationJson.readConversation(json).traffic()).isEqualTo(traffic);
        assertThat(ConversationJson.readConversation(json.replaceFirst(",\"traffic\":\\{.*\\}", "}"))
                        .traffic())
                .isEqualTo(Traffic.NONE);
    }

    static final List<Content> SIGNALS = List.of(
            new Signal.Reaction(Optional.of(new About.ById("wamid.1")), "👍"),
            new Signal.ReactionWithdrawn(Optional.of(new About.ByWords("Trash day…")), Optional.empty()),
            new Signal.ReactionWithdrawn(Optional.empty(), Optional.of("👍")),
            new Signal.Edit(Optional.of(new About.ById("1:2")), "number 14"),
            new Signal.Deletion(Optional.of(new About.ById("1:2"))),
            new Signal.ServiceNotice(Optional.empty(), "a pin"),
            new Content.Media("image/png", URI.create("x:y"), Optional.of("the lamp"), Optional.of("lamp.png")));

    @ParameterizedTest
    @FieldSource("SIGNALS")
    void readsBackEverySignal(Content content) {
        assertThat(JsonForms.readContent(JsonForms.content(content))).isEqualTo(content);
    }

    static final List<Optional<MailThread>> THREADS = List.of(
            Optional.empty(),
            Optional.of(new MailThread("<a@home>", List.of(), Optional.empty(), Optional.empty())),
            Optional.of(new MailThread(
                    "<b@home>",
                    List.of("<a@home>", "<\"odd\"@home>"),
                    Optional.of("Re: größer\t✓"),
                    Optional.of(new UUID(1, 2)),
                    Optional.of("other@home"),
                    Optional.of(new Message.Id(new UUID(3, 4))))));

    @ParameterizedTest
    @FieldSource("THREADS")
    void readsBackAnOutgoingMessage(Optional<MailThread> thread) {
        var message = new Outgoing(
                new Message.Id(new UUID(3, 4)),
                new UUID(5, 6),
                Samples.lane(Samples.EMAIL).citizen(),
                "Your bins are emptied\non Tuesday 🗑️",
                List.of(new Message.Offer("yes", "Yes"), new Message.Offer("no", "No \"thanks\"")),
                Locale.forLanguageTag("zh-Hant-TW"),
                thread,
                true,
                Optional.of("Choose"),
                Outgoing.Pace.BULK);

        assertThat(JsonForms.readOutgoing(JsonForms.outgoing(message))).isEqualTo(message);
    }

    @Test
    void readsAnOutgoingMessageFromBeforeItCarriedTheWordThatOpensAList() {
        var stored = JsonForms.outgoing(new Outgoing(
                new Message.Id(new UUID(3, 4)),
                new UUID(5, 6),
                Samples.lane(Samples.EMAIL).citizen(),
                "Which?",
                List.of(new Message.Offer("yes", "Yes")),
                Locale.ENGLISH,
                Optional.empty(),
                true));

        assertThat(stored).doesNotContain("listButton");
        assertThat(JsonForms.readOutgoing(stored).listButton()).isEmpty();
    }

    @Test
    void writesHeadersInTheirOrder() {
        assertThat(JsonForms.headers(Map.of("x-forwarded-for", List.of("203.0.113.7", "a \"b\" \\c"))))
                .isEqualTo("{\"x-forwarded-for\":[\"203.0.113.7\",\"a \\\"b\\\" \\\\c\"]}");
    }

    /// As the audit stream does, so that a commitment over the words can be opened with the words that are stored.
    @Test
    void halfACharacterBecomesTheReplacementCharacterAndAWholeOneStays() {
        var content = new Content.Text("a\uD83D b\uDE00 \uD83D\uDE00 \uDE00\uD83D");

        assertThat(JsonForms.readContent(JsonForms.content(content)))
                .isEqualTo(new Content.Text("a\uFFFD b\uFFFD \uD83D\uDE00 \uFFFD\uFFFD"));
    }

    @Test
    void whatCannotBeReadIsSaidWithoutSayingIt() {
        assertThatThrownBy(() -> JsonForms.readContent("{\"kind\":\"text\",\"text\":\"secret"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> JsonForms.readContent("{\"kind\":\"hologram\"}"))
                .hasMessageContaining("hologram");
    }
}
