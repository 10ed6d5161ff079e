package io.glassline.app.draft;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A page as it was read.
///
/// @param at where it was got, after all redirects
/// @param translations the pages that say the same, by language, itself among them where it says so
/// @param links to other pages, without fragments, in their order
/// @param canonical where the page says it really is
public record HtmlPage(
        URI at,
        Nature nature,
        List<PagePart> parts,
        Map<String, URI> translations,
        List<URI> links,
        Optional<URI> canonical) {

    /// What the page turned out to be.
    public enum Nature {
        READ(""),
        MADE_BY_SCRIPTS("its text is made by scripts, which are not run here"),
        ASKS_FOR_LOGIN("it asks for a login"),
        WITHOUT_PARTS("there is no heading with a text under it");

        private final String why;

        Nature(String why) {
            this.why = why;
        }

        /// Why nothing is drafted of it; empty when something is.
        Optional<String> why() {
            return why.isEmpty() ? Optional.empty() : Optional.of(why);
        }
    }
}
