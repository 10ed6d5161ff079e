package io.glassline.intake;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent.FromCitizen;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.intake.Envelopes.Said;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.List;

/// Reads the calls of a time again with today's adapter, and compares: so a mistake in an adapter can be found after
/// it was mended, and what it overlooked can be taken in late.
///
/// A message that is known stays as it is, whatever is read today: its words are committed to in the public log.
public final class Rereading {

    private static final int PAGE_CALLS = 200;

    private final Envelopes envelopes;
    private final Intake intake;

    public Rereading(Envelopes envelopes, Intake intake) {
        this.envelopes = envelopes;
        this.intake = intake;
    }

    /// - `calls`: looked at; `unread`: of these, not understood today, or not proven.
    /// - `same`, `different`, `missing`: messages that are as they were read then, that are not, that were not read
    ///   then at all.
    /// - `taken`: calls with something missing that were taken in now.
    public record Report(int calls, int unread, int same, int different, int missing, int taken) {

        static final Report EMPTY = new Report(0, 0, 0, 0, 0, 0);

        Report plus(Report other) {
            return new Report(
                    calls + other.calls,
                    unread + other.unread,
                    same + other.same,
                    different + other.different,
                    missing + other.missing,
                    taken + other.taken);
        }
    }

    /// Blocks for as long as it takes.
    ///
    /// @param take whether calls with a message that is missing are taken in, as if they came today.
    public Report reread(ChannelAccount account, ChannelAdapter adapter, Instant since, Instant until, boolean take) {
        var report = Report.EMPTY;
        var after = 0L;
        for (var page = envelopes.page(account.id(), since, until, after, PAGE_CALLS);
                !page.isEmpty();
                page = envelopes.page(account.id(), since, until, after, PAGE_CALLS)) {
            for (var envelope : page) {
                report = report.plus(reread(envelope.call(), account, adapter, take));
            }
            after = page.getLast().number();
        }
        return report;
    }

    private Report reread(WebhookCall call, ChannelAccount account, ChannelAdapter adapter, boolean take) {
        var messages = messages(call, account, adapter);
        var known = envelopes.said(messages.stream().map(m -> id(account, m)).toList());
        var same = 0;
        var missing = 0;
        for (var message : messages) {
            var before = known.get(id(account, message));
            if (before == null) {
                missing++;
            } else if (before.equals(new Said(message.from(), message.content()))) {
                same++;
            }
        }
        if (take && missing > 0) {
            intake.accept(call, adapter, account).join();
        }
        var different = messages.size() - same - missing;
        return new Report(1, messages.isEmpty() ? 1 : 0, same, different, missing, take && missing > 0 ? 1 : 0);
    }

    private static Message.Id id(ChannelAccount account, FromCitizen message) {
        return Message.Id.received(account.id(), message.providerId());
    }

    private static List<FromCitizen> messages(WebhookCall call, ChannelAccount account, ChannelAdapter adapter) {
        try {
            return NextSecrets.receive(call, adapter, account) instanceof Receipt.Events events
                    ? events.fromCitizens()
                    : List.of();
        } catch (RuntimeException e) {
            return List.of(); // counted as unread
        }
    }
}
