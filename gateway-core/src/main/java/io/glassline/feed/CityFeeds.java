package io.glassline.feed;

import java.util.List;

/// The feeds of the active version of the city's configuration.
@FunctionalInterface
public interface CityFeeds {

    List<Feed> now();
}
