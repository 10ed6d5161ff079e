package io.glassline.channels.whatsapp;

import static io.glassline.channel.SendOutcome.Rejected.FILTERED;
import static io.glassline.channel.SendOutcome.Rejected.OPTED_OUT;
import static io.glassline.channel.SendOutcome.Rejected.TEMPLATE;
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
    private static final Set<Integer> BUSY = Set.of(4, 80007, 130429, 131048, 132069, 133016);

    /// Meta has trouble that passes.
    private static final Set<Integer> TROUBLE = Set.of(1, 2, 131000, 131016, 131057, 133004);

    /// The token is expired or revoked or may not send (0, 10, 190, 131005), the number is not registered
    /// (131045, 133010), the account is restricted or locked (368, 131031), or has not paid (131042).
    private static final Set<Integer> ACCOUNT = Set.of(0, 3, 10, 190, 368, 131005, 131031, 131042, 131045, 133010);

    private static final int PERMISSIONS_FIRST = 200;
    private static final int PERMISSIONS_LAST = 299;

    static final ProviderErrors TABLE = new ProviderErrors(
            Map.ofEntries(
                    entry(131026, UNREACHABLE, "this person cannot have messages by WhatsApp"),
                    entry(131047, WINDOW_CLOSED, "the citizen must write first: more than 24 hours are over"),
                    entry(131049, FILTERED, "Meta holds it back, so that this person is not written to too often"),
                    entry(131050, OPTED_OUT, "this person has told WhatsApp to stop such messages"),
                    entry(131051, "131051", "WhatsApp does not take this kind of message"),
                    entry(130497, UNREACHABLE, "the account may not write to this country"),
                    entry(130472, FILTERED, "Meta holds it back: this person is part of an experiment of Meta’s"),
                    entry(132000, TEMPLATE, "the template has another number of fields than were filled in"),
                    entry(132001, TEMPLATE, "Meta has no such template in this language, or has not approved it"),
                    entry(132005, TEMPLATE, "the template is too long with what was filled in"),
                    entry(132007, TEMPLATE, "Meta does not allow what stands in the template"),
                    entry(132012, TEMPLATE, "Meta does not take what was filled in: another kind, or a line’s end"),
                    entry(132015, TEMPLATE, "Meta has paused the template, because people did not want it"),
                    entry(132016, TEMPLATE, "Meta has switched the template off for good"),
                    entry(132068, TEMPLATE, "the form in the template is blocked"),
                    entry(135000, "135000", "Meta could not send it, and does not say why")),
            BUSY,
            Stream.concat(
                            ACCOUNT.stream(),
                            IntStream.rangeClosed(PERMISSIONS_FIRST, PERMISSIONS_LAST)
                                    .boxed())
                    .collect(Collectors.toSet()));

    private WhatsAppErrors() {}

    private static Map.Entry<Integer, Meaning> entry(int code, String word, String words) {
        return Map.entry(code, new Meaning(word, words));
    }

    /// What the desk is told of a refusal: our words where the number is known, and Meta's own details.
    static String words(int code, String message, String details) {
        var words = TABLE.meaning(code).map(Meaning::words).orElse(message);
        return details.isBlank() ? words : words + " (" + details + ")";
    }

    static boolean isTrouble(int code) {
        return TROUBLE.contains(code);
    }
}
