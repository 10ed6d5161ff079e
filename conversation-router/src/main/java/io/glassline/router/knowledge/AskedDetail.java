package io.glassline.router.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an approved answer asks the citizen to tell, so that what they write next is understood as that.
public enum AskedDetail {
    /// A street, a corner, a house number, a place sent from a map.
    LOCATION,
    /// The number of a pole, a plate, a ticket, an account.
    NUMBER,
    /// What they see, in their own words, or in a picture.
    DESCRIPTION;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(AskedDetail::key).toList();
    }

    public static Optional<AskedDetail> of(String key) {
        return Arrays.stream(values())
                .filter(detail -> detail.key().equals(key))
                .findFirst();
    }
}
