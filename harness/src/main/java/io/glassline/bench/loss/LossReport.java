package io.glassline.bench.loss;

import io.glassline.bench.loss.GatewayRecord.AnswerRow;
import io.glassline.bench.loss.GatewayRecord.DecisionRow;
import io.glassline.bench.loss.GatewayRecord.Everything;
import io.glassline.bench.loss.GatewayRecord.InboundRow;
import io.glassline.bench.loss.GatewayRecord.OutboxRow;
import io.glassline.bench.loss.GatewayRecord.PartRow;
import io.glassline.bench.loss.ProvidersClient.PerformedSend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The account of a run, from its four books: the harness's own journal of what got a 200, the gateway's record, the
/// providers' ledger of what they sent, and the public log.
///
/// - **lost**: a message got its 200 and is not in the record, was not acted on, was not answered as it should have
///   been, its answer was not sent, was given up though it surely was not sent, or one of these is not on the log;
/// - **duplicated**: a message was acted on or answered more than once, or a provider sent more than the record knows;
/// - **out of order**: one citizen's messages were decided, answered or sent in another order than that in
///   which they got their 200;
/// - **left to people**: an answer of which nobody can know whether it was sent, on a channel that cannot be asked:
///   by policy it is not sent again, and staff are shown it. Counted apart, and neither lost nor duplicated.
record LossReport(List<String> lost, List<String> duplicated, List<String> outOfOrder, List<String> leftToPeople) {

    static final LossReport NOTHING = new LossReport(List.of(), List.of(), List.of(), List.of());

    boolean isClean() {
        return lost.isEmpty() && duplicated.isEmpty() && outOfOrder.isEmpty();
    }

    static LossReport lost(String what) {
        return new LossReport(List.of(what), List.of(), List.of(), List.of());
    }

    /// This and another account of the same run.
    LossReport and(LossReport other) {
        return new LossReport(
                together(lost, other.lost),
                together(duplicated, other.duplicated),
                together(outOfOrder, other.outOfOrder),
                together(leftToPeople, other.leftToPeople));
    }

    private static List<String> together(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    static LossReport of(List<Citizen> citizens, Everything record, List<PerformedSend> ledger) {
        return new Reckoning(record, ledger).over(citizens);
    }

    private static final class Reckoning {

        private final List<String> lost = new ArrayList<>();
        private final List<String> duplicated = new ArrayList<>();
        private final List<String> outOfOrder = new ArrayList<>();
        private final List<String> leftToPeople = new ArrayList<>();

        private final Everything record;
        private final Map<String, List<InboundRow>> inbound;
        private final Map<UUID, List<DecisionRow>> decisions;
        private final Map<UUID, List<AnswerRow>> answers;
        private final Map<UUID, OutboxRow> outbox;
        private final Map<UUID, List<PartRow>> parts;

        /// Citizens who were told that a look-up is away: what they are told afterwards is no longer what their script
        /// expects. That it is told once and in order still counts.
        private final Set<Citizen> offScript = new HashSet<>();
        private final Map<String, Integer> sentAt = new HashMap<>();

        /// Sends of which the record does not know the provider's id, by account, citizen and words.
        private final Map<String, Integer> unknownSends = new HashMap<>();

        Reckoning(Everything record, List<PerformedSend> ledger) {
            this.record = record;
            this.inbound = record.inbound().stream()
                    .collect(Collectors.groupingBy(row -> row.account() + "\n" + row.providerId()));
            this.decisions = record.decisions().stream().collect(Collectors.groupingBy(DecisionRow::about));
            this.answers = record.answers().stream().collect(Collectors.groupingBy(AnswerRow::answers));
            this.outbox = record.outbox().stream().collect(Collectors.toMap(OutboxRow::message, Function.identity()));
            this.parts = record.parts().stream().collect(Collectors.groupingBy(PartRow::message));
            read(ledger);
        }

        private void read(List<PerformedSend> ledger) {
            var known = new HashSet<String>();
            for (var part : record.parts()) {
                if (part.providerId() != null && !known.add(part.account() + "\n" + part.providerId())) {
                    duplicated.add("two parts have the provider's id " + part.providerId());
                }
            }
            for (var n = 0; n < ledger.size(); n++) {
                var sent = ledger.get(n);
                for (var id : sent.providerIds()) {
                    var key = sent.account() + "\n" + id;
                    if (sentAt.putIfAbsent(key, n) != null) {
                        duplicated.add(sent.account() + ": the provider has " + id + " twice");
                    }
                    if (!known.contains(key)) {
                        unknownSends.merge(words(sent.account(), sent.to(), sent.text()), 1, Integer::sum);
                    }
                }
            }
        }

        private static String words(String account, String to, String text) {
            return account + "\n" + to.replaceAll("^\\+", "") + "\n" + Question.oneLine(text);
        }

        LossReport over(List<Citizen> citizens) {
            for (var citizen : citizens) {
                citizen.says.forEach(this::message);
                order(citizen);
            }
            unknownSends.forEach((words, count) -> {
                for (var n = 0; n < count; n++) {
                    duplicated.add("sent, and no part of the record knows of it: " + words.replace('\n', ' '));
                }
            });
            return new LossReport(lost, duplicated, outOfOrder, leftToPeople);
        }

        private void message(CitizenMessage said) {
            var rows = inbound.getOrDefault(said.citizen.channel.account() + "\n" + said.providerId, List.of());
            if (rows.size() > 1) {
                duplicated.add(said + ": " + rows.size() + " times in the record");
            }
            if (rows.isEmpty()) {
                if (said.isAcknowledged()) {
                    lost.add(said + ": got its 200 and is not in the record");
                }
                return;
            }
            for (var row : rows) {
                inRecord(said, row);
            }
        }

        private void inRecord(CitizenMessage said, InboundRow row) {
            var decided = decisions.getOrDefault(row.id(), List.of());
            if (decided.size() > 1) {
                duplicated.add(said + ": acted on " + decided.size() + " times, inbound " + row.id());
            }
            if (decided.isEmpty() || !row.isFinished()) {
                lost.add(said + ": never acted on, inbound " + row.id()
                        + (row.failure() == null ? "" : ", last failure: " + row.failure()));
                return;
            }
            logged(said, row.id(), "message.received");
            logged(said, row.id(), "message.decided");
            var written = answers.getOrDefault(row.id(), List.of());
            if (written.isEmpty()) {
                lost.add(said + ": not answered, inbound " + row.id() + ", decided "
                        + decided.getFirst().outcome());
            }
            if (written.size() > 1) {
                duplicated.add(said + ": answered " + written.size() + " times, inbound " + row.id());
            }
            written.forEach(answer -> answer(said, answer));
            if (said.line.toPerson()
                    && !List.of("waiting", "agent")
                            .contains(record.stateByInbound().getOrDefault(row.id(), ""))) {
                lost.add(said + ": should be with people, and the conversation is "
                        + record.stateByInbound().get(row.id()));
            }
        }

        private void answer(CitizenMessage said, AnswerRow answer) {
            logged(said, answer.id(), "message.written");
            var theirs = parts.getOrDefault(answer.id(), List.of()).stream()
                    .sorted(Comparator.comparingInt(PartRow::number))
                    .toList();
            var words = Question.oneLine(theirs.stream().map(PartRow::text).collect(Collectors.joining(" ")));
            if (!offScript.contains(said.citizen) && !said.line.isAnsweredBy(words)) {
                lost.add(said + ": answered with something else, message " + answer.id() + ": “" + words + "”");
            }
            if (words.contains(Questions.LOOK_UP_AWAY)) {
                offScript.add(said.citizen);
            }
            var row = outbox.get(answer.id());
            if (row == null) {
                lost.add(said + ": its answer " + answer.id() + " is not in the outbox");
                return;
            }
            if (!row.isSettled()) {
                lost.add(said + ": its answer " + answer.id() + " was never sent; " + row.note());
            }
            var isInDoubt = theirs.stream().anyMatch(PartRow::isInDoubt);
            for (var part : theirs) {
                part(said, row, part, isInDoubt);
            }
        }

        private void part(CitizenMessage said, OutboxRow row, PartRow part, boolean isInDoubt) {
            var performed = part.providerId() != null && sentAt.containsKey(part.account() + "\n" + part.providerId());
            if (performed) {
                return;
            }
            var isSentUnderUnknownId = tookUnknownSend(row, part);
            if (row.isDead() && isInDoubt) {
                leftToPeople.add(
                        said + ": " + row.note() + (isSentUnderUnknownId ? " (it was sent)" : " (it was not)"));
            } else if (row.isDead() && !isSentUnderUnknownId) {
                lost.add(said + ": its answer " + row.message() + " was given up, and surely not sent: " + row.note());
            } else if (isSentUnderUnknownId) {
                lost.add(said + ": sent, but the record does not know the provider's id; message " + row.message());
            } else {
                lost.add(said + ": its answer was not sent, message " + row.message() + ", part " + part.number() + " "
                        + part.delivery() + "; " + row.note());
            }
        }

        private boolean tookUnknownSend(OutboxRow row, PartRow part) {
            var key = words(row.account(), row.address(), part.text());
            var count = unknownSends.getOrDefault(key, 0);
            if (count == 0) {
                return false;
            }
            unknownSends.put(key, count - 1);
            return true;
        }

        private void logged(CitizenMessage said, UUID id, String kind) {
            var count = record.loggedByKind().getOrDefault(kind, Map.of()).getOrDefault(id, 0);
            if (count == 0) {
                lost.add(said + ": no entry " + kind + " on the log, message " + id);
            }
            if (count > 1) {
                duplicated.add(said + ": " + count + " entries " + kind + " on the log, message " + id);
            }
        }

        /// Not the order in which messages were stored: one that lay in a spool is stored late, and still handled
        /// before what came after it.
        private void order(Citizen citizen) {
            var acted = new Rising(citizen, "acted on");
            var answered = new Rising(citizen, "answered");
            var sent = new Rising(citizen, "sent");
            for (var said : citizen.says) {
                if (!said.isAcknowledged()) {
                    continue;
                }
                for (var row : inbound.getOrDefault(
                        citizen.channel.account() + "\n" + said.providerId, List.<InboundRow>of())) {
                    decisions.getOrDefault(row.id(), List.of()).forEach(decision -> acted.next(said, decision.id()));
                    for (var answer : answers.getOrDefault(row.id(), List.of())) {
                        var send = outbox.get(answer.id());
                        if (send != null) {
                            answered.next(said, send.seq());
                        }
                        for (var part : parts.getOrDefault(answer.id(), List.of())) {
                            var at = sentAt.get(part.account() + "\n" + part.providerId());
                            if (at != null) {
                                sent.next(said, at);
                            }
                        }
                    }
                }
            }
        }

        private final class Rising {

            private final Citizen citizen;
            private final String what;
            private long last = Long.MIN_VALUE;

            Rising(Citizen citizen, String what) {
                this.citizen = citizen;
                this.what = what;
            }

            void next(CitizenMessage said, long number) {
                if (number < last) {
                    outOfOrder.add(citizen.name() + ": #" + said.place + " (" + said.providerId + ") was " + what
                            + " too late");
                }
                last = Math.max(last, number);
            }
        }
    }
}
