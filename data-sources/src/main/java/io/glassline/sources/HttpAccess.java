package io.glassline.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.source.Question;
import io.glassline.source.Source;
import io.glassline.source.SourceLookup;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/// Look-ups that are calls to an API.
final class HttpAccess implements SourceAccess {

    /// Twenty rows stand on fewer.
    static final int PAGES_MAX = 10;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);

    private final Source.HttpApi source;
    private final ObjectMapper json = new ObjectMapper();
    private final ApiCalls calls;
    private final Optional<AccessToken> token;

    HttpAccess(Source.HttpApi source, InstantSource clock) {
        this.source = source;
        this.calls = new ApiCalls(source.isInside(), source.limits().connectionsMax());
        this.token = source.credentials().map(credentials -> new AccessToken(credentials, calls, json, clock));
    }

    @Override
    public List<Map<String, String>> rows(SourceLookup lookup, Map<String, String> arguments) throws SourceFailure {
        var call = (Question.Call) lookup.question();
        var rows = new JsonRows(call);
        var found = new ArrayList<Map<String, String>>();
        for (var row : allRows(lookup, call, arguments)) {
            found.add(rows.columns(row));
        }
        return found;
    }

    @Override
    public Set<String> columns(SourceLookup lookup, Map<String, String> arguments) throws SourceFailure {
        var call = (Question.Call) lookup.question();
        var rows = allRows(lookup, call, arguments);
        if (rows.isEmpty()) {
            throw new SourceFailure(Outcome.NOTHING, "it found nothing, so its answer cannot be compared");
        }
        var present = new LinkedHashSet<>(call.columns().keySet());
        rows.forEach(row -> present.retainAll(new JsonRows(call).present(row)));
        return present;
    }

    private List<JsonNode> allRows(SourceLookup lookup, Question.Call call, Map<String, String> arguments)
            throws SourceFailure {
        var deadline = System.nanoTime() + lookup.timeLimit().toNanos();
        var template = new CallTemplate(call, arguments);
        if (template.leavesItsPath()) {
            return List.of();
        }
        var rowsMax = source.limits().rowsMax();
        var reader = new JsonRows(call);
        var found = new ArrayList<JsonNode>();
        var seen = new HashSet<URI>();
        var next = Optional.of(template.address(source.base()));
        while (next.isPresent() && found.size() < rowsMax) {
            var address = next.get();
            if (!seen.add(address)) {
                throw new SourceFailure(Outcome.WRONG, "its pages lead in a circle");
            }
            if (seen.size() > PAGES_MAX) {
                throw new SourceFailure(Outcome.WRONG, "it has more than %d pages".formatted(PAGES_MAX));
            }
            var answer = answer(address, template.body(json), deadline);
            if (answer.isEmpty()) {
                break;
            }
            found.addAll(reader.of(answer.get()));
            next = nextPage(call, answer.get(), address);
        }
        return found.subList(0, Math.min(found.size(), rowsMax));
    }

    /// The API's own pages only: an address elsewhere would be given our headers.
    private Optional<URI> nextPage(Question.Call call, JsonNode answer, URI from) throws SourceFailure {
        if (call.nextPage().isEmpty()) {
            return Optional.empty();
        }
        var text = answer.at(JsonPointer.compile(call.nextPage().get())).asText("");
        if (text.isEmpty() || text.equals("null")) {
            return Optional.empty();
        }
        try {
            var next = from.resolve(text);
            if (!origin(next).equals(origin(source.base()))) {
                throw new SourceFailure(Outcome.WRONG, "its next page lies on another host");
            }
            return Optional.of(next);
        } catch (IllegalArgumentException e) {
            throw new SourceFailure(Outcome.WRONG, "its next page has no address");
        }
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /// Empty where it says that there is no such thing.
    private Optional<JsonNode> answer(URI address, Optional<String> body, long deadline) throws SourceFailure {
        var reply = authorized(address, body, deadline);
        if (NOT_THERE.contains(reply.status())) {
            return Optional.empty();
        }
        if (reply.status() == UNAUTHORIZED || reply.status() == FORBIDDEN) {
            throw new SourceFailure(Outcome.REFUSED, "it does not let us in (status %d)".formatted(reply.status()));
        }
        if (!reply.isSuccess()) {
            throw new SourceFailure(
                    Outcome.WRONG, "it does not understand the call (status %d)".formatted(reply.status()));
        }
        try {
            var answer = json.readTree(reply.body());
            if (answer == null || answer.isMissingNode()) {
                throw new SourceFailure(Outcome.WRONG, "its answer is empty");
            }
            return Optional.of(answer);
        } catch (JacksonException e) {
            throw new SourceFailure(Outcome.WRONG, "its answer is no JSON");
        }
    }

    /// A token that ended before its time is renewed once.
    private ApiCalls.Reply authorized(URI address, Optional<String> body, long deadline) throws SourceFailure {
        if (token.isEmpty()) {
            return calls.call(request(address, body), deadline);
        }
        var first = token.get().value(deadline);
        var reply = calls.call(withToken(address, body, first), deadline);
        if (reply.status() != UNAUTHORIZED) {
            return reply;
        }
        token.get().forget(first);
        return calls.call(withToken(address, body, token.get().value(deadline)), deadline);
    }

    private HttpUriRequestBase withToken(URI address, Optional<String> body, String token) {
        var request = request(address, body);
        request.setHeader("Authorization", "Bearer " + token);
        return request;
    }

    private HttpUriRequestBase request(URI address, Optional<String> body) {
        HttpUriRequestBase request = body.isPresent() ? new HttpPost(address) : new HttpGet(address);
        request.setHeader("Accept", "application/json");
        source.headers().forEach((name, value) -> request.setHeader(name, value.value()));
        body.ifPresent(
                text -> request.setEntity(new StringEntity(text, ContentType.APPLICATION_JSON.withCharset(UTF_8))));
        return request;
    }

    @Override
    public void close() {
        calls.close();
    }
}
