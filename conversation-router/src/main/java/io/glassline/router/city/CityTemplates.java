package io.glassline.router.city;

import io.glassline.router.yaml.YamlPlace;
import io.glassline.template.MessageTemplate;
import java.util.List;
import java.util.Map;

/// The texts that the city has had approved by a provider, as its configuration says them.
///
/// @param defined in the file's order
public record CityTemplates(List<Defined> defined) {

    /// Those of a city without `templates.yml`.
    public static final CityTemplates NONE = new CityTemplates(List.of());

    public CityTemplates {
        defined = List.copyOf(defined);
    }

    /// @param places where its body in each language stands
    public record Defined(MessageTemplate template, Map<String, YamlPlace> places) {

        public Defined {
            places = Map.copyOf(places);
        }
    }

    public List<MessageTemplate> all() {
        return defined.stream().map(Defined::template).toList();
    }
}
