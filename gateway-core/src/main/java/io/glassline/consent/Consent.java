package io.glassline.consent;

import io.glassline.consent.ConsentChange.Standing;
import java.time.Instant;
import java.util.List;

/// How a citizen stands with one programme, as the ledger has it.
///
/// @param how by what way that was learned, and since when it stands
/// @param told whether we have written to the citizen about it since
public record Consent(Standing standing, String how, Instant since, boolean told) {

    public static final Consent IMPLIED = new Consent(Standing.IMPLIED, "", Instant.EPOCH, false);

    /// Of a citizen's lines about one programme the last two, the last one first.
    public static Consent of(List<ConsentChange> lines) {
        if (lines.isEmpty()) {
            return IMPLIED;
        }
        var last = lines.getFirst();
        var told = last.how().equals(ConsentChange.TOLD);
        if (told && lines.size() == 1) {
            return new Consent(last.standing(), IMPLIED.how(), IMPLIED.since(), true);
        }
        var changed = told ? lines.get(1) : last;
        return new Consent(changed.standing(), changed.how(), changed.at(), told);
    }

    public boolean isOptedOut() {
        return standing == Standing.OPTED_OUT;
    }

    /// Whether the provider itself sends nothing more: to try would only be refused.
    public boolean isStoppedByProvider() {
        return isOptedOut() && how.equals(ConsentChange.PROVIDER);
    }

    /// Whether `change` says more than what stands.
    public boolean isNews(ConsentChange change) {
        return change.standing() != standing
                || isOptedOut() && change.how().equals(ConsentChange.PROVIDER) && !isStoppedByProvider();
    }
}
