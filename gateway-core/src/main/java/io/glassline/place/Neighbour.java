package io.glassline.place;

import java.util.List;
import java.util.Map;

/// A place beside the city, whose addresses are another's business.
///
/// @param name as it is said to the citizen
/// @param names all that it is called
/// @param zips its ZIP codes, where the city shares none of them
/// @param outside by language, whom to ask there
public record Neighbour(String name, List<String> names, List<String> zips, Map<String, String> outside) {

    public Neighbour {
        names = List.copyOf(names);
        zips = List.copyOf(zips);
        outside = Map.copyOf(outside);
    }
}
