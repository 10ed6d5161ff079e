package io.glassline.channels.twilio;

import static io.glassline.channel.SendOutcome.Rejected.FILTERED;
import static io.glassline.channel.SendOutcome.Rejected.OPTED_OUT;
import static io.glassline.channel.SendOutcome.Rejected.UNREACHABLE;
import static io.glassline.channel.SendOutcome.Rejected.WINDOW_CLOSED;

import io.glassline.channels.ProviderErrors;
import io.glassline.channels.ProviderErrors.Meaning;
import java.util.Map;
import java.util.Set;

/// What Twilio's numbers mean: <https://www.twilio.com/docs/api/errors>. The same whether it says so at once or
/// in a report.
public final class TwilioErrors {

    /// The recipient has told Twilio to stop.
    public static final int STOPPED = 21610;

    /// Too many requests, messages or calls at once.
    private static final Set<Integer> BUSY = Set.of(20429, 14107, 30001, 63018);

    /// The account's name or token is wrong, its trial or its money is over, it is suspended or closed.
    private static final Set<Integer> ACCOUNT = Set.of(10001, 20003, 20005, 20006, 20008, 30002, 30037, 90010);

    public static final ProviderErrors TABLE = new ProviderErrors(meanings(), BUSY, ACCOUNT);

    private TwilioErrors() {}

    private static Map<Integer, Meaning> meanings() {
        return Map.ofEntries(
                Map.entry(STOPPED, new Meaning(OPTED_OUT, "the citizen has told the provider to stop")),
                Map.entry(21211, new Meaning(UNREACHABLE, "there is no such number")),
                Map.entry(21612, new Meaning(UNREACHABLE, "no message can be sent to this number")),
                Map.entry(21614, new Meaning(UNREACHABLE, "the number is not a mobile phone's")),
                Map.entry(30003, new Meaning(UNREACHABLE, "the phone is off or cannot be reached")),
                Map.entry(30004, new Meaning(UNREACHABLE, "the phone takes no messages")),
                Map.entry(30005, new Meaning(UNREACHABLE, "the number is not known, or is not in use")),
                Map.entry(
                        30006, new Meaning(UNREACHABLE, "the number is a landline, or its carrier takes no messages")),
                Map.entry(30007, new Meaning(FILTERED, "the carrier took it for spam")),
                Map.entry(30008, new Meaning("30008", "the carrier did not say why")),
                Map.entry(63003, new Meaning(UNREACHABLE, "there is no such address")),
                Map.entry(
                        63016, new Meaning(WINDOW_CLOSED, "the citizen must write first: more than 24 hours are over")),
                Map.entry(63024, new Meaning(UNREACHABLE, "the recipient cannot have messages")));
    }
}
