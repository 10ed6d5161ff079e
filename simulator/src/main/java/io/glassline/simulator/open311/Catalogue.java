package io.glassline.simulator.open311;

import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Params;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Alder Bay Public Works can be asked for.
final class Catalogue {

    private static final List<Service> SERVICES = List.of(
            new Service("POTHOLE", "Pothole", "Streets", List.of(list("SIZE", "S", "M", "L"))),
            new Service(
                    "STREETLIGHT",
                    "Street light",
                    "Streets",
                    List.of(text("POLE"), list("PROBLEM", "OFF", "FLICKER", "ON", "DAMAGED"))),
            new Service(
                    "GRAFFITI",
                    "Graffiti",
                    "Streets",
                    List.of(list("SURFACE", "PRIVATE", "PUBLIC"), list("HATEFUL", "Y", "N"))),
            new Service(
                    "ABANDONED", "Abandoned vehicle", "Streets", List.of(text("PLATE"), text("COLOR"), text("SINCE"))),
            new Service("NOISE", "Noise", "Neighborhoods", List.of(list("SOURCE", "MUSIC", "DOG", "WORKS", "OTHER"))),
            new Service("TREE", "Tree", "Parks", List.of(list("PROBLEM", "FALLEN", "BRANCH", "TRIM", "DEAD"))),
            new Service(
                    "MISSED",
                    "Missed pickup",
                    "Waste",
                    List.of(list("BIN", "TRASH", "RECYCLING", "ORGANICS"), text("DAY"))));

    private Catalogue() {}

    private record Service(String code, String name, String group, List<Attribute> attributes) {}

    private record Attribute(String code, List<String> keys) {}

    private static Attribute list(String code, String... keys) {
        return new Attribute(code, List.of(keys));
    }

    private static Attribute text(String code) {
        return new Attribute(code, List.of());
    }

    static Answer services(boolean asXml) {
        return Forms.list(
                asXml,
                200,
                "services",
                "service",
                SERVICES.stream()
                        .map(service -> Json.map(
                                "service_code", service.code,
                                "service_name", service.name,
                                "description", service.name,
                                "metadata", !service.attributes.isEmpty(),
                                "type", "realtime",
                                "keywords", "",
                                "group", service.group))
                        .toList());
    }

    static Answer definition(boolean asXml, String code) {
        return find(code)
                .map(service -> Forms.thing(
                        asXml,
                        "service_definition",
                        Json.map(
                                "service_code",
                                code,
                                "attributes",
                                service.attributes.stream()
                                        .map(Catalogue::definition)
                                        .toList())))
                .orElseGet(() -> Forms.error(asXml, 404, "service_code provided was not found"));
    }

    private static Map<String, @Nullable Object> definition(Attribute attribute) {
        return Json.map(
                "variable",
                true,
                "code",
                attribute.code,
                "datatype",
                attribute.keys.isEmpty() ? "string" : "singlevaluelist",
                "required",
                false,
                "datatype_description",
                null,
                "order",
                1,
                "description",
                attribute.code,
                "values",
                attribute.keys.stream()
                        .map(key -> Json.map("key", key, "name", key))
                        .toList());
    }

    static String name(String code) {
        return find(code).map(Service::name).orElse(code);
    }

    private static Optional<Service> find(String code) {
        return SERVICES.stream().filter(service -> service.code.equals(code)).findFirst();
    }

    record Wrong(int status, String says) {}

    /// What is wrong with a report as it was posted.
    static Optional<Wrong> wrong(Params form) {
        if (form.text("service_code").isEmpty()) {
            return Optional.of(new Wrong(400, "service_code was not provided"));
        }
        var service = find(form.text("service_code"));
        if (service.isEmpty()) {
            return Optional.of(new Wrong(404, "service_code provided was not found"));
        }
        var hasPlace = form.get("lat").isPresent() && form.get("long").isPresent()
                || !form.text("address_string").isEmpty()
                || !form.text("address_id").isEmpty();
        if (!hasPlace) {
            return Optional.of(new Wrong(400, "lat/long or address_string or address_id was not provided"));
        }
        return service.get().attributes.stream()
                .filter(attribute -> !attribute.keys.isEmpty())
                .flatMap(attribute -> form.all("attribute[" + attribute.code + "]").stream()
                        .filter(value -> !attribute.keys.contains(value))
                        .map(value -> new Wrong(400, attribute.code + " cannot be " + value)))
                .findFirst();
    }
}
