package io.glassline.app.node;

import io.glassline.request.NearbyReports;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.LookupDefinition;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.sources.Sources;

/// All that a version's flows may ask: the city's own systems, the list of addresses, and open reports near a place.
record CityLookups(Sources sources, AddressLookups addresses, NearbyReports nearby) implements AutoCloseable {

    Lookups of(CityConfig city) {
        var lookups =
                city.lookups().values().stream().map(LookupDefinition::asked).toList();
        var others = addresses.beside(sources.lookups(lookups), city.addresses());
        return asked ->
                asked.name().equals(Lookup.NEARBY) ? nearby.ask(city.services()::find, asked) : others.ask(asked);
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
