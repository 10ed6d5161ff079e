package io.glassline.programme;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the city's active configuration says of its programmes.
public interface ProgrammeList {

    Optional<Programme> find(String name);

    /// In the order of the city's file.
    List<Programme> all();

    ZoneId zone();

    /// In which a campaign must be written, the first of them before all.
    List<Locale> languages();

    default Locale firstLanguage() {
        return languages().getFirst();
    }
}
