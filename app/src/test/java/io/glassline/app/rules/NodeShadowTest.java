package io.glassline.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.Await;
import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.audit.Actor;
import io.glassline.config.VersionId;
import io.glassline.consent.Consent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.router.CityRouter;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.routing.RouterCall;
import io.glassline.routing.Situation;
import io.glassline.trial.InMemoryShadows;
import io.glassline.trial.Replay;
import io.glassline.trial.ShadowFindings;
import io.glassline.trial.Shadows;
import io.glassline.trial.Share;
import io.glassline.version.InMemoryVersions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example city's turns, and a draft that decides beside them: permits go to people in it, and one
/// rule of it is broken for long messages.
class NodeShadowTest {

    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final Share ALL = new Share(1_000);
    private static final String LONG = "my street light broke ".repeat(100);

    private static InMemoryVersions versions;
    private static LoadedVersions loaded;
    private static VersionId active;
    private static VersionId draft;
    private static CityRouter router;

    private Shadows shadows;
    private NodeShadow here;

    @BeforeAll
    static void read(@TempDir Path folder) {
        versions = new InMemoryVersions(InstantSource.fixed(NOW));
        active = versions.keep(ChangedFolder.example());
        draft = versions.keep(
                ChangedFolder.changed(
                        folder,
                        "routing.yml",
                        text -> text.replaceFirst("flow: permit-status", "queue: permits")
                                .replaceFirst(
                                        "\n {2}- name: picture",
                                        "\n  - name: broken\n    when:\n      cel: '!message.words.all(a,"
                                                + " message.words.all(b, a == b || a != b))'\n    queue: permits\n  - name: picture")));
        loaded = new LoadedVersions(
                versions,
                new CityReader(Adapters.forms(), PlaceholderVariables::value, UnaryOperator.identity()),
                Retrieval::wordForWord);
        var city = loaded.load(active);
        router = new CityRouter(city.city(), city.answers(), city.languageOf());
    }

    @BeforeEach
    void begin() {
        shadows = new InMemoryShadows(versions, InstantSource.fixed(NOW));
        here = node("here:1");
    }

    @AfterEach
    void end() {
        here.close();
    }

    private NodeShadow node(String name) {
        return new NodeShadow(shadows, loaded, name, UUID.randomUUID());
    }

    @Test
    void whatTheDraftWouldDoOtherwiseIsCountedWithExamplesAndWithoutWords() {
        begin(ALL);
        var permit = call(1, "What is the status of my permit?");
        here.committed(List.of(permit, call(2, "when do you pick up my trash"), call(3, "STOP")));

        var found = found(here, 3);

        assertThat(found.different()).isEqualTo(1);
        assertThat(found.moves()).containsExactly(new Replay.Move("bot:permit-status", "queue:permits", 1));
        var example = found.examples().getFirst();
        assertThat(example.message()).isEqualTo(permit.inbound().id().toString());
        assertThat(example.conversation()).isEqualTo(permit.conversation().id().toString());
        assertThat(example.because()).isEqualTo("The rule \"permit status\" holds.");
        assertThat(example.words()).isEmpty();
        assertThat(found.draftTook()).isPositive();
        assertThat(found.slowest()).isPositive().isLessThanOrEqualTo(found.draftTook());
    }

    @Test
    void nothingIsComparedWhereNoShadowRuns() {
        here.committed(List.of(call(1, "What is the status of my permit?")));
        here.step();

        assertThat(shadows.latest()).isEmpty();
    }

    @Test
    void conversationsAreInTheShareWhole() {
        var tenth = new Share(100);
        begin(tenth);
        var calls =
                IntStream.range(0, 400).mapToObj(i -> call(i % 100, "hello")).toList();
        var expected = calls.stream()
                .filter(call -> tenth.has(call.conversation().id()))
                .count();
        assertThat(expected).isPositive().isLessThan(100);
        here.committed(calls);

        assertThat(found(here, expected).messages()).isEqualTo(expected);
    }

    @Test
    void turnsThatDoNotFitAreCountedAndSkipped() {
        begin(ALL);
        var call = call(1, "What is the status of my permit?");
        for (var i = 0; i < 5_000; i++) {
            here.committed(List.of(call));
        }

        Await.that("all that fit are compared", () -> {
            here.step();
            var found = shadows.latest().orElseThrow().found();
            return found.messages() + found.skipped() == 5_000;
        });
        var found = shadows.latest().orElseThrow().found();
        assertThat(found.skipped()).isPositive();
        assertThat(found.messages()).isGreaterThanOrEqualTo(ShadowRun.QUEUE_MAX);
    }

    @Test
    void aRuleOfTheDraftThatCannotBeEvaluatedIsCounted() {
        begin(ALL);
        here.committed(List.of(call(1, LONG), call(2, LONG), call(3, "hello")));

        var fault = found(here, 3).faults().getFirst();

        assertThat(fault.rule()).isEqualTo("broken");
        assertThat(fault.count()).isEqualTo(2);
        assertThat(fault.because()).isNotBlank().doesNotContain("street");
    }

    @Test
    void turnsOfAnotherVersionAreNotCompared() {
        begin(ALL);
        var call = call(1, "hello");
        here.committed(List.of(
                new RouterCall(call.conversation(), call.inbound(), call.situation(), call.route(), "ffffffffffff")));
        here.committed(List.of(call));

        assertThat(found(here, 1).messages()).isEqualTo(1);
    }

    @Test
    void whatNodesFindAddsUp() {
        begin(ALL);
        try (var there = node("there:1")) {
            there.step();
            here.committed(List.of(call(1, "What is the status of my permit?")));
            there.committed(List.of(call(2, "What is the status of my permit?"), call(3, "hello")));
            found(here, 1);
            Await.that("both have found it", () -> {
                here.step();
                there.step();
                return shadows.latest().orElseThrow().found().messages() == 3;
            });
        }

        assertThat(shadows.latest().orElseThrow().found().moves())
                .containsExactly(new Replay.Move("bot:permit-status", "queue:permits", 2));
    }

    @Test
    void whatWasFoundStaysWhenItEndsAndNothingMoreIsCompared() {
        begin(ALL);
        here.committed(List.of(call(1, "hello")));
        found(here, 1);
        shadows.end(Actor.atConsole("dana"));
        here.step();
        here.committed(List.of(call(2, "hello")));
        here.step();

        assertThat(shadows.latest().orElseThrow().found().messages()).isEqualTo(1);
    }

    @Test
    void aFormThatIsAnotherInTheDraftWouldGoOnAsItBegan(@TempDir Path folder) {
        var otherForm = versions.keep(ChangedFolder.changed(
                folder, "flows/permit-status.yml", text -> text.replaceFirst("tries: 3", "tries: 2")));
        shadows.begin(otherForm, ALL, Duration.ofHours(1), Actor.atConsole("lee"));
        here.step();
        var inForm = call(1, "PRM-2026-0117");
        var form = Optional.of(new Session.Flow("permit-status", "number", Map.of()).by(active));
        var conversation =
                inForm.conversation().with(new Stage.WithBot(), Session.FRESH.asking(form, List.of()), Locale.ENGLISH);
        here.committed(List.of(
                new RouterCall(
                        conversation, inForm.inbound(), inForm.situation(), inForm.route(), inForm.rulesVersion()),
                call(2, "hello")));

        assertThat(found(here, 1).inForms()).isEqualTo(1);
    }

    @Test
    void aNodeThatCannotRunTheDraftSaysWhy() {
        var gone = versions.pushed("abcdefabcdef", "no files", "lee", NOW);
        shadows.begin(gone, ALL, Duration.ofHours(1), Actor.atConsole("lee"));
        here.step();
        here.step();
        here.committed(List.of(call(1, "hello")));

        assertThat(shadows.latest().orElseThrow().found().problems())
                .singleElement()
                .asString()
                .startsWith("here:1 cannot run it: there is no version abcdefabcdef");
    }

    private void begin(Share share) {
        var begun = shadows.begin(draft, share, Duration.ofHours(1), Actor.atConsole("lee"));
        assertThat(begun).isInstanceOf(Shadows.Outcome.Done.class);
        here.step();
    }

    private ShadowFindings found(NodeShadow node, long messages) {
        Await.that("they are compared", () -> {
            node.step();
            return shadows.latest().orElseThrow().found().messages() >= messages;
        });
        return shadows.latest().orElseThrow().found();
    }

    /// A turn as the active version decides it.
    private static RouterCall call(int who, String text) {
        var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), "+1555010%04d".formatted(who)));
        var conversation = Conversation.open(
                        new Conversation.Id(new UUID(0, who)), new UUID(1, who), lane, Locale.ENGLISH, NOW)
                .counting(NOW);
        var inbound = new Inbound(
                Message.Id.received("city-sms", "SM" + who + text.length()),
                "city-sms",
                "SM" + who,
                lane.citizen(),
                new Content.Text(text),
                NOW,
                NOW,
                Optional.empty(),
                Set.of(),
                0);
        var situation = new Situation(NOW.atZone(loaded.load(active).city().zone()), Consent.IMPLIED, false, Map.of());
        return new RouterCall(
                conversation, inbound, situation, router.route(conversation, inbound, situation), active.hex());
    }
}
