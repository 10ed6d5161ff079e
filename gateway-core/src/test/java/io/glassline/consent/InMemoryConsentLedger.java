package io.glassline.consent;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.ConsentEvent;
import io.glassline.channel.ChannelEvent.Joint;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The plainest ledger there can be.
public final class InMemoryConsentLedger implements ConsentLedger {

    private final InMemoryRecord record;
    private final AuditEntries audit;
    private final Map<Lane, Alias> aliases = new HashMap<>();

    public InMemoryConsentLedger(InMemoryRecord record, AuditEntries audit) {
        this.record = record;
        this.audit = audit;
    }

    /// Whose address it is, and which id it went with last, if it is a number.
    private record Alias(UUID person, Optional<String> id) {}

    @Override
    public Consent consent(Lane lane, String programme) {
        synchronized (record) {
            return Consent.of(record.consents.reversed().stream()
                    .filter(line ->
                            isSame(line.lane(), lane) && line.programme().equals(programme))
                    .limit(2)
                    .toList());
        }
    }

    private boolean isSame(Lane one, Lane other) {
        var alias = aliases.get(one);
        var same = aliases.get(other);
        return one.equals(other)
                || alias != null && same != null && alias.person().equals(same.person());
    }

    @Override
    public void write(ConsentChange change) {
        synchronized (record) {
            if (consent(change.lane(), change.programme()).isNews(change)) {
                record.consents.add(change);
                record.entries.add(audit.of(new ConsentEvent(change)));
            }
        }
    }

    @Override
    public void join(Lane lane, Address also, Joint how) {
        synchronized (record) {
            var other = new Lane(lane.accountId(), also);
            var alias = aliases.get(lane);
            var known = aliases.get(other);
            var id = how == Joint.ID_AND_NUMBER ? Optional.of(lane.citizen().value()) : Optional.<String>empty();
            var isFree = known != null
                    && how == Joint.ID_AND_NUMBER
                    && (known.id().isEmpty() || known.id().equals(id));
            var person = isFree ? known.person() : alias != null ? alias.person() : UUID.randomUUID();
            if (alias == null) {
                aliases.put(lane, new Alias(person, Optional.empty()));
            } else if (isFree) {
                aliases.replaceAll((_, one) -> one.person().equals(alias.person()) ? new Alias(person, one.id()) : one);
            }
            aliases.put(other, new Alias(person, id));
        }
    }
}
