package io.glassline.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Until when a conversation is put off, as it is chosen from a list. Days begin with the desk.
enum SnoozeTime {
    HALF_AN_HOUR("30m", "Half an hour"),
    AN_HOUR("1h", "An hour"),
    THREE_HOURS("3h", "Three hours"),
    TOMORROW("tomorrow", "Tomorrow at 8:00"),
    IN_A_WEEK("week", "In a week, at 8:00");

    private static final LocalTime DESK_BEGINS = LocalTime.of(8, 0);

    private final String word;
    private final String title;

    SnoozeTime(String word, String title) {
        this.word = word;
        this.title = title;
    }

    static List<DeskPage.Option> options() {
        return Arrays.stream(values())
                .map(choice -> new DeskPage.Option(choice.word, choice.title, false))
                .toList();
    }

    /// @param local a time as a `datetime-local` field has it, which counts before what was chosen
    static Optional<Instant> of(String word, String local, CityTime time) {
        return local.isEmpty()
                ? Arrays.stream(values())
                        .filter(choice -> choice.word.equals(word))
                        .findFirst()
                        .flatMap(choice -> choice.from(time))
                : time.read(local);
    }

    private Optional<Instant> from(CityTime time) {
        return switch (this) {
            case HALF_AN_HOUR -> Optional.of(time.now().plus(Duration.ofMinutes(30)));
            case AN_HOUR -> Optional.of(time.now().plus(Duration.ofHours(1)));
            case THREE_HOURS -> Optional.of(time.now().plus(Duration.ofHours(3)));
            case TOMORROW -> morning(1, time);
            case IN_A_WEEK -> morning(7, time);
        };
    }

    private static Optional<Instant> morning(int daysFromNow, CityTime time) {
        return time.read(time.today().plusDays(daysFromNow).atTime(DESK_BEGINS).toString());
    }
}
