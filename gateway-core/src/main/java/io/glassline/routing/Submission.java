package io.glassline.routing;

import java.util.Map;

/// What a form gives to a system of the city, once: a report of a pothole, a record that is to be made there.
///
/// @param service its name in the city's configuration
/// @param values what the citizen said, by the names that the service has for it; an absent one was not said
public record Submission(String service, Map<String, String> values) {

    public Submission {
        values = Map.copyOf(values);
    }
}
