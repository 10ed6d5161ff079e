package io.glassline.app.open311;

import io.glassline.app.http.Problems;
import io.glassline.app.open311.ServedRequests.Query;
import io.glassline.request.Requests;
import io.glassline.request.Requests.Filter;
import io.glassline.router.city.ServiceDefinitions;
import io.glassline.routing.CityRequest;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// What residents reported, read only, as Open311 GeoReport v2: for a map, or for FixMyStreet. Not there unless
/// `services.yml` says `serve: yes`.
@Controller("/open311/v2")
@ExecuteOn(TaskExecutors.BLOCKING)
final class GeoReportController {

    private final ServedServices served;
    private final Requests requests;
    private final InstantSource clock;

    GeoReportController(ServedServices served, Requests requests, InstantSource clock) {
        this.served = served;
        this.requests = requests;
        this.clock = clock;
    }

    @Get("/services.{format}")
    HttpResponse<?> services(@PathVariable String format) {
        return answer(
                format,
                (form, services) -> ok(
                        form,
                        form.list(
                                "services",
                                "service",
                                services.byName().values().stream()
                                        .map(defined -> ServedRequests.service(defined.service()))
                                        .toList())));
    }

    @Get("/services/{code}.{format}")
    HttpResponse<?> service(@PathVariable String code, @PathVariable String format) {
        return answer(
                format,
                (form, services) -> services.find(code)
                        .<HttpResponse<?>>map(service ->
                                ok(form, form.thing("service_definition", ServedRequests.definition(service))))
                        .orElseGet(() -> error(form, HttpStatus.NOT_FOUND, "There is no service of this code.")));
    }

    @Get("/requests.{format}")
    HttpResponse<?> list(
            @PathVariable String format,
            @QueryValue("service_request_id") @Nullable String numbers,
            @QueryValue("service_code") @Nullable String codes,
            @QueryValue("start_date") @Nullable String start,
            @QueryValue("end_date") @Nullable String end,
            @QueryValue @Nullable String status) {
        return answer(format, (form, services) -> {
            try {
                var query = new Query(numbers, codes, start, end, status);
                var filter = ServedRequests.filter(query, services, clock.instant());
                return listed(form, services, requests.list(filter, ServedRequests.REQUESTS_MAX));
            } catch (IllegalArgumentException e) {
                return error(form, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
            }
        });
    }

    @Get("/requests/{number}.{format}")
    HttpResponse<?> one(@PathVariable String number, @PathVariable String format) {
        return answer(format, (form, services) -> {
            var filter = new Filter(
                    List.copyOf(services.byName().keySet()),
                    List.of(number),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            var found = requests.list(filter, ServedRequests.REQUESTS_MAX);
            return found.isEmpty()
                    ? error(form, HttpStatus.NOT_FOUND, "There is no request of this number.")
                    : listed(form, services, found);
        });
    }

    private static HttpResponse<?> listed(GeoReportForm form, ServiceDefinitions services, List<CityRequest> requests) {
        List<Map<String, @Nullable Object>> shown = requests.stream()
                .flatMap(request ->
                        services
                                .find(request.service())
                                .map(service -> ServedRequests.request(request, service))
                                .stream())
                .toList();
        return ok(form, form.list("service_requests", "request", shown));
    }

    private HttpResponse<?> answer(
            String format, BiFunction<GeoReportForm, ServiceDefinitions, HttpResponse<?>> answer) {
        var services = served.city().services();
        var form = switch (format) {
            case "json" -> Optional.of(GeoReportForm.JSON);
            case "xml" -> Optional.of(GeoReportForm.XML);
            default -> Optional.<GeoReportForm>empty();
        };
        return form.isPresent() && services.isServed()
                ? answer.apply(form.get(), services)
                : Problems.notFound("There is nothing at this address.");
    }

    private static HttpResponse<?> ok(GeoReportForm form, String body) {
        return HttpResponse.ok(body)
                .header("Content-Type", form.contentType())
                .header("Access-Control-Allow-Origin", "*");
    }

    private static HttpResponse<?> error(GeoReportForm form, HttpStatus status, String description) {
        return HttpResponse.status(status)
                .body(form.error(status.getCode(), description))
                .header("Content-Type", form.contentType())
                .header("Access-Control-Allow-Origin", "*");
    }
}
