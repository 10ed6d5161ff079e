package io.glassline.trial;

import io.glassline.conversation.Conversation;
import java.util.Optional;
import java.util.regex.Pattern;

/// A share of all conversations. A conversation is in it whole or not at all, on each node, and whatever
/// is in a smaller share is in each larger one, too.
///
/// @param perMille from 1 to 1000
public record Share(int perMille) {

    private static final int ALL = 1_000;
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})(?:\\.(\\d))?\\s*%");

    public Share {
        if (perMille < 1 || perMille > ALL) {
            throw new IllegalArgumentException("a share is from 0.1% to 100%, not " + perMille + " of 1000");
        }
    }

    /// @param text such as `10%` or `0.5%`; empty where it is no share
    public static Optional<Share> parse(String text) {
        var matcher = PERCENT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var tenths = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        var perMille = Integer.parseInt(matcher.group(1)) * 10 + tenths;
        return perMille < 1 || perMille > ALL ? Optional.empty() : Optional.of(new Share(perMille));
    }

    public boolean has(Conversation.Id conversation) {
        var bits = conversation.value().getMostSignificantBits() * 31
                + conversation.value().getLeastSignificantBits();
        // Each bit of the id counts: ids may begin with a time, or end with a node's number.
        bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return Long.remainderUnsigned(bits ^ (bits >>> 33), ALL) < perMille;
    }

    /// As [#parse] reads it.
    @Override
    public String toString() {
        return perMille % 10 == 0 ? perMille / 10 + "%" : perMille / 10 + "." + perMille % 10 + "%";
    }
}
