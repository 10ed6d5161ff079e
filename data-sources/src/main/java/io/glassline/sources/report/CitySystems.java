package io.glassline.sources.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.request.CityService;
import io.glassline.request.CityService.Asking;
import io.glassline.request.GivenPhoto;
import io.glassline.request.RequestSystem;
import io.glassline.request.RequestSystems;
import io.glassline.routing.CityRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// The systems that this node gives requests to, over all versions of the configuration. One that is the same in two
/// versions is one, and its connections go on.
///
/// Safe to call from any thread.
public final class CitySystems implements RequestSystems, AutoCloseable {

    /// How long what a system has open is given again, for a form asks at each turn.
    static final Duration OPEN_FOR = Duration.ofMinutes(1);

    static final Duration OPEN_WITHIN = Duration.ofMillis(1_500);

    private final InstantSource clock;
    private final Map<RequestSystem, TakesRequests> open = new ConcurrentHashMap<>();
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    private final Map<CityService, CompletableFuture<List<OpenReport>>> asking = new ConcurrentHashMap<>();

    private record Remembered(CityService service, List<OpenReport> reports, Instant at) {}

    public CitySystems(InstantSource clock) {
        this.clock = clock;
    }

    private TakesRequests way(CityService service) {
        return open.computeIfAbsent(service.system(), system -> switch (system) {
            case RequestSystem.Open311 open311 -> new GeoReport(open311, clock);
            case RequestSystem.RecordsApi api -> new RecordsApi(api);
        });
    }

    @Override
    public Handing hand(CityService service, CityRequest request, Optional<GivenPhoto> photo) {
        return way(service).hand(service, request, photo);
    }

    @Override
    public Search search(CityService service, CityRequest request, Predicate<String> isOthers) {
        return way(service).search(service, request, isOthers);
    }

    @Override
    public TokenAnswer number(CityService service, CityRequest request) {
        return way(service).number(service, request);
    }

    @Override
    public Statuses statuses(CityService service, Collection<String> numbers) {
        return way(service).statuses(service, numbers);
    }

    /// A form waits for it no longer than for a look-up; what comes later is there for the next.
    @Override
    public List<OpenReport> open(CityService service) {
        var known = Optional.ofNullable(remembered.get(service.name())).filter(one -> one.service.equals(service));
        if (known.filter(one -> clock.instant().isBefore(one.at.plus(OPEN_FOR))).isPresent()) {
            return known.get().reports;
        }
        try {
            return asking.compute(service, (asked, answer) -> answer == null || answer.isDone() ? ask(asked) : answer)
                    .get(OPEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return known.map(Remembered::reports).orElse(List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private CompletableFuture<List<OpenReport>> ask(CityService service) {
        var answer = new CompletableFuture<List<OpenReport>>();
        Thread.ofVirtual().name("open reports of " + service.name()).start(() -> {
            try {
                var reports = way(service).open(service);
                remembered.put(service.name(), new Remembered(service, reports, clock.instant()));
                answer.complete(reports);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /// How a service differs from what its system says of it now; a sentence each, none where it fits.
    public List<String> mismatches(CityService service) {
        return way(service) instanceof GeoReport server && service.asking() instanceof Asking.Report report
                ? mismatches(server, report)
                : List.of();
    }

    private static List<String> mismatches(GeoReport server, Asking.Report report) {
        var services = server.definitions();
        if (!(services instanceof GeoReport.Listed.All(var things, var _))) {
            return List.of("the system does not tell its services: " + ((GeoReport.Listed.Failed) services).because());
        }
        var service = things.stream()
                .filter(thing -> Answers.text(thing, "service_code")
                        .filter(report.code()::equals)
                        .isPresent())
                .findFirst();
        if (service.isEmpty()) {
            return List.of("the system has no service \"%s\"; it has %s".formatted(report.code(), codes(things)));
        }
        var hasAttributes = Answers.text(service.get(), "metadata")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return hasAttributes
                ? Definitions.mismatches(report, server.definition(report.code()))
                : Definitions.mismatches(report, new GeoReport.Listed.All(List.of(), true));
    }

    private static String codes(List<? extends JsonNode> things) {
        var codes = new ArrayList<String>();
        things.forEach(thing -> Answers.text(thing, "service_code").ifPresent(codes::add));
        return String.join(", ", codes);
    }

    /// Keeps the systems of the active version, and ends all others. A request that is still on its
    /// way to one of those opens it again.
    public void keep(Collection<RequestSystem> systems) {
        open.keySet().stream().filter(Predicate.not(systems::contains)).toList().forEach(this::end);
    }

    private void end(RequestSystem system) {
        var way = open.remove(system);
        if (way != null) {
            way.close();
        }
    }

    @Override
    public void close() {
        open.keySet().forEach(this::end);
    }
}
