package io.glassline.router.city;

import io.glassline.programme.Programme;
import io.glassline.router.gate.Keywords;
import io.glassline.router.words.LocalText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What the city sends to those who ask for it, as its configuration says it.
///
/// @param byName in the file's order
public record CityProgrammes(SequencedMap<String, Offered> byName) {

    /// Those of a city without `programmes.yml`.
    public static final CityProgrammes NONE = new CityProgrammes(new LinkedHashMap<>());

    public CityProgrammes {
        byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    /// @param confirmation what whoever joins is told they agree to, with the places of phrases
    /// @param join whole messages that ask for it
    /// @param leave whole messages that end it
    public record Offered(Programme programme, LocalText confirmation, Keywords join, Keywords leave) {}

    public Optional<Programme> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Offered::programme);
    }

    public List<Programme> all() {
        return byName.values().stream().map(Offered::programme).toList();
    }
}
