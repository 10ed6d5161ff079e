package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Whether whoever is signed in is offered conversations, and what they are offered: in the bar of every
/// page.
record AvailabilityView(
        boolean on,
        String word,
        Optional<String> why,
        List<DeskPage.Option> choices,
        int reasonMaxChars,
        Optional<Offered> offered,
        String csrf) {

    /// What is offered, and for how long still.
    record Offered(
            String id,
            ChannelTitle channel,
            String queue,
            String language,
            String waited,
            boolean urgent,
            int seconds) {}
}
