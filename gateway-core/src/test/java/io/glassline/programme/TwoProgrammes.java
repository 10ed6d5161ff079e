package io.glassline.programme;

import io.glassline.request.CityService.Texts;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A city that sends trash reminders by day, and alerts at any hour, in English and Spanish.
public final class TwoProgrammes implements ProgrammeList {

    public static final Programme TRASH = new Programme(
            "trash",
            new Texts(Locale.ENGLISH, Map.of("en", "trash reminders")),
            Optional.of(new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0))));

    public static final Programme ALERTS =
            new Programme("alerts", new Texts(Locale.ENGLISH, Map.of("en", "emergency notices")), Optional.empty());

    @Override
    public Optional<Programme> find(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public List<Programme> all() {
        return List.of(TRASH, ALERTS);
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public List<Locale> languages() {
        return List.of(Locale.ENGLISH, Locale.of("es"));
    }
}
