package io.glassline.desk;

import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.Consent;
import io.glassline.consent.ConsentChange;

/// What is told to an agent about a citizen who said STOP: why nothing can be sent, and what is lawful.
public final class OptOutWords {

    private OptOutWords() {}

    /// Why, in one sentence.
    public static String why(Consent consent, Pace pace) {
        var what = switch (pace) {
            case LIVE -> "messages";
            case BULK -> "messages in bulk";
        };
        return switch (consent.how()) {
            case ConsentChange.PROVIDER ->
                "The provider told us that this citizen has stopped " + what + " or blocked this address.";
            case ConsentChange.REPORT ->
                "A message of ours was reported, or its link to unsubscribe used: this citizen wants no more " + what
                        + " here.";
            default -> "This citizen has said that they want no more " + what + " here.";
        };
    }

    /// What may be done all the same.
    public static String whatIsLawful(Pace pace) {
        return switch (pace) {
            case LIVE ->
                "They may write at any time, and start again with START. Read what they ask, act on it, and reach "
                        + "them only by a way they have asked for, such as a call they want.";
            case BULK -> "What they ask may be answered; write the answer as a reply, and not in bulk.";
        };
    }

    static String refusal(Consent consent, Pace pace) {
        return why(consent, pace) + " Nothing was sent. " + whatIsLawful(pace);
    }
}
