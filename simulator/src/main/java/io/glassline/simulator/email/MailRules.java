package io.glassline.simulator.email;

import java.util.List;
import java.util.Optional;

/// Who may send what to whom: what a mail server decides, apart from how SMTP is spoken.
interface MailRules {

    boolean isPassword(String user, String password);

    /// What is answered to a recipient that is not taken, such as `550 5.1.1 no such mailbox`; empty for
    /// one that is.
    Optional<String> refuses(String recipient, boolean isSignedIn);

    /// Takes a mail, byte by byte as it came.
    Outcome take(Envelope envelope, byte[] mail);

    /// `from` is empty for a bounce.
    record Envelope(String from, List<String> to, boolean isSignedIn) {

        public Envelope {
            to = List.copyOf(to);
        }
    }

    sealed interface Outcome {}

    /// @param words such as `250 2.0.0 taken`.
    record Reply(String words) implements Outcome {}

    /// The connection breaks, after `words` if there are any.
    record HangUp(Optional<String> words) implements Outcome {}
}
