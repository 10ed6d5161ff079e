package io.glassline.app.node;

import io.glassline.router.city.CityConfig;
import io.glassline.router.city.LookupDefinition;
import io.glassline.routing.Lookups;
import io.glassline.sources.Sources;

/// All that a version's flows may ask: the city's own systems, and the list of addresses.
record CityLookups(Sources sources, AddressLookups addresses) implements AutoCloseable {

    Lookups of(CityConfig city) {
        var lookups =
                city.lookups().values().stream().map(LookupDefinition::asked).toList();
        return addresses.beside(sources.lookups(lookups), city.addresses());
    }

    /// Keeps what this version asks, and ends all others.
    void keep(CityVersion version) {
        sources.keep(version.sources());
    }

    @Override
    public void close() {
        addresses.close();
        sources.close();
    }
}
