package io.glassline.bench.days;

import static io.glassline.bench.days.Outcome.ANSWERED;
import static io.glassline.bench.days.Outcome.GUEST;
import static io.glassline.bench.days.Outcome.MACHINE;
import static io.glassline.bench.days.Outcome.REPEATED;
import static io.glassline.bench.days.Outcome.SIGNAL;
import static io.glassline.bench.days.Outcome.WITH_A_PERSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.bench.days.Books.DecisionRow;
import io.glassline.bench.days.Books.InboundRow;
import io.glassline.bench.days.Books.PlaceRow;
import io.glassline.bench.days.Books.SendRow;
import io.glassline.bench.days.Item.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One text message with its 200, and what is said of it by books that tell of it in different ways. A
/// gateway that loses it in any of them must not pass.
class JudgeTest {

    private static final UUID MESSAGE = new UUID(1, 1);
    private static final UUID ANSWER = new UUID(1, 2);
    private static final Set<Outcome> A_QUESTION = Set.of(ANSWERED, WITH_A_PERSON);

    static Stream<Arguments> books() {
        return Stream.of(
                row("answered", A_QUESTION, 200, _ -> {}, ANSWERED),
                row("its provider got no 200", A_QUESTION, 500, _ -> {}, null),
                row("nowhere in the record", A_QUESTION, 200, b -> b.inbound.clear(), null),
                row("it has had no turn", A_QUESTION, 200, b -> b.inbound(false, false), null),
                row("nothing was decided", A_QUESTION, 200, b -> b.decisions.clear(), null),
                row("decided, and not answered", A_QUESTION, 200, b -> b.answers.clear(), null),
                row(
                        "kept, and nobody looks",
                        A_QUESTION,
                        200,
                        b -> b.decided("kept", "a new rule").answers.clear(),
                        null),
                row("its answer was never sent", A_QUESTION, 200, b -> b.send(false, false, false), null),
                row(
                        "its answer did not arrive, and staff see it",
                        A_QUESTION,
                        200,
                        b -> b.send(true, true, true),
                        WITH_A_PERSON),
                row(
                        "its answer did not arrive, and staff left it",
                        A_QUESTION,
                        200,
                        b -> b.send(true, true, false),
                        null),
                row(
                        "in a queue",
                        A_QUESTION,
                        200,
                        b -> b.decided("queue:roads", "x").at("waiting").answers.clear(),
                        WITH_A_PERSON),
                row(
                        "in a queue, and closed since",
                        A_QUESTION,
                        200,
                        b -> b.decided("queue:roads", "x").at("closed").answers.clear(),
                        null),
                row("in quarantine", A_QUESTION, 400, b -> b.quarantined.add("MessageSid=SM1&"), WITH_A_PERSON),
                row("a question taken for a signal", A_QUESTION, 200, b -> b.inbound(true, true), null),
                row(
                        "a question taken for a machine's",
                        A_QUESTION,
                        200,
                        b -> b.decided("kept", "automatic mail").answers.clear(),
                        null),
                row("a question refused as forged", A_QUESTION, 401, b -> b.inbound.clear(), null),
                row("a signal", Set.of(SIGNAL), 200, b -> b.inbound(true, true), SIGNAL),
                row("a signal that was answered", Set.of(SIGNAL), 200, _ -> {}, null),
                row(
                        "a machine's",
                        Set.of(MACHINE),
                        200,
                        b -> b.decided("kept", "automatic mail").answers.clear(),
                        MACHINE),
                row("a machine's that was answered", Set.of(MACHINE), 200, _ -> {}, null),
                row("said in a group", Set.of(GUEST), 200, b -> b.inbound.clear(), GUEST),
                row("said in a group, and answered", Set.of(GUEST), 200, _ -> {}, null),
                row("the same again", Set.of(REPEATED), 200, _ -> {}, REPEATED),
                row(
                        "the same again, twice in the record",
                        Set.of(REPEATED),
                        200,
                        b -> b.inbound.add(b.inbound.getFirst()),
                        null));
    }

    private static Arguments row(String what, Set<Outcome> may, int status, Consumer<Paper> change, Outcome outcome) {
        return Arguments.of(what, may, status, change, outcome);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("books")
    void saysWhatBecameOfIt(String what, Set<Outcome> may, int status, Consumer<Paper> change, Outcome outcome) {
        var paper = new Paper();
        change.accept(paper);
        var item = new Item("question", Instant.EPOCH, new Key.ById("city-sms", "SM1"), "hello", may, _ -> status);

        var verdict = new Judge(paper.books()).of(item, status);

        assertThat(verdict.outcome().orElse(null)).as(verdict.where()).isEqualTo(outcome);
    }

    private static final class Paper {

        final List<InboundRow> inbound = new ArrayList<>();
        final Map<UUID, DecisionRow> decisions = new HashMap<>();
        final Map<UUID, List<UUID>> answers = new HashMap<>();
        final Map<UUID, SendRow> sends = new HashMap<>();
        final Map<UUID, PlaceRow> places = new HashMap<>();
        final List<String> quarantined = new ArrayList<>();

        Paper() {
            inbound(false, true);
            decided("bot:trash-day", "otherwise");
            at("bot");
            answers.put(MESSAGE, List.of(ANSWER));
            send(true, false, false);
        }

        Paper inbound(boolean isSignal, boolean isFinished) {
            inbound.clear();
            inbound.add(new InboundRow(MESSAGE, "city-sms", "+1555", "SM1", null, isSignal, isFinished, null));
            return this;
        }

        Paper decided(String outcome, String rule) {
            decisions.put(MESSAGE, new DecisionRow(outcome, rule, "because"));
            return this;
        }

        Paper at(String state) {
            places.put(MESSAGE, new PlaceRow(state, "roads"));
            return this;
        }

        Paper send(boolean isSettled, boolean isDead, boolean isWaitingDead) {
            sends.put(ANSWER, new SendRow(isSettled, isDead, isWaitingDead, "note"));
            return this;
        }

        Books books() {
            return new Books(inbound, decisions, answers, sends, places, quarantined);
        }
    }
}
