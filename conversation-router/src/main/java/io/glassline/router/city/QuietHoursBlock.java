package io.glassline.router.city;

import io.glassline.programme.QuietHours;
import io.glassline.router.yaml.YamlBlock;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// `quiet-hours: { from: "21:00", until: "08:00" }`, in whichever file.
final class QuietHoursBlock {

    private QuietHoursBlock() {}

    static Optional<QuietHours> read(YamlBlock block) {
        var from = time(block, "from");
        var until = time(block, "until");
        block.end();
        if (from.isPresent() && from.equals(until)) {
            block.wrong("until", "quiet hours must end at another time than they begin");
            return Optional.empty();
        }
        return from.flatMap(begin -> until.map(end -> new QuietHours(begin, end)));
    }

    private static Optional<LocalTime> time(YamlBlock block, String key) {
        var value = block.required(key);
        try {
            return value.map(text -> LocalTime.parse(text.text()));
        } catch (DateTimeParseException e) {
            value.ifPresent(
                    text -> text.wrong("\"%s\" is not a time of day; write it as \"21:00\"".formatted(text.text())));
            return Optional.empty();
        }
    }
}
