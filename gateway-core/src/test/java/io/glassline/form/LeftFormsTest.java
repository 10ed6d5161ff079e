package io.glassline.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Samples;
import io.glassline.conversation.Session;
import io.glassline.form.LeftForms.Left;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftFormsTest {

    private static final Instant WROTE = Samples.NOW;

    private static final FormReminders HOW = new FormReminders(
            Duration.ofHours(2), Duration.ofHours(20), Optional.empty(), _ -> Optional.empty(), _ -> "");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # who left a form                              | hours since | reminded after | window | what is due
              just now                                     | 1           |                |        | NOTHING
              two hours ago                                | 2           |                |        | REMINDER
              over the quiet hours                         | 14          |                |        | REMINDER
              so long that the end is due too              | 21          |                |        | REMINDER
              and was reminded                             | 3           | 2              |        | NOTHING
              and was reminded, and it is time             | 20          | 2              |        | END
              and was reminded late                        | 20          | 19             |        | NOTHING
              and was reminded late, two hours later       | 21          | 19             |        | END
              while the gateway was away for days          | 45          |                |        | NOTHING
              and was reminded, then it was away for days  | 45          | 2              |        | NOTHING
              on WhatsApp, within its day                  | 14          |                | 24     | REMINDER
              on WhatsApp, after a window that is shut     | 3           |                | 3      | NOTHING
              and was reminded, and the window is shut     | 20          | 2              | 20     | NOTHING
            """)
    void aReminderComesOnceAndTheEndNotBeforeItCouldBeAnswered(
            String who, int hours, @Nullable Integer remindedAfter, @Nullable Integer window, Left.Due due) {
        var open = Session.FRESH.asking(Optional.of(new Session.Flow("pothole", "where", Map.of())), List.of());
        var conversation = Samples.conversation(Samples.lane()).counting(WROTE);
        if (remindedAfter != null) {
            conversation = conversation.counting(WROTE.plus(Duration.ofHours(remindedAfter)));
            open = open.reminded();
        }
        var left = new Left(conversation.with(conversation.stage(), open, conversation.language()), WROTE);
        assertThat(left.dueAt(
                        WROTE.plus(Duration.ofHours(hours)),
                        HOW,
                        Optional.ofNullable(window).map(Duration::ofHours)))
                .isEqualTo(due);
    }
}
