package io.glassline.app.open311;

import io.glassline.router.city.CityConfig;

/// The city by whose active version is said what is public.
@FunctionalInterface
public interface ServedServices {

    CityConfig city();
}
