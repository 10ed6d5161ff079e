package io.glassline.request;

import io.glassline.request.RequestSystems.OpenReport;
import io.glassline.request.Requests.Near;
import io.glassline.routing.CityRequest;
import io.glassline.routing.Lookup;
import io.glassline.routing.Point;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Answers [Lookup#NEARBY]: what is open near a place, of what citizens reported here and of what the system tells. A
/// system that does not answer leaves what we know ourselves.
public final class NearbyReports {

    /// A citizen is shown no more.
    static final int ROWS_MAX = 3;

    private static final int OWN_MAX = 20;

    private final Requests requests;
    private final RequestSystems systems;

    public NearbyReports(Requests requests, RequestSystems systems) {
        this.requests = requests;
        this.systems = systems;
    }

    /// @param services those of the version that asks, by name
    public Lookup.Result ask(Function<String, Optional<CityService>> services, Lookup lookup) {
        var name = lookup.arguments().getOrDefault("service", "");
        var service = services.apply(name);
        if (service.isEmpty()) {
            return new Lookup.Result.Unreachable("there is no service named \"" + name + "\"");
        }
        return Point.of(
                        lookup.arguments().getOrDefault(CityRequest.LATITUDE, ""),
                        lookup.arguments().getOrDefault(CityRequest.LONGITUDE, ""))
                .<Lookup.Result>map(place -> new Lookup.Result.Found(near(service.get(), place)))
                .orElseGet(() -> new Lookup.Result.Found(List.of())); // nothing is near to nowhere
    }

    private List<Map<String, String>> near(CityService service, Point place) {
        var byNumber = new HashMap<String, Near>();
        var told = systems.open(service).stream()
                .filter(report -> report.at().distanceTo(place) <= service.nearbyMetres())
                .toList();
        var ours = told.isEmpty()
                ? Map.<String, Integer>of()
                : requests.counts(
                        service.name(), told.stream().map(OpenReport::number).toList());
        told.forEach(report -> byNumber.put(report.number(), near(report, ours.getOrDefault(report.number(), 0))));
        requests.near(service.name(), place, service.nearbyMetres(), OWN_MAX)
                .forEach(near -> byNumber.putIfAbsent(near.number(), near));
        return byNumber.values().stream()
                .sorted(Comparator.comparingDouble((Near near) -> near.at().distanceTo(place))
                        .thenComparing(Near::number))
                .limit(ROWS_MAX)
                .map(NearbyReports::row)
                .toList();
    }

    /// The first of ours is the one that the system counts already.
    private static Near near(OpenReport report, int ours) {
        return new Near(report.number(), report.at(), report.address(), report.since(), Math.max(report.count(), ours));
    }

    private static Map<String, String> row(Near near) {
        return Map.of(
                "id", near.number(),
                "count", Integer.toString(near.count()),
                "since", near.since().toString(),
                "address", near.address());
    }
}
