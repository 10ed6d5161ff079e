package io.glassline.intake;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.QuarantineEvent;
import io.glassline.channel.WebhookCall;
import io.glassline.message.ChannelKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The plainest quarantine there can be.
public final class InMemoryQuarantine implements Quarantine {

    private final AuditEntries audit;
    private final Consumer<AuditEntry> entries;
    private final List<Kept> kept = new ArrayList<>();

    public InMemoryQuarantine(AuditEntries audit, Consumer<AuditEntry> entries) {
        this.audit = audit;
        this.entries = entries;
    }

    @Override
    public synchronized boolean keep(String accountId, ChannelKind channel, WebhookCall call, String because) {
        if (kept.stream().anyMatch(one -> same(one, accountId, call))) {
            return false;
        }
        var line = new Line(kept.size() + 1L, accountId, channel, because, call.receivedAt(), call.body().length);
        kept.add(new Kept(line, call, Optional.empty()));
        write(new QuarantineEvent.Arrival(accountId, channel, line.number(), call.receivedAt()));
        return true;
    }

    private static boolean same(Kept one, String accountId, WebhookCall call) {
        return one.line().accountId().equals(accountId) && identity(one.call()).equals(identity(call));
    }

    private static String identity(WebhookCall call) {
        return String.join(
                "\n",
                call.method(),
                call.endpoint(),
                call.rawQuery(),
                new String(call.body(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public synchronized List<Line> waiting(int countMax) {
        return kept.reversed().stream()
                .filter(one -> one.settled().isEmpty())
                .map(Kept::line)
                .limit(countMax)
                .toList();
    }

    @Override
    public synchronized long waitingCount() {
        return waiting(Integer.MAX_VALUE).size();
    }

    @Override
    public synchronized Optional<Kept> find(long number) {
        return kept.stream().filter(one -> one.line().number() == number).findFirst();
    }

    @Override
    public synchronized Optional<Kept> view(long number, Actor by, Instant at) {
        var found = find(number);
        found.map(Kept::line)
                .ifPresent(line ->
                        write(new QuarantineEvent.View(line.accountId(), line.channel(), line.number(), by, at)));
        return found;
    }

    @Override
    public synchronized boolean settle(long number, How how, Actor by, Instant at) {
        var found = find(number).filter(one -> one.settled().isEmpty());
        found.ifPresent(one -> {
            kept.set(kept.indexOf(one), new Kept(one.line(), one.call(), Optional.of(how)));
            var line = one.line();
            write(
                    switch (how) {
                        case READ_AGAIN ->
                            new QuarantineEvent.Redrive(line.accountId(), line.channel(), line.number(), by, at);
                        case SET_ASIDE ->
                            new QuarantineEvent.SettingAside(line.accountId(), line.channel(), line.number(), by, at);
                    });
        });
        return found.isPresent();
    }

    private void write(QuarantineEvent event) {
        entries.accept(audit.of(event));
    }
}
