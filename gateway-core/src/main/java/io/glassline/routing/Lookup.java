package io.glassline.routing;

import java.util.List;
import java.util.Map;

/// A question to one of the city's own systems. `name` is the look-up's name in the configuration, `arguments` its
/// named arguments.
public record Lookup(String name, Map<String, String> arguments) {

    /// The look-up that the gateway itself answers, from the city's list of addresses: with `said`, the words of a
    /// citizen, or with `latitude` and `longitude` in degrees. Its rows are those of
    /// [io.glassline.place.AddressRows].
    public static final String ADDRESS = "address";

    /// The look-up of open reports near a place, which no configuration writes down: by `service`, `latitude` and
    /// `longitude` it finds rows with `id`, `count`, `since` and `address`, the nearest first, at most three.
    public static final String NEARBY = "nearby";

    public Lookup {
        arguments = Map.copyOf(arguments);
    }

    public sealed interface Result {

        /// The rows found, each by column name; none is an answer too.
        record Found(List<Map<String, String>> rows) implements Result {

            public Found {
                rows = List.copyOf(rows);
            }
        }

        /// The system did not answer in time, or not sensibly.
        record Unreachable(String because) implements Result {}
    }
}
