package io.glassline.form;

import io.glassline.conversation.Conversation;
import io.glassline.programme.QuietHours;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// How the city reminds citizens of a form that they left open.
///
/// @param remindAfter how long after the citizen's last words
/// @param endAfter how long after the citizen's last words the form ends
/// @param quietHours in which nobody is told anything
/// @param words what is said of the form that is open in a conversation; empty where it asks nothing now
/// @param listButton what the button says that opens the choices, on a channel that shows them as a list
public record FormReminders(
        Duration remindAfter,
        Duration endAfter,
        Optional<QuietHours> quietHours,
        Function<Conversation, Optional<Words>> words,
        Function<Locale, String> listButton) {

    /// @param reminder says which form is open, and asks its question again
    /// @param end says that the form is closed, and what the citizen had told
    public record Words(String reminder, String end) {}
}
