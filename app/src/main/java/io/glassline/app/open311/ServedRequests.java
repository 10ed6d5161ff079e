package io.glassline.app.open311;

import io.glassline.request.CityService;
import io.glassline.request.CityService.Asking;
import io.glassline.request.Requests.Filter;
import io.glassline.router.city.ServiceDefinitions;
import io.glassline.routing.CityRequest;
import io.glassline.routing.Point;
import io.micronaut.core.annotation.Nullable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What of requests is public, and in which fields: GeoReport v2 as
/// https://wiki.open311.org/GeoReport_v2/ has it. Never a name or an address of a person, and what
/// they wrote only where the city says that it may be read. Pure.
final class ServedRequests {

    /// The longest span of a list, as the specification has it.
    static final Duration SPAN_MAX = Duration.ofDays(90);

    static final int REQUESTS_MAX = 1_000;

    private ServedRequests() {}

    /// The parameters of a list as they came; empty ones say nothing.
    record Query(
            @Nullable String numbers,
            @Nullable String codes,
            @Nullable String start,
            @Nullable String end,
            @Nullable String status) {}

    /// What a query asks for.
    ///
    /// @throws IllegalArgumentException when it cannot be understood; the message says why
    static Filter filter(Query query, ServiceDefinitions services, Instant now) {
        var numbers = list(query.numbers);
        var names = names(list(query.codes), services);
        if (!numbers.isEmpty()) {
            return new Filter(
                    names(List.of(), services), numbers, Optional.empty(), Optional.empty(), Optional.empty());
        }
        var until = time("end_date", query.end).orElse(now);
        var from = time("start_date", query.start).orElse(until.minus(SPAN_MAX));
        if (from.isAfter(until)) {
            throw new IllegalArgumentException("start_date is after end_date");
        }
        var earliest = until.minus(SPAN_MAX);
        return new Filter(
                names,
                List.of(),
                Optional.of(from.isBefore(earliest) ? earliest : from),
                Optional.of(until),
                closed(list(query.status)));
    }

    private static List<String> list(@Nullable String values) {
        return values == null
                ? List.of()
                : Arrays.stream(values.split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }

    /// By the codes under which they are served, which are their names. No code is every code that is there now.
    private static List<String> names(List<String> codes, ServiceDefinitions services) {
        var known = List.copyOf(services.byName().keySet());
        var asked =
                codes.isEmpty() ? known : codes.stream().filter(known::contains).toList();
        return asked.isEmpty() ? List.of("(none)") : asked; // no service has this name
    }

    private static Optional<Instant> time(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is not a time like 2026-11-28T12:00:00Z", e);
        }
    }

    private static Optional<Boolean> closed(List<String> states) {
        for (var state : states) {
            if (!state.equals("open") && !state.equals("closed")) {
                throw new IllegalArgumentException("status is open, closed or both");
            }
        }
        return states.size() == 1 ? Optional.of(states.getFirst().equals("closed")) : Optional.empty();
    }

    static Map<String, @Nullable Object> service(CityService service) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("service_code", service.name());
        fields.put("service_name", service.titles().in(service.titles().first()));
        fields.put("description", null);
        fields.put("metadata", !attributes(service).isEmpty());
        fields.put("type", "realtime");
        fields.put("keywords", "");
        fields.put("group", null);
        return fields;
    }

    static Map<String, @Nullable Object> definition(CityService service) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("service_code", service.name());
        fields.put("attributes", attributes(service));
        return fields;
    }

    private static List<Map<String, @Nullable Object>> attributes(CityService service) {
        return switch (service.asking()) {
            case Asking.NewRecord _ -> List.of();
            case Asking.Report(var _, var attributes) ->
                attributes.stream().map(ServedRequests::attribute).toList();
        };
    }

    private static Map<String, @Nullable Object> attribute(CityService.Attribute attribute) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("variable", true);
        fields.put("code", attribute.name());
        fields.put("datatype", attribute.values().isEmpty() ? "string" : "singlevaluelist");
        fields.put("required", attribute.isRequired());
        fields.put("datatype_description", null);
        fields.put("order", 1);
        fields.put("description", attribute.name());
        fields.put(
                "values",
                attribute.values().keySet().stream()
                        .sorted()
                        .map(value -> Map.of("key", value, "name", value))
                        .toList());
        return fields;
    }

    static Map<String, @Nullable Object> request(CityRequest request, CityService service) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        var point = request.point();
        fields.put("service_request_id", request.number().orElseThrow());
        fields.put("status", request.phase() == CityRequest.Phase.CLOSED ? "closed" : "open");
        fields.put("status_notes", null); // they may name a person, and are the system's to publish
        fields.put("service_name", service.titles().in(service.titles().first()));
        fields.put("service_code", service.name());
        fields.put(
                "description",
                service.isDescriptionPublic()
                        ? request.value(CityRequest.DESCRIPTION).orElse(null)
                        : null);
        fields.put("requested_datetime", request.askedAt().toString());
        fields.put("address", request.value(CityRequest.ADDRESS).orElse(null));
        fields.put(
                "lat", point.map(Point::latitude).map(ServedRequests::degrees).orElse(null));
        fields.put(
                "long", point.map(Point::longitude).map(ServedRequests::degrees).orElse(null));
        return fields;
    }

    private static String degrees(double degrees) {
        return String.format(Locale.ROOT, "%.6f", degrees);
    }
}
