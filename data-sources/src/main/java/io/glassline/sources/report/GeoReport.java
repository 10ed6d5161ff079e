package io.glassline.sources.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glassline.channel.Secret;
import io.glassline.request.CityService;
import io.glassline.request.CityService.Asking;
import io.glassline.request.GivenPhoto;
import io.glassline.request.RequestSystem;
import io.glassline.request.RequestSystems.Handing;
import io.glassline.request.RequestSystems.OpenReport;
import io.glassline.request.RequestSystems.Search;
import io.glassline.request.RequestSystems.Status;
import io.glassline.request.RequestSystems.Statuses;
import io.glassline.request.RequestSystems.TokenAnswer;
import io.glassline.routing.CityRequest;
import io.glassline.routing.Point;
import io.glassline.sources.report.SystemCalls.Called;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;

/// One endpoint of Open311 GeoReport v2. Paths, parameters and answers are those of
/// https://wiki.open311.org/GeoReport_v2/.
final class GeoReport implements TakesRequests {

    /// Of the specification.
    private static final int DESCRIPTION_MAX_CHARS = 4_000;

    /// How long before and after a call its report may say that it was made.
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(10);

    /// A report within so many metres of ours, made in the same minutes and without a description, is ours.
    private static final int SAME_PLACE_METRES = 15;

    private static final String MEDIA_URL = "media_url";

    /// The part of a file. The specification has none; servers that take uploads take it under this name.
    private static final String MEDIA = "media";

    private static final ContentType TEXT = ContentType.TEXT_PLAIN.withCharset(UTF_8);

    private static final int PAGE = 200;
    private static final int PAGES_MAX = 20;

    /// The specification's longest span.
    private static final Duration LISTED_SPAN = Duration.ofDays(90);

    private final RequestSystem.Open311 system;
    private final SystemCalls calls;
    private final InstantSource clock;

    GeoReport(RequestSystem.Open311 system, InstantSource clock) {
        this.system = system;
        this.calls = new SystemCalls(system);
        this.clock = clock;
    }

    @Override
    public Handing hand(CityService service, CityRequest request, Optional<GivenPhoto> photo) {
        var post = new HttpPost(address("/requests", List.of()));
        post.setEntity(entity(form((Asking.Report) service.asking(), request), photo));
        return switch (calls.call(post)) {
            case Called.NotSent(var because) -> new Handing.NotTaken(because, Optional.empty());
            case Called.NoAnswer(var because) -> new Handing.InDoubt(because);
            case Called.Answered answered -> handing(answered);
        };
    }

    private static HttpEntity entity(List<NameValuePair> form, Optional<GivenPhoto> photo) {
        if (photo.isEmpty()) {
            return urlEncoded(form);
        }
        return switch (photo.get()) {
            case GivenPhoto.File(var name, var type, var bytes) -> {
                var parts = MultipartEntityBuilder.create().setMode(HttpMultipartMode.EXTENDED);
                form.forEach(field -> parts.addTextBody(field.getName(), field.getValue(), TEXT));
                yield parts.addBinaryBody(MEDIA, bytes, ContentType.parse(type), name)
                        .build();
            }
            case GivenPhoto.Address(var at) -> {
                add(form, MEDIA_URL, at.toString());
                yield urlEncoded(form);
            }
        };
    }

    private static HttpEntity urlEncoded(List<NameValuePair> form) {
        return new StringEntity(WWWFormCodec.format(form, UTF_8), ContentType.APPLICATION_FORM_URLENCODED);
    }

    /// @see Refusals for what its statuses mean
    private static Handing handing(Called.Answered answered) {
        if (!answered.isSuccess()) {
            return Refusals.of(answered);
        }
        var tree = Answers.tree(answered.body());
        if (tree.isEmpty()) {
            return new Handing.InDoubt("its answer cannot be read");
        }
        var things = Answers.things(tree.get());
        var number = first(things, "service_request_id");
        if (number.isPresent()) {
            return new Handing.Numbered(number.get());
        }
        var token = first(things, "token");
        if (token.isPresent()) {
            return new Handing.Token(token.get());
        }
        // Some say with 200 that something is wrong.
        var code = first(things, "code").filter(text -> text.matches("[45][0-9][0-9]"));
        return code.map(text ->
                        Refusals.of(new Called.Answered(Integer.parseInt(text), answered.body(), Optional.empty())))
                .orElseGet(() ->
                        things.isEmpty() ? new Handing.InDoubt("its answer names no report") : new Handing.Untracked());
    }

    private static Optional<String> first(List<ObjectNode> things, String name) {
        return things.stream()
                .flatMap(thing -> Answers.text(thing, name).stream())
                .findFirst();
    }

    private List<NameValuePair> form(Asking.Report asking, CityRequest request) {
        var form = new ArrayList<NameValuePair>();
        system.jurisdiction().ifPresent(id -> add(form, "jurisdiction_id", id));
        system.apiKey().map(Secret::value).ifPresent(key -> add(form, "api_key", key));
        add(form, "service_code", asking.code());
        request.point().ifPresent(point -> {
            add(form, "lat", degrees(point.latitude()));
            add(form, "long", degrees(point.longitude()));
        });
        request.value(CityRequest.ADDRESS).ifPresent(address -> add(form, "address_string", address));
        add(form, "description", description(request));
        system.keyAttribute()
                .ifPresent(code ->
                        add(form, "attribute[" + code + "]", request.id().toString()));
        for (var attribute : asking.attributes()) {
            request.value(attribute.name()).ifPresent(said -> attribute(form, attribute, said));
        }
        return form;
    }

    /// Several values stand with commas between them.
    private static void attribute(List<NameValuePair> form, CityService.Attribute attribute, String said) {
        if (attribute.values().isEmpty()) {
            add(form, "attribute[" + attribute.code() + "]", said);
            return;
        }
        var keys = said.contains(",") && !attribute.values().containsKey(said)
                ? said.split("\\s*,\\s*")
                : new String[] {said};
        for (var key : keys) {
            add(
                    form,
                    "attribute[" + attribute.code() + "]" + (keys.length > 1 ? "[]" : ""),
                    attribute.values().getOrDefault(key, key));
        }
    }

    /// Ends with the mark by which it is found again.
    private static String description(CityRequest request) {
        var mark = "[" + request.id().mark() + "]";
        var words = request.value(CityRequest.DESCRIPTION).orElse("").strip();
        var room = DESCRIPTION_MAX_CHARS - mark.length() - 1;
        return ((words.length() > room ? words.substring(0, room) : words) + " " + mark).strip();
    }

    private static String degrees(double degrees) {
        return String.format(Locale.ROOT, "%.7f", degrees);
    }

    private static void add(List<NameValuePair> form, String name, String value) {
        form.add(new BasicNameValuePair(name, value));
    }

    /// A system that numbers later lists nothing of what it took a moment ago, so that what is not
    /// there proves nothing.
    @Override
    public Search search(CityService service, CityRequest request, Predicate<String> isOthers) {
        var code = ((Asking.Report) service.asking()).code();
        var handed = request.handedOverAt().orElse(request.askedAt());
        var listed = list(List.of(
                new BasicNameValuePair("service_code", code),
                new BasicNameValuePair(
                        "start_date",
                        handed.minus(CLOCKS_DIFFER_BY)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()),
                new BasicNameValuePair(
                        "end_date",
                        clock.instant()
                                .plus(CLOCKS_DIFFER_BY)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())));
        return switch (listed) {
            case Listed.Failed(var because) -> new Search.Unanswered(because);
            case Listed.All(var things, var isWhole) -> {
                var ours = things.stream()
                        .filter(thing -> isOurs(thing, request, isOthers))
                        .flatMap(thing -> Answers.text(thing, "service_request_id").stream())
                        .findFirst();
                if (ours.isPresent()) {
                    yield new Search.Found(ours.get());
                }
                yield isWhole && tellsAtOnce(code)
                        ? new Search.NotThere()
                        : new Search.CannotTell("it does not list at once all that it took");
            }
        };
    }

    /// By our id or our mark; where the server tells no descriptions, by the place, if it is no other request's.
    private static boolean isOurs(JsonNode thing, CityRequest request, Predicate<String> isOthers) {
        if (thing.toString().contains(request.id().toString())) {
            return true;
        }
        var description = Answers.text(thing, "description");
        return description
                .map(text -> text.contains(request.id().mark()))
                .orElseGet(() -> isThere(thing, request)
                        && Answers.text(thing, "service_request_id")
                                .filter(isOthers.negate())
                                .isPresent());
    }

    private static boolean isThere(JsonNode thing, CityRequest request) {
        return point(thing)
                .flatMap(there -> request.point().map(there::distanceTo))
                .filter(metres -> metres <= SAME_PLACE_METRES)
                .isPresent();
    }

    private boolean tellsAtOnce(String code) {
        return definitions() instanceof Listed.All(var things, var _)
                && things.stream()
                        .filter(thing -> Answers.text(thing, "service_code")
                                .filter(code::equals)
                                .isPresent())
                        .noneMatch(thing -> Answers.text(thing, "type")
                                .filter(type -> !type.equalsIgnoreCase("realtime"))
                                .isPresent());
    }

    @Override
    public TokenAnswer number(CityService service, CityRequest request) {
        var token = request.token().orElseThrow();
        return switch (get("/tokens/" + encoded(token), List.of())) {
            case Listed.Failed(var because) -> new TokenAnswer.NotYet(because);
            case Listed.All(var things, var _) ->
                first(things, "service_request_id")
                        .<TokenAnswer>map(TokenAnswer.Number::new)
                        .orElseGet(() -> new TokenAnswer.NotYet("it has no number yet"));
        };
    }

    @Override
    public Statuses statuses(CityService service, Collection<String> numbers) {
        var asked = List.<NameValuePair>of(new BasicNameValuePair("service_request_id", String.join(",", numbers)));
        return switch (get("/requests", asked)) {
            case Listed.Failed(var because) -> new Statuses.Unanswered(because);
            case Listed.All(var things, var _) -> {
                var found = new HashMap<String, Status>();
                for (var thing : things) {
                    var number = Answers.text(thing, "service_request_id").filter(numbers::contains);
                    var word = Answers.text(thing, "status");
                    if (number.isPresent() && word.isPresent()) {
                        var status = new Status(
                                word.get().equalsIgnoreCase("closed"),
                                word.get().toLowerCase(Locale.ROOT),
                                Answers.text(thing, "status_notes").orElse(""));
                        // One that is told twice is as it is told last; closed counts over open.
                        found.merge(number.get(), status, (one, other) -> one.isClosed() ? one : other);
                    }
                }
                yield new Statuses.Told(found);
            }
        };
    }

    @Override
    public List<OpenReport> open(CityService service) {
        var end = clock.instant().plus(CLOCKS_DIFFER_BY).truncatedTo(ChronoUnit.SECONDS);
        var listed = list(List.of(
                new BasicNameValuePair("service_code", ((Asking.Report) service.asking()).code()),
                new BasicNameValuePair("status", "open"),
                new BasicNameValuePair("start_date", end.minus(LISTED_SPAN).toString()),
                new BasicNameValuePair("end_date", end.toString())));
        return listed instanceof Listed.All(var things, var _)
                ? things.stream().flatMap(thing -> report(thing).stream()).toList()
                : List.of();
    }

    private static Optional<OpenReport> report(JsonNode thing) {
        var isOpen = Answers.text(thing, "status")
                .filter(word -> word.equalsIgnoreCase("open"))
                .isPresent();
        return Answers.text(thing, "service_request_id")
                .filter(_ -> isOpen)
                .flatMap(number -> point(thing)
                        .map(at -> new OpenReport(
                                number,
                                at,
                                Answers.text(thing, "address").orElse(""),
                                Answers.text(thing, "requested_datetime")
                                        .flatMap(GeoReport::time)
                                        .orElse(Instant.EPOCH),
                                Answers.text(thing, "count")
                                        .filter(text -> text.matches("[0-9]{1,6}"))
                                        .map(Integer::parseInt)
                                        .orElse(1))));
    }

    private static Optional<Point> point(JsonNode thing) {
        return Answers.text(thing, "lat")
                .flatMap(latitude -> Answers.text(thing, "long").flatMap(longitude -> Point.of(latitude, longitude)));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// What a server lists, or why it does not.
    sealed interface Listed {

        /// @param isWhole whether it told all that there is
        record All(List<ObjectNode> things, boolean isWhole) implements Listed {}

        record Failed(String because) implements Listed {}
    }

    /// The services that it has.
    Listed definitions() {
        return get("/services", List.of());
    }

    /// The definition of one service.
    Listed definition(String code) {
        return get("/services/" + encoded(code), List.of());
    }

    /// Page by page, as far as there is something new: servers without pages give the same again.
    private Listed list(List<? extends NameValuePair> query) {
        var all = new ArrayList<ObjectNode>();
        var seen = new HashSet<String>();
        for (var page = 1; page <= PAGES_MAX; page++) {
            var asked = new ArrayList<NameValuePair>(query);
            asked.add(new BasicNameValuePair("page", Integer.toString(page)));
            asked.add(new BasicNameValuePair("page_size", Integer.toString(PAGE)));
            switch (get("/requests", asked)) {
                case Listed.Failed failed -> {
                    return failed;
                }
                case Listed.All(var things, var _) -> {
                    var isMore = false;
                    for (var thing : things) {
                        var isNew = Answers.text(thing, "service_request_id")
                                .filter(seen::add)
                                .isPresent();
                        isMore |= isNew;
                        if (isNew) {
                            all.add(thing);
                        }
                    }
                    if (!isMore) {
                        return new Listed.All(all, true);
                    }
                }
            }
        }
        return new Listed.All(all, false);
    }

    private Listed get(String path, List<? extends NameValuePair> query) {
        return switch (calls.call(new HttpGet(address(path, query)))) {
            case Called.NotSent(var because) -> new Listed.Failed(because);
            case Called.NoAnswer(var because) -> new Listed.Failed(because);
            case Called.Answered answered when !answered.isSuccess() -> new Listed.Failed(Refusals.words(answered));
            case Called.Answered answered ->
                Answers.tree(answered.body())
                        .<Listed>map(tree -> new Listed.All(Answers.things(tree), true))
                        .orElseGet(() -> new Listed.Failed("its answer cannot be read"));
        };
    }

    private URI address(String path, List<? extends NameValuePair> query) {
        var all = new ArrayList<NameValuePair>(query);
        system.jurisdiction().ifPresent(id -> add(all, "jurisdiction_id", id));
        var format = system.format().name().toLowerCase(Locale.ROOT);
        return URI.create(
                system.base() + path + "." + format + (all.isEmpty() ? "" : "?" + WWWFormCodec.format(all, UTF_8)));
    }

    private static String encoded(String segment) {
        return WWWFormCodec.format(List.of(new BasicNameValuePair("x", segment)), UTF_8)
                .substring(2)
                .replace("+", "%20");
    }

    @Override
    public void close() {
        calls.close();
    }
}
