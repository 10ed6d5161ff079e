package io.glassline.simulator.records;

import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.HttpListener;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Request;
import io.glassline.simulator.provider.Sleep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A permits office's API as many cities run one: `/permits/{number}`, `/permits?street=`, paged,
/// behind OAuth 2 client credentials (`/token`). It can be told to fail.
public final class RecordsApi implements AutoCloseable {

    public static final String CLIENT = "glassline";
    public static final String CLIENT_SECRET = "records-client-secret";

    private static final int PAGE = 2;
    private static final Duration SLOW = Duration.ofSeconds(4);

    /// What may be wrong with it.
    public enum Fault {
        NONE,
        STATUS_500,
        SLOW,
        ASKS_FOR_PATIENCE,
        NO_JSON,
        FIELD_GONE,
        TOKEN_ENDED,
        PAGES_IN_A_CIRCLE,
        POINTS_ELSEWHERE
    }

    private final HttpListener listener;
    private final Map<String, Map<String, Object>> permits = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    private RecordsApi() {
        listener = new HttpListener("127.0.0.1", 0, this::answer);
    }

    public static RecordsApi start() {
        return new RecordsApi();
    }

    public RecordsApi permit(String number, String street, String status) {
        permits.put(number, Map.of("number", number, "street", street, "state", Map.of("name", status)));
        return this;
    }

    public void fault(Fault next) {
        fault = next;
    }

    /// The paths and queries that were asked, as they came.
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /// How many tokens were given.
    public int tokens() {
        return tokens.get();
    }

    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    private Answer answer(Request request) {
        if (request.path().equals("/token")) {
            return token(request);
        }
        calls.add(request.path()
                + (request.query().values().isEmpty()
                        ? ""
                        : "?" + request.query().encoded()));
        var current = "token-" + tokens.get();
        if (!request.bearer().orElse("").equals(current)) {
            return Answer.problem(401, "Unauthorized", "the token has ended");
        }
        return switch (fault) {
            case STATUS_500 -> Answer.problem(500, "Internal error", "the database is away");
            case SLOW -> {
                Sleep.lasting(SLOW);
                yield permits(request);
            }
            case ASKS_FOR_PATIENCE ->
                Answer.problem(429, "Too many requests", "slowly").with("Retry-After", "7");
            case NO_JSON -> Answer.text(200, "<html>maintenance</html>");
            case POINTS_ELSEWHERE -> Answer.redirect(302, "http://127.0.0.1:1/");
            case TOKEN_ENDED -> {
                tokens.incrementAndGet(); // whatever it said of the token's end
                fault = Fault.NONE;
                yield Answer.problem(401, "Unauthorized", "the token has ended");
            }
            case NONE, FIELD_GONE, PAGES_IN_A_CIRCLE -> permits(request);
        };
    }

    private Answer token(Request request) {
        if (!request.basic().orElse("").equals(CLIENT + ":" + CLIENT_SECRET)) {
            return Answer.problem(401, "Unauthorized", "no such client");
        }
        return Answer.json(200, Json.map("access_token", "token-" + tokens.incrementAndGet(), "expires_in", 3600));
    }

    private Answer permits(Request request) {
        var segments = request.segments();
        if (segments.size() == 2) {
            var permit = permits.get(segments.get(1));
            return permit == null
                    ? Answer.problem(404, "Not found", "no such permit")
                    : Answer.json(200, Json.map("permit", seen(permit)));
        }
        var street = request.query().get("street").orElse("");
        var from = Integer.parseInt(request.query().get("from").orElse("0"));
        var found = permits.keySet().stream()
                .sorted()
                .map(permits::get)
                .filter(permit -> street.equals(permit.get("street")))
                .toList();
        var page = new ArrayList<Map<String, Object>>();
        found.stream().skip(from).limit(PAGE).forEach(permit -> page.add(seen(permit)));
        var next = fault == Fault.PAGES_IN_A_CIRCLE ? 0 : from + PAGE;
        var more = next < found.size();
        return Answer.json(
                200,
                Json.map(
                        "permits",
                        page,
                        "next",
                        more ? "/permits?street=" + street.replace(" ", "%20") + "&from=" + next : ""));
    }

    private Map<String, Object> seen(Map<String, Object> permit) {
        return fault == Fault.FIELD_GONE
                ? Map.of("number", permit.get("number"), "phase", permit.get("state"))
                : permit;
    }

    @Override
    public void close() {
        listener.close();
    }
}
