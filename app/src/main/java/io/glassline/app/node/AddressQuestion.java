package io.glassline.app.node;

import io.glassline.place.AddressAnswer;
import io.glassline.place.AddressSearch;
import java.util.Map;
import java.util.Optional;

/// What the look-up for addresses is asked with: words, or a point.
public final class AddressQuestion {

    private static final String SAID = "said";
    private static final String LATITUDE = "latitude";
    private static final String LONGITUDE = "longitude";

    private AddressQuestion() {}

    public static boolean isAsked(Map<String, String> arguments) {
        return arguments.containsKey(SAID)
                || point(arguments, LATITUDE).isPresent()
                        && point(arguments, LONGITUDE).isPresent();
    }

    /// What is asked with neither finds nothing.
    public static AddressAnswer answer(AddressSearch search, Map<String, String> arguments) {
        var latitude = point(arguments, LATITUDE);
        var longitude = point(arguments, LONGITUDE);
        return latitude.isPresent() && longitude.isPresent()
                ? search.pin(latitude.get(), longitude.get())
                : search.said(arguments.getOrDefault(SAID, ""));
    }

    private static Optional<Double> point(Map<String, String> arguments, String name) {
        try {
            return Optional.ofNullable(arguments.get(name))
                    .map(Double::parseDouble)
                    .filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
