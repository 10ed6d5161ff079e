package io.glassline.programme;

import io.glassline.consent.ConsentChange;
import io.glassline.request.CityService.Texts;
import java.util.Optional;
import java.util.Set;

/// Messages that a citizen may ask for once and then gets without asking, as `programmes.yml` has it.
///
/// @param name also names the programme in the consent ledger
/// @param titles what citizens and staff call it
/// @param quietHours empty for what is urgent and sent at any hour
public record Programme(String name, Texts titles, Optional<QuietHours> quietHours) {

    /// What the ledger means otherwise.
    public static final Set<String> NOT_NAMES = Set.of(ConsentChange.ALL, ConsentChange.BULK);

    public Programme {
        if (NOT_NAMES.contains(name)) {
            throw new IllegalArgumentException("\"%s\" is not one programme".formatted(name));
        }
    }
}
