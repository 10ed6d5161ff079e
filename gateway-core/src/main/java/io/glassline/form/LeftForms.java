package io.glassline.form;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Finds the forms that citizens left open.
public interface LeftForms {

    /// Conversations with the bot in which a form takes the next message as its answer, and in which nothing was said
    /// since `quietSince`; none with a message that waits for its turn. The longest quiet first, at most `countMax`
    /// of them.
    ///
    /// @param after the last of those that were looked at already
    List<Left> left(Instant quietSince, Optional<Left> after, int countMax);

    /// @param wroteAt when the citizen wrote last
    record Left(Conversation conversation, Instant wroteAt) {

        /// How late a citizen may be told.
        private static final Duration LATE_MAX = Duration.ofDays(1);

        /// What is to be done about it now.
        enum Due {
            NOTHING,
            REMINDER,
            END
        }

        /// A reminder comes once, and the end not before the citizen had as long again to answer it. What was left for
        /// longer than `endAfter` and a day, while the gateway was away, is left alone.
        ///
        /// @param window for how long after a citizen's words the provider takes ours, if not always
        Due dueAt(Instant now, FormReminders how, Optional<Duration> window) {
            var isTooLate = wroteAt.plus(how.endAfter()).plus(LATE_MAX).isBefore(now);
            var isShut = window.filter(open -> !wroteAt.plus(open).isAfter(now)).isPresent();
            if (isTooLate || isShut) {
                return Due.NOTHING;
            }
            var isReminded = conversation
                    .session()
                    .openFlow()
                    .filter(Session.Flow::isReminded)
                    .isPresent();
            if (!isReminded) {
                return wroteAt.plus(how.remindAfter()).isAfter(now) ? Due.NOTHING : Due.REMINDER;
            }
            var isOver = !wroteAt.plus(how.endAfter()).isAfter(now)
                    && !conversation.lastActivityAt().plus(how.remindAfter()).isAfter(now);
            return isOver ? Due.END : Due.NOTHING;
        }
    }
}
