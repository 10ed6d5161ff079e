package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Messages that did not reach their citizen, for a person to send again or to leave.
record UndeliveredPage(
        PageFrame frame,
        Optional<Notice> notice,
        List<Letter> letters,
        String count,
        boolean mayRead,
        int becauseMaxChars,
        Optional<String> nextHref) {

    /// One message. `words` is absent for those who may not read what is said; `parts` says which of several failed;
    /// `twice` warns that the citizen may have it already.
    record Letter(
            String id,
            String href,
            ChannelTitle channel,
            String address,
            Optional<String> words,
            String language,
            String why,
            List<String> codes,
            Optional<String> parts,
            boolean twice,
            String tried,
            String since,
            String at,
            String atFull,
            String atIso) {}
}
