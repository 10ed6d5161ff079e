package io.glassline.records;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// How the city answers requests for records: `records.yml`.
///
/// @param answerWithinDays calendar days from the day a request was received
public record RecordsRules(int answerWithinDays, List<Reason> reasons) {

    /// Of a city that says nothing else, in calendar days.
    public static final int ANSWER_WITHIN_DAYS = 10;

    public static final int ANSWER_WITHIN_MAX_DAYS = 365;

    /// Of a city without `records.yml`: all is released, for there is no reason not to.
    public static final RecordsRules NONE = new RecordsRules(ANSWER_WITHIN_DAYS, List.of());

    public RecordsRules {
        reasons = List.copyOf(reasons);
    }

    public LocalDate due(LocalDate receivedOn) {
        return receivedOn.plusDays(answerWithinDays);
    }

    public Optional<Reason> reason(String code) {
        return reasons.stream().filter(reason -> reason.code().equals(code)).findFirst();
    }

    /// The first that is proposed for such a passage.
    public Optional<Reason> proposedFor(Proposal.Kind kind) {
        return reasons.stream()
                .filter(reason -> reason.proposedFor().contains(kind))
                .findFirst();
    }
}
