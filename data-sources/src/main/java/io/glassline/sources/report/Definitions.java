package io.glassline.sources.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.request.CityService.Asking;
import io.glassline.sources.report.GeoReport.Listed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Compares the attributes of a service, as the city wrote them, with those that its system asks for now.
final class Definitions {

    private Definitions() {}

    static List<String> mismatches(Asking.Report report, Listed definition) {
        return switch (definition) {
            case Listed.Failed(var because) -> List.of("the system does not tell its attributes: " + because);
            case Listed.All(var things, var _) -> compared(report, attributes(things));
        };
    }

    private static Map<String, JsonNode> attributes(List<? extends JsonNode> things) {
        var attributes = new LinkedHashMap<String, JsonNode>();
        for (var thing : things) {
            var listed = thing.path("attributes").isArray() ? thing.path("attributes") : List.of(thing);
            listed.forEach(
                    attribute -> Answers.text(attribute, "code").ifPresent(code -> attributes.put(code, attribute)));
        }
        return attributes;
    }

    private static List<String> compared(Asking.Report report, Map<String, JsonNode> live) {
        var mismatches = new ArrayList<String>();
        for (var attribute : report.attributes()) {
            var there = live.get(attribute.code());
            if (there == null) {
                mismatches.add("the system asks for no \"%s\"; it asks for %s"
                        .formatted(attribute.code(), live.isEmpty() ? "nothing" : String.join(", ", live.keySet())));
                continue;
            }
            var keys = new TreeSet<String>();
            there.path("values").forEach(value -> Answers.text(value, "key").ifPresent(keys::add));
            for (var value : new TreeSet<>(attribute.values().values())) {
                if (!keys.isEmpty() && !keys.contains(value)) {
                    mismatches.add("\"%s\" takes no \"%s\"; it takes %s"
                            .formatted(attribute.code(), value, String.join(", ", keys)));
                }
            }
        }
        live.forEach((code, attribute) -> {
            var isAsked =
                    report.attributes().stream().anyMatch(ours -> ours.code().equals(code));
            var isRequired = Answers.text(attribute, "required")
                    .filter("true"::equalsIgnoreCase)
                    .isPresent();
            if (isRequired && !isAsked) {
                mismatches.add("the system needs \"%s\", which no attribute here gives".formatted(code));
            }
        });
        return mismatches;
    }
}
