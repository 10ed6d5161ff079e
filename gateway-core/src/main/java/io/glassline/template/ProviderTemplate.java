package io.glassline.template;

import io.glassline.template.MessageTemplate.Category;
import java.util.Locale;
import java.util.Optional;

/// A template in one language, as the provider has it.
///
/// @param language the provider's word for it
/// @param category empty where the provider names one that is not known here
/// @param reason why it is as it is, in the provider's words; empty where it gives none
public record ProviderTemplate(
        String name, String language, State state, String reason, Optional<Category> category, String body) {

    public enum State {
        APPROVED,
        /// The provider looks at it still.
        PENDING,
        /// The provider does not allow it.
        REJECTED,
        /// Too many people did not want it; the provider lets it go on later by itself.
        PAUSED,
        /// Switched off, or taken away.
        GONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
