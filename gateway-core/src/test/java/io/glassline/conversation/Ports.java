package io.glassline.conversation;

import io.glassline.audit.AuditEntry;
import io.glassline.consent.ConsentLedger;
import io.glassline.intake.InboundLog;
import io.glassline.intake.RecordedMessages;
import io.glassline.outbox.DeadLetters;
import io.glassline.outbox.Outbox;
import io.glassline.store.ConversationStore;
import java.util.List;
import java.util.function.Supplier;

/// The ports of one store, wired to each other as in production. `entries` reads the audit stream so far, in order.
///
/// The contracts share one store among many tests, so every test works on accounts and lanes of its own.
public record Ports(
        InboundLog inbound,
        ConversationStore store,
        Outbox outbox,
        DeadLetters deadLetters,
        ConsentLedger ledger,
        RecordedMessages recorded,
        Supplier<List<AuditEntry>> entries) {}
