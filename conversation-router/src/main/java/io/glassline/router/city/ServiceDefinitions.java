package io.glassline.router.city;

import io.glassline.request.CityService;
import io.glassline.request.RequestSystem;
import io.glassline.router.yaml.YamlPlace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What citizens can ask the city's systems for, as its configuration says it.
///
/// @param byName in the file's order
/// @param isServed whether anyone may read what was asked for, as Open311 GeoReport v2
public record ServiceDefinitions(SequencedMap<String, Defined> byName, boolean isServed) {

    /// Those of a city without `services.yml`.
    public static final ServiceDefinitions NONE = new ServiceDefinitions(new LinkedHashMap<>(), false);

    public ServiceDefinitions {
        byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    /// @param place where it stands
    public record Defined(CityService service, YamlPlace place) {}

    public Optional<CityService> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Defined::service);
    }

    public Set<RequestSystem> systems() {
        return byName.values().stream()
                .map(defined -> defined.service().system())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The same, given to other systems, as a demo leads them to stand-ins.
    public ServiceDefinitions led(UnaryOperator<RequestSystem> change) {
        var led = new LinkedHashMap<String, Defined>();
        for (var one : ((Map<String, Defined>) byName).entrySet()) {
            var service = one.getValue().service();
            led.put(
                    one.getKey(),
                    new Defined(
                            new CityService(
                                    service.name(),
                                    service.titles(),
                                    change.apply(service.system()),
                                    service.asking(),
                                    service.queue(),
                                    service.nearbyMetres(),
                                    service.isDescriptionPublic(),
                                    service.texts(),
                                    service.photoTexts()),
                            one.getValue().place()));
        }
        return new ServiceDefinitions(led, isServed);
    }
}
