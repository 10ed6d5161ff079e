package io.glassline.channels.whatsapp;

import static io.glassline.channel.SendOutcome.Rejected.FILTERED;
import static io.glassline.channel.SendOutcome.Rejected.OPTED_OUT;
import static io.glassline.channel.SendOutcome.Rejected.UNREACHABLE;
import static io.glassline.channel.SendOutcome.Rejected.WINDOW_CLOSED;

import io.glassline.channels.ProviderErrors;
import io.glassline.channels.ProviderErrors.Meaning;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What Meta's numbers mean:
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes>. The same
/// whether it says so at once or in a report.
final class WhatsAppErrors {

    /// So many messages to one citizen in so short a time.
    static final int PAIR_RATE = 131056;

    /// The recipient wants no more marketing messages.
    static final int MARKETING_STOPPED = 131050;

    /// Meta limits the number or the app for now.
    private static final Set<Integer> BUSY = Set.of(4, 80007, 130429, 131048, 133016);

    /// Meta has trouble that passes.
    private static final Set<Integer> TROUBLE = Set.of(1, 2, 131000, 131016, 131057, 133004);

    /// The token is expired or revoked or may not send (0, 10, 190, 131005), the number is not registered
    /// (131045, 133010), the account is restricted or locked (368, 131031), or has not paid (131042).
    private static final Set<Integer> ACCOUNT = Set.of(0, 3, 10, 190, 368, 131005, 131031, 131042, 131045, 133010);

    private static final int PERMISSIONS_FIRST = 200;
    private static final int PERMISSIONS_LAST = 299;

    static final ProviderErrors TABLE = new ProviderErrors(
            Map.of(
                    131026, new Meaning(UNREACHABLE, "this person cannot have messages by WhatsApp"),
                    131047, new Meaning(WINDOW_CLOSED, "the citizen must write first: more than 24 hours are over"),
                    131049,
                            new Meaning(
                                    FILTERED, "Meta holds it back, so that this person is not written to too often"),
                    131050, new Meaning(OPTED_OUT, "this person has told WhatsApp to stop such messages"),
                    131051, new Meaning("131051", "WhatsApp does not take this kind of message"),
                    130497, new Meaning(UNREACHABLE, "the account may not write to this country")),
            BUSY,
            Stream.concat(
                            ACCOUNT.stream(),
                            IntStream.rangeClosed(PERMISSIONS_FIRST, PERMISSIONS_LAST)
                                    .boxed())
                    .collect(Collectors.toSet()));

    private WhatsAppErrors() {}

    static boolean isTrouble(int code) {
        return TROUBLE.contains(code);
    }
}
