package io.glassline.desk;

import io.glassline.audit.AccessEvent;
import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import java.time.InstantSource;
import java.util.Optional;

/// Puts on the record who signed in and out, and who was refused. Each call is an entry, durable when it returns.
public final class AccessLog {

    private final AuditEntries audit;
    private final Desk.AuditWriter record;
    private final InstantSource clock;

    public AccessLog(AuditEntries audit, Desk.AuditWriter record, InstantSource clock) {
        this.audit = audit;
        this.record = record;
        this.clock = clock;
    }

    public void signedIn(Actor who) {
        record.write(audit.of(new AccessEvent.SignIn(who, clock.instant())));
    }

    public void signedOut(Actor who) {
        record.write(audit.of(new AccessEvent.SignOut(who, clock.instant())));
    }

    /// @param account the account that was tried; empty when there is none of that name.
    /// @param address where it was tried from.
    public void refused(Optional<String> account, String address) {
        var who = Actor.atConsole(account.orElse(AccessEvent.Refusal.NOBODY)).from(address);
        record.write(audit.of(new AccessEvent.Refusal(who, clock.instant())));
    }
}
