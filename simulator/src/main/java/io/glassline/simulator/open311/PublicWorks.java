package io.glassline.simulator.open311;

import io.glassline.simulator.open311.ReportFaults.Kind;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.Journal;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Multipart;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.Request;
import io.glassline.simulator.provider.Sleep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Alder Bay Public Works, with Open311 GeoReport v2 below `/open311/v2` as real servers have it:
/// XML and JSON, a jurisdiction, attributes, errors, pages. It works on what is reported, slowly or
/// when it is told to, and can be told to fail (`/open311/faults`).
public final class PublicWorks {

    public static final String JURISDICTION = "alderbay.example";

    private static final Duration LIST_SPAN = Duration.ofDays(90);
    private static final int LIST_MAX = 1_000;
    private static final int FIRST_NUMBER = 26_000_001;

    private final InstantSource clock;
    private final Journal journal;
    private final ReportFaults faults;
    private final ReportPhotos photos;
    private final Map<String, Report> reports = new LinkedHashMap<>();
    private final List<String> posts = new ArrayList<>();
    private volatile Optional<Duration> closesAfter = Optional.empty();

    public PublicWorks(InstantSource clock, Journal journal, long seed) {
        this.clock = clock;
        this.journal = journal;
        this.faults = new ReportFaults(seed);
        this.photos = new ReportPhotos(faults);
        journal.reads("report", Written.class, written -> reports.put(written.number(), written.report()));
    }

    /// Closes each report by itself when it is so old.
    public PublicWorks closingAfter(Duration age) {
        closesAfter = Optional.of(age);
        return this;
    }

    /// What was reported, whoever reported it, in the order of its numbers.
    public synchronized List<Report> reports() {
        return List.copyOf(reports.values());
    }

    /// How often something was posted, by what its description said.
    public synchronized List<String> posts() {
        return List.copyOf(posts);
    }

    public Answer answer(Request request) {
        var path = request.segments();
        if (path.size() == 2 && path.get(1).equals("faults")) {
            return faults(request);
        }
        if (path.size() == 3 && path.get(1).equals("photos")) {
            return photo(path.get(2));
        }
        if (path.size() < 3 || !path.get(1).equals("v2")) {
            return path.size() == 3
                            && path.get(1).equals("reports")
                            && request.method().equals("POST")
                    ? work(path.get(2), request)
                    : Answer.noSuchPage(request);
        }
        var last = path.getLast();
        var asXml = last.endsWith(".xml");
        if (!asXml && !last.endsWith(".json")) {
            return Answer.text(404, "the format is .xml or .json");
        }
        if (faults.hits(Kind.SLOW)) {
            Sleep.lasting(faults.slowFor());
        }
        if (faults.hits(Kind.NO_ANSWER_OF_OURS)) {
            return Answer.text(200, "<html><body>The site is being maintained.</body></html>");
        }
        var names = new ArrayList<>(path.subList(2, path.size()));
        names.set(names.size() - 1, last.substring(0, last.lastIndexOf('.')));
        return geoReport(request, names, asXml);
    }

    private Answer geoReport(Request request, List<String> path, boolean asXml) {
        var isPost = request.method().equals("POST");
        var given = isPost ? form(request) : request.query();
        if (given.get("jurisdiction_id").filter(id -> !id.equals(JURISDICTION)).isPresent()) {
            return Forms.error(asXml, 404, "jurisdiction_id provided was not found");
        }
        var isOne = path.size() == 2;
        if (path.size() > 2) {
            return Answer.noSuchPage(request);
        }
        return switch ((isPost ? "POST " : "GET ") + path.getFirst() + (isOne ? "/…" : "")) {
            case "GET services/…" -> Catalogue.definition(asXml, path.getLast());
            case "GET services" -> Catalogue.services(asXml);
            case "GET tokens/…" -> token(asXml, path.getLast());
            case "GET requests/…" -> listed(asXml, List.of(path.getLast()), given);
            case "POST requests" -> post(asXml, request, given);
            case "GET requests" -> list(asXml, given);
            default -> Forms.error(asXml, 404, "there is no such resource");
        };
    }

    // POST requests

    private static Params form(Request request) {
        return request.isMultipart() ? Multipart.parse(request).fields() : request.form();
    }

    private Answer post(boolean asXml, Request request, Params form) {
        synchronized (this) {
            posts.add(form.text("description"));
        }
        if (faults.hits(Kind.STATUS_500)) {
            return Answer.text(500, "java.lang.NullPointerException");
        }
        if (faults.hits(Kind.REJECTS)) {
            return Forms.error(asXml, 400, "the description was refused");
        }
        var wrong = Catalogue.wrong(form);
        if (wrong.isPresent()) {
            return Forms.error(asXml, wrong.get().status(), wrong.get().says());
        }
        var photo = photos.of(request, form);
        if (photo instanceof ReportPhotos.Taking.Wrong(var says)) {
            return Forms.error(asXml, 400, says);
        }
        var report = taken(form, photo instanceof ReportPhotos.Taking.Taken(var there) ? there : null);
        if (faults.hits(Kind.TAKEN_THEN_500)) {
            return Answer.text(500, "upstream connect error");
        }
        if (faults.hits(Kind.TAKEN_THEN_SILENT)) {
            return new Answer.Silence();
        }
        if (faults.hits(Kind.TAKEN_THEN_SLOW)) {
            Sleep.lasting(faults.slowFor());
        }
        var told = report.token() == null
                ? Json.map("service_request_id", report.number(), "service_notice", "", "account_id", null)
                : Json.map("token", report.token());
        return Forms.list(
                asXml,
                200,
                "service_requests",
                "request",
                faults.hits(Kind.DOUBLE_ANSWER) ? List.of(told, told) : List.of(told));
    }

    private synchronized Report taken(Params form, Report.@Nullable Photo photo) {
        var now = clock.instant();
        var token = faults.hits(Kind.TOKEN) ? UUID.randomUUID().toString() : null;
        var attributes = new HashMap<String, List<String>>();
        form.values().forEach((name, values) -> {
            if (name.startsWith("attribute[")) {
                attributes.put(name.substring("attribute[".length(), name.indexOf(']')), values);
            }
        });
        var report = new Report(
                Integer.toString(FIRST_NUMBER + reports.size()),
                token,
                now,
                token == null ? now : now.plus(faults.tokenFor()),
                now,
                false,
                "",
                form.text("service_code"),
                form.text("description"),
                form.text("address_string"),
                form.get("lat").orElse(null),
                form.get("long").orElse(null),
                attributes,
                photo);
        keep(report);
        return report;
    }

    private synchronized void keep(Report report) {
        journal.write("report", Written.of(report));
        reports.put(report.number(), report);
    }

    // What is asked later

    private Answer token(boolean asXml, String token) {
        var found = reports().stream()
                .filter(report -> token.equals(report.token()))
                .findFirst();
        if (found.isEmpty()) {
            return Forms.error(asXml, 404, "token not found");
        }
        var isNumbered = !clock.instant().isBefore(found.get().numberedAt());
        return Forms.list(
                asXml,
                200,
                "service_requests",
                "request",
                List.of(Json.map("service_request_id", isNumbered ? found.get().number() : null, "token", token)));
    }

    private Answer list(boolean asXml, Params query) {
        var numbers = query.get("service_request_id");
        if (numbers.isPresent()) {
            return listed(asXml, Arrays.asList(numbers.get().split(",")), query);
        }
        var codes = query.get("service_code").map(text -> Arrays.asList(text.split(",")));
        var states = query.get("status").map(text -> Arrays.asList(text.split(",")));
        var end = time(query, "end_date").orElse(clock.instant());
        var start = time(query, "start_date").orElse(end.minus(LIST_SPAN));
        var page = Integer.parseInt(query.get("page").orElse("1"));
        var size = Math.min(LIST_MAX, Integer.parseInt(query.get("page_size").orElse("" + LIST_MAX)));
        return Forms.list(
                asXml,
                200,
                "service_requests",
                "request",
                visible().stream()
                        .filter(report -> codes.filter(list -> !list.contains(report.service()))
                                .isEmpty())
                        .filter(report -> states.filter(list -> !list.contains(status(report)))
                                .isEmpty())
                        .filter(report -> !report.requestedAt().isBefore(start)
                                && !report.requestedAt().isAfter(end))
                        .sorted(Comparator.comparing(Report::requestedAt).reversed())
                        .skip((long) (page - 1) * size)
                        .limit(size)
                        .map(this::seen)
                        .toList());
    }

    private static Optional<Instant> time(Params query, String name) {
        return query.get(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException notATime) {
                throw new BadRequest("\"" + name + "\" is not a time of ISO 8601 with a zone");
            }
        });
    }

    private Answer listed(boolean asXml, List<String> numbers, Params query) {
        var found = visible().stream()
                .filter(report -> numbers.contains(report.number()))
                .map(this::seen)
                .toList();
        return found.isEmpty() && query.get("service_request_id").isEmpty()
                ? Forms.error(asXml, 404, "service_request_id not found")
                : Forms.list(asXml, 200, "service_requests", "request", found);
    }

    /// Those that have their numbers; the old ones closed.
    private List<Report> visible() {
        var now = clock.instant();
        closesAfter.ifPresent(age -> reports().stream()
                .filter(report ->
                        !report.isClosed() && !now.isBefore(report.requestedAt().plus(age)))
                .forEach(report -> keep(report.changed(true, "Done by our crew.", now))));
        return reports().stream()
                .filter(report -> !now.isBefore(report.numberedAt()))
                .toList();
    }

    private Map<String, @Nullable Object> seen(Report report) {
        return Json.map(
                "service_request_id", report.number(),
                "status", status(report),
                "status_notes", report.notes().isEmpty() ? null : report.notes(),
                "service_name", Catalogue.name(report.service()),
                "service_code", report.service(),
                "description", faults.hits(Kind.NO_DESCRIPTIONS) ? null : report.description(),
                "agency_responsible", "Alder Bay Public Works",
                "requested_datetime", report.requestedAt().toString(),
                "updated_datetime", report.updatedAt().toString(),
                "address", report.address().isEmpty() ? null : report.address(),
                "lat", report.latitude(),
                "long", report.longitude());
    }

    private static String status(Report report) {
        return report.isClosed() ? "closed" : "open";
    }

    // For tests and demos

    /// `GET /open311/photos/26000001`: the photo that a report has.
    private Answer photo(String number) {
        return reports().stream()
                .filter(report -> report.number().equals(number))
                .flatMap(report -> Optional.ofNullable(report.photo()).stream())
                .findFirst()
                .<Answer>map(photo -> Answer.bytes(photo.type(), photo.bytes()))
                .orElseGet(() -> Answer.problem(404, "Not found", "report " + number + " has no photo"));
    }

    private Answer faults(Request request) {
        return switch (request.method()) {
            case "GET" -> Answer.json(200, faults.active());
            case "POST" -> {
                faults.begin(request.json());
                yield Answer.json(201, faults.active());
            }
            case "DELETE" -> {
                faults.end();
                yield Answer.nothing(204);
            }
            default -> Answer.noSuchPage(request);
        };
    }

    /// `POST /open311/reports/26000001` with `{"status": "closed", "notes": "Filled."}`.
    private Answer work(String number, Request request) {
        var body = request.json();
        return work(number, Json.text(body, "status").equals("closed"), Json.text(body, "notes"))
                ? Answer.nothing(204)
                : Answer.problem(404, "Not found", "there is no report " + number);
    }

    /// The crew has news of a report, or is done with it.
    public synchronized boolean work(String number, boolean closed, String notes) {
        var report = reports.get(number);
        if (report != null) {
            keep(report.changed(closed, notes, clock.instant()));
        }
        return report != null;
    }

    /// A report as the journal has it.
    record Written(
            String number,
            @Nullable String token,
            String requestedAt,
            String numberedAt,
            String updatedAt,
            boolean closed,
            String notes,
            String service,
            String description,
            String address,
            @Nullable String latitude,
            @Nullable String longitude,
            Map<String, List<String>> attributes,
            Report.@Nullable Photo photo) {

        static Written of(Report report) {
            return new Written(
                    report.number(),
                    report.token(),
                    report.requestedAt().toString(),
                    report.numberedAt().toString(),
                    report.updatedAt().toString(),
                    report.isClosed(),
                    report.notes(),
                    report.service(),
                    report.description(),
                    report.address(),
                    report.latitude(),
                    report.longitude(),
                    report.attributes(),
                    report.photo());
        }

        Report report() {
            return new Report(
                    number,
                    token,
                    Instant.parse(requestedAt),
                    Instant.parse(numberedAt),
                    Instant.parse(updatedAt),
                    closed,
                    notes,
                    service,
                    description,
                    address,
                    latitude,
                    longitude,
                    attributes,
                    photo);
        }
    }
}
