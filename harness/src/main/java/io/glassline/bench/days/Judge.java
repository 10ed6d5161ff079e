package io.glassline.bench.days;

import io.glassline.bench.days.Books.InboundRow;
import io.glassline.bench.days.Books.SendRow;
import io.glassline.bench.days.Item.Key;
import io.glassline.routing.Flood;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// What became of an item, by the gateway's record: one of the [Outcome]s that its kind may have, or a fault with why.
public record Judge(Books books) {

    private static final Set<String> WITH_PEOPLE = Set.of("waiting", "agent");

    /// What leaves no trace but the provider's 200, and is therefore believed only of items of that very kind.
    private static final List<Outcome> WITHOUT_TRACE = List.of(Outcome.GUEST, Outcome.REPORT, Outcome.HUNG_UP);

    /// @param outcome empty when the gateway has failed the item
    /// @param where the queue or list in which a person finds it, or why it is a fault
    public record Verdict(Optional<Outcome> outcome, String where) {

        static Verdict of(Outcome outcome, String where) {
            return new Verdict(Optional.of(outcome), where);
        }

        static Verdict fault(String why) {
            return new Verdict(Optional.empty(), why);
        }
    }

    /// @param status what its provider was answered
    public Verdict of(Item item, int status) {
        var verdict = whatever(item, status);
        return verdict.outcome()
                        .filter(outcome -> !item.may().contains(outcome))
                        .isPresent()
                ? Verdict.fault(
                        "it came to “" + verdict.outcome().get().words() + "”, " + verdict.where() + ", and may not")
                : verdict;
    }

    private Verdict whatever(Item item, int status) {
        if (isQuarantined(item)) {
            return Verdict.of(Outcome.WITH_A_PERSON, "in quarantine");
        }
        return switch (status) {
            case 200, 202, 204, 250 -> taken(item);
            case 401, 403 -> Verdict.of(Outcome.NOT_GENUINE, "refused");
            case 413 -> Verdict.of(Outcome.TOO_LARGE, "refused");
            default -> Verdict.fault("its provider was answered " + status);
        };
    }

    private boolean isQuarantined(Item item) {
        return switch (item.key()) {
            case Key.ById(var _, var id) -> isQuarantined(id);
            case Key.ByOwnMailId(var id) -> isQuarantined(id);
            case Key.ByMailId _, Key.ByCaller _, Key.Nowhere _ -> false;
        };
    }

    private boolean isQuarantined(String id) {
        return books.quarantined().stream().anyMatch(body -> body.contains(id));
    }

    private Verdict taken(Item item) {
        var rows = rows(item.key());
        if (rows.isEmpty()) {
            return Stream.concat(WITHOUT_TRACE.stream(), Stream.of(Outcome.CONSENT))
                    .filter(item.may()::contains)
                    .filter(outcome -> outcome != Outcome.CONSENT || item.key() instanceof Key.Nowhere)
                    .findFirst()
                    .map(outcome -> Verdict.of(outcome, ""))
                    .orElseGet(() -> Verdict.fault("it got its " + "200 and is nowhere in the record"));
        }
        if (item.may().contains(Outcome.REPEATED)) {
            return rows.size() == 1
                    ? Verdict.of(Outcome.REPEATED, "")
                    : Verdict.fault("it is " + rows.size() + " times in the record");
        }
        return rows.stream()
                .map(this::message)
                .reduce((first, next) -> first.outcome().isEmpty() ? first : next)
                .orElseThrow();
    }

    private List<InboundRow> rows(Key key) {
        return books.inbound().stream()
                .filter(row -> switch (key) {
                    case Key.ById(var account, var id) ->
                        row.account().equals(account)
                                && (row.providerId().equals(id)
                                        || row.providerId().startsWith(id + ":media:")); // files have ids of their own
                    case Key.ByMailId(var id, var from) ->
                        row.mailId() != null
                                && bare(row.mailId()).equals(bare(id))
                                && row.address().equals(from);
                    case Key.ByOwnMailId(var id) ->
                        row.mailId() != null && bare(row.mailId()).equals(bare(id));
                    case Key.ByCaller(var number) ->
                        row.account().equals("city-voice") && row.address().startsWith(number + ";call=");
                    case Key.Nowhere() -> false;
                })
                .toList();
    }

    private static String bare(String mailId) {
        return mailId.replaceAll("^<|>$", "");
    }

    private Verdict message(InboundRow row) {
        if (row.isSignal()) {
            return Verdict.of(Outcome.SIGNAL, "");
        }
        var decision = books.decisions().get(row.id());
        if (!row.isFinished() || decision == null) {
            return Verdict.fault("it has had no turn" + (row.failure() == null ? "" : ": " + row.failure()));
        }
        var answers = books.answers().getOrDefault(row.id(), List.of());
        var sends = answers.stream()
                .flatMap(answer -> Optional.ofNullable(books.sends().get(answer)).stream())
                .toList();
        var unsent = sends.stream().filter(send -> !send.isSettled()).findFirst();
        if (unsent.isPresent() && !row.account().equals("city-voice")) {
            return Verdict.fault("its answer was never sent: " + unsent.get().note());
        }
        return withPeople(row.id(), decision.outcome())
                .or(() -> undelivered(sends))
                .or(() -> answers.isEmpty()
                                || sends.size() < answers.size()
                                        && !row.account().equals("city-voice")
                        ? Optional.empty()
                        : Optional.of(Verdict.of(Outcome.ANSWERED, decision.outcome())))
                .or(() -> stated(decision))
                .orElseGet(() -> Verdict.fault("decided " + decision.outcome() + " (" + decision.words()
                        + "), without an answer, and no person has it"));
    }

    private Optional<Verdict> withPeople(UUID message, String outcome) {
        var place = books.places().get(message);
        var isForPeople = outcome.startsWith("queue:") || outcome.equals("stays");
        return isForPeople && place != null && WITH_PEOPLE.contains(place.state())
                ? Optional.of(Verdict.of(Outcome.WITH_A_PERSON, "in the queue " + place.queue()))
                : Optional.empty();
    }

    /// An answer that did not arrive lies in the list of what was not delivered.
    private static Optional<Verdict> undelivered(List<SendRow> sends) {
        var dead = sends.stream().filter(SendRow::isDead).findFirst();
        return dead.map(send -> send.isWaitingDead()
                ? Verdict.of(Outcome.WITH_A_PERSON, "not delivered: " + send.note())
                : Verdict.fault("its answer did not arrive, and nobody is told: " + send.note()));
    }

    private static Optional<Verdict> stated(Books.DecisionRow decision) {
        if (decision.outcome().equals("gate:stop") || decision.outcome().equals("gate:start")) {
            return Optional.of(Verdict.of(Outcome.CONSENT, decision.outcome()));
        }
        if (!decision.outcome().equals("kept")) {
            return Optional.empty();
        }
        return switch (decision.rule()) {
            case "automatic mail" -> Optional.of(Verdict.of(Outcome.MACHINE, ""));
            case "machine text" -> Optional.of(Verdict.of(Outcome.MACHINE, ""));
            case "more words" -> Optional.of(Verdict.of(Outcome.WITH_NEXT, ""));
            case "beside words" -> Optional.of(Verdict.of(Outcome.BESIDE_WORDS, ""));
            case Flood.GATE -> Optional.of(Verdict.of(Outcome.FLOOD, ""));
            default ->
                decision.words().startsWith("There are no words in it")
                        ? Optional.of(Verdict.of(Outcome.NO_WORDS, ""))
                        : Optional.empty();
        };
    }
}
