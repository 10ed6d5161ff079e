package io.glassline.bench.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.bench.loss.GatewayRecord.AnswerRow;
import io.glassline.bench.loss.GatewayRecord.DecisionRow;
import io.glassline.bench.loss.GatewayRecord.Everything;
import io.glassline.bench.loss.GatewayRecord.InboundRow;
import io.glassline.bench.loss.GatewayRecord.OutboxRow;
import io.glassline.bench.loss.GatewayRecord.PartRow;
import io.glassline.bench.loss.ProvidersClient.PerformedSend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One citizen, two messages, both with their 200; and what the account says of books that do not agree.
class LossReportTest {

    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");

    static Stream<Arguments> books() {
        return Stream.of(
                books("all is well", _ -> {}, 0, 0, 0, 0),
                books("not in the record", b -> b.inbound.removeFirst(), 1, 0, 0, 0),
                books(
                        "neither its 200 nor in the record",
                        b -> b.unacknowledged(0).inbound.removeFirst(),
                        0,
                        0,
                        0,
                        0),
                books("in the record twice", b -> b.inbound.add(inbound("1", 0)), 0, 1, 0, 0),
                books("no turn", b -> b.decisions.removeFirst(), 1, 0, 0, 0),
                books("two turns", b -> b.decisions.add(new DecisionRow(id("in 1"), 1, "bot")), 0, 1, 0, 0),
                books("no answer", b -> b.answers.removeFirst(), 1, 0, 0, 0),
                books("another answer", b -> b.part(0, "Bananas.", "out-1"), 1, 0, 0, 0),
                books("not sent", b -> b.part(0, "Answer 1.", null).ledger.removeFirst(), 1, 0, 0, 0),
                books("the provider denies it", b -> b.ledger.removeFirst(), 1, 0, 0, 0),
                books("sent twice", b -> b.ledger.add(sent("Answer 1.", "out-x")), 0, 1, 0, 0),
                books("sent under an unknown id", b -> b.part(0, "Answer 1.", null), 1, 0, 0, 0),
                books(
                        "a dead letter",
                        b -> b.dead(0).part(0, "Answer 1.", null).ledger.removeFirst(),
                        0,
                        0,
                        0,
                        1),
                books("a dead letter that was sent", b -> b.dead(0).part(0, "Answer 1.", null), 0, 0, 0, 1),
                books(
                        "a dead letter that the provider refused, as one does whose token expired",
                        b -> b.dead(0).refused(0, "20003").ledger.removeFirst(),
                        1,
                        0,
                        0,
                        0),
                books(
                        "a dead letter that no provider was asked about",
                        b -> b.dead(0).neverTried(0).ledger.removeFirst(),
                        1,
                        0,
                        0,
                        0),
                books("not on the log", b -> b.logged.get("message.decided").remove(id("in 1")), 1, 0, 0, 0),
                books("twice on the log", b -> b.logged.get("message.written").put(id("answer 1"), 2), 0, 1, 0, 0),
                books("sent the other way round", b -> b.ledger.add(b.ledger.removeFirst()), 0, 0, 1, 0),
                books(
                        "stored the other way round, and handled in order",
                        b -> b.inbound.set(0, inbound("1", 7)),
                        0,
                        0,
                        0,
                        0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("books")
    void saysWhatIsWrong(String what, Consumer<Books> mistake, int lost, int duplicated, int outOfOrder, int left) {
        var books = new Books();
        mistake.accept(books);

        var report = LossReport.of(List.of(books.citizen), books.record(), books.ledger);

        assertThat(report.lost()).as("lost").hasSize(lost);
        assertThat(report.duplicated()).as("duplicated").hasSize(duplicated);
        assertThat(report.outOfOrder()).as("out of order").hasSize(outOfOrder);
        assertThat(report.leftToPeople()).as("left to people").hasSize(left);
        assertThat(report.isClean()).as("clean").isEqualTo(lost + duplicated + outOfOrder == 0);
    }

    private static Arguments books(
            String what, Consumer<Books> mistake, int lost, int duplicated, int outOfOrder, int left) {
        return Arguments.of(what, mistake, lost, duplicated, outOfOrder, left);
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static InboundRow inbound(String number, long seq) {
        return new InboundRow(id("in " + number), "city-sms", "SM" + number, seq, true, null);
    }

    private static PerformedSend sent(String text, String providerId) {
        return new PerformedSend("city-sms", "+15552000001", text, List.of(providerId));
    }

    private static final class Books {

        final Citizen citizen = new Citizen(1, Channel.SMS);
        final List<InboundRow> inbound = new ArrayList<>();
        final List<DecisionRow> decisions = new ArrayList<>();
        final List<AnswerRow> answers = new ArrayList<>();
        final List<OutboxRow> outbox = new ArrayList<>();
        final List<PartRow> parts = new ArrayList<>();
        final List<PerformedSend> ledger = new ArrayList<>();
        final Map<String, Map<UUID, Integer>> logged = new HashMap<>();

        Books() {
            for (var number : List.of("1", "2")) {
                var place = citizen.says.size();
                var said = new CitizenMessage(
                        citizen, place, Question.answered("Question " + number, "Answer"), "SM" + number, new byte[0]);
                said.acknowledgedNanos = place;
                citizen.says.add(said);
                var incoming = id("in " + number);
                var answer = id("answer " + number);
                inbound.add(inbound(number, place));
                decisions.add(new DecisionRow(incoming, place, "bot"));
                answers.add(new AnswerRow(answer, incoming, id("conversation"), 2 * place + 2));
                outbox.add(new OutboxRow(answer, place, "city-sms", citizen.address, true, false, "sent"));
                parts.add(new PartRow(
                        answer, 0, "city-sms", "Answer " + number + ".", "ACCEPTED", NOW, "out-" + number, null));
                ledger.add(sent("Answer " + number + ".", "out-" + number));
                for (var kind : List.of("message.received", "message.decided", "message.written")) {
                    logged.computeIfAbsent(kind, _ -> new HashMap<>())
                            .put(kind.equals("message.written") ? answer : incoming, 1);
                }
            }
        }

        Books part(int at, String text, String providerId) {
            var part = parts.get(at);
            parts.set(at, new PartRow(part.message(), 0, part.account(), text, part.delivery(), NOW, providerId, null));
            return this;
        }

        Books refused(int at, String code) {
            var part = parts.get(at);
            parts.set(at, new PartRow(part.message(), 0, part.account(), part.text(), "FAILED", NOW, null, code));
            return this;
        }

        Books neverTried(int at) {
            var part = parts.get(at);
            parts.set(at, new PartRow(part.message(), 0, part.account(), part.text(), "FAILED", null, null, null));
            return this;
        }

        /// The provider got no answer, and will come again.
        Books unacknowledged(int at) {
            citizen.says.get(at).acknowledgedNanos = -1;
            return this;
        }

        Books dead(int at) {
            var row = outbox.get(at);
            outbox.set(
                    at, new OutboxRow(row.message(), row.seq(), row.account(), row.address(), true, true, "in doubt"));
            return this;
        }

        Everything record() {
            return new Everything(inbound, decisions, answers, outbox, parts, logged, Map.of(), 6);
        }
    }
}
