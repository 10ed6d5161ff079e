package io.glassline.app.command;

import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import io.glassline.sources.report.CitySystems;
import java.time.InstantSource;
import java.util.List;

/// Compares each service with what its system says of it now.
final class LiveServices {

    private LiveServices() {}

    /// What does not fit, each where it stands in `services.yml`. Nothing is given to any system.
    static List<Problem> mismatches(CityConfig city) {
        try (var systems = new CitySystems(InstantSource.system())) {
            return city.services().byName().values().stream()
                    .flatMap(defined -> systems.mismatches(defined.service()).stream()
                            .map(says -> defined.place().problem(says)))
                    .sorted()
                    .toList();
        }
    }
}
