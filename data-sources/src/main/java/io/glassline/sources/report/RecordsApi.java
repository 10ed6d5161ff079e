package io.glassline.sources.report;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.request.CityService;
import io.glassline.request.CityService.Asking;
import io.glassline.request.CityService.RecordStatus;
import io.glassline.request.GivenPhoto;
import io.glassline.request.RequestSystem;
import io.glassline.request.RequestSystems.Handing;
import io.glassline.request.RequestSystems.OpenReport;
import io.glassline.request.RequestSystems.Search;
import io.glassline.request.RequestSystems.Status;
import io.glassline.request.RequestSystems.Statuses;
import io.glassline.request.RequestSystems.TokenAnswer;
import io.glassline.routing.CityRequest;
import io.glassline.sources.report.SystemCalls.Called;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/// An API in which a record is made of a JSON object. Each try says the same `Idempotency-Key`, by
/// which the API knows it again; so a call of which no answer came is made again, and makes no
/// second record.
final class RecordsApi implements TakesRequests {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_][a-z0-9_-]*)}");

    private final RequestSystem.RecordsApi system;
    private final SystemCalls calls;
    private final ObjectMapper json = new ObjectMapper();

    RecordsApi(RequestSystem.RecordsApi system) {
        this.system = system;
        this.calls = new SystemCalls(system);
    }

    /// Takes no photos.
    @Override
    public Handing hand(CityService service, CityRequest request, Optional<GivenPhoto> photo) {
        var asking = (Asking.NewRecord) service.asking();
        var post = new HttpPost(URI.create(system.base() + asking.path()));
        post.setHeader("Idempotency-Key", request.id().toString());
        withHeaders(post).setEntity(new StringEntity(body(asking, request), ContentType.APPLICATION_JSON));
        return switch (calls.call(post)) {
            case Called.NotSent(var because) -> new Handing.NotTaken(because, Optional.empty());
            case Called.NoAnswer(var because) -> new Handing.InDoubt(because);
            // Another try under the same key is still under way there.
            case Called.Answered answered when answered.status() == 409 -> new Handing.InDoubt("status 409");
            case Called.Answered answered when !answered.isSuccess() -> Refusals.of(answered);
            case Called.Answered answered ->
                Answers.tree(answered.body())
                        .flatMap(answer -> text(answer, asking.number()))
                        .<Handing>map(Handing.Numbered::new)
                        .orElseGet(Handing.Untracked::new);
        };
    }

    private String body(Asking.NewRecord asking, CityRequest request) {
        var object = json.createObjectNode();
        new TreeMap<>(asking.body()).forEach((name, text) -> object.put(name, filled(text, request.values())));
        return object.toString();
    }

    private static String filled(String text, Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }

    @Override
    public Search search(CityService service, CityRequest request, Predicate<String> isOthers) {
        return new Search.MayRepeat();
    }

    @Override
    public TokenAnswer number(CityService service, CityRequest request) {
        return new TokenAnswer.NotYet("it gives no tokens");
    }

    @Override
    public Statuses statuses(CityService service, Collection<String> numbers) {
        var asked = ((Asking.NewRecord) service.asking()).status();
        if (asked.isEmpty()) {
            return new Statuses.Told(Map.of());
        }
        var found = new HashMap<String, Status>();
        for (var number : numbers) {
            var path = asked.get().path().replace("{number}", encoded(number));
            switch (calls.call(withHeaders(new HttpGet(URI.create(system.base() + path))))) {
                case Called.NotSent(var because) -> {
                    return new Statuses.Unanswered(because);
                }
                case Called.NoAnswer(var because) -> {
                    return new Statuses.Unanswered(because);
                }
                case Called.Answered answered when answered.status() == 404 -> {}
                case Called.Answered answered
                when !answered.isSuccess() -> {
                    return new Statuses.Unanswered(Refusals.words(answered));
                }
                case Called.Answered answered ->
                    Answers.tree(answered.body())
                            .flatMap(answer -> status(answer, asked.get()))
                            .ifPresent(status -> found.put(number, status));
            }
        }
        return new Statuses.Told(found);
    }

    private static Optional<Status> status(JsonNode answer, RecordStatus asked) {
        return text(answer, asked.state())
                .map(word -> new Status(
                        asked.closed().contains(word),
                        word,
                        asked.notes().flatMap(pointer -> text(answer, pointer)).orElse("")));
    }

    private static Optional<String> text(JsonNode answer, String pointer) {
        var value = answer.at(JsonPointer.compile(pointer));
        return value.isValueNode() && !value.isNull()
                ? Optional.of(value.asText().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    @Override
    public List<OpenReport> open(CityService service) {
        return List.of();
    }

    private <R extends HttpUriRequestBase> R withHeaders(R request) {
        system.headers().forEach((name, value) -> request.setHeader(name, value.value()));
        return request;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        calls.close();
    }
}
