package io.glassline.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.HttpListener;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Request;
import io.glassline.simulator.provider.Sleep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A provider of language models in the three ways of talking that are in use: `/v1/chat/completions` as OpenAI and
/// many servers have it, `/v1/messages` as Anthropic, `/api/chat` as Ollama. It wants its key where the provider does,
/// says what it is told to say, and can be told to fail.
public final class ModelProvider implements AutoCloseable {

    public static final String KEY = "sk-stand-in";

    /// What each answer took, as it says.
    public static final int TOKENS = 120;

    private static final int TOKENS_READ = 100;
    private static final Duration FOR_EVER = Duration.ofMinutes(10);
    private static final String APPROVED = "Approved answer:\n";

    /// What may be wrong with it.
    public enum Fault {
        NONE,
        /// It asks for patience, for seven seconds.
        TOO_MANY_REQUESTS,
        STATUS_500,
        OVERLOADED,
        NO_SUCH_MODEL,
        NEVER_ANSWERS,
        HANGS_UP,
        /// The JSON ends in the middle.
        HALF_AN_ANSWER,
        NO_JSON,
        /// The text ends in the middle, and it says so.
        CUT_OFF,
        /// It will not, and says so where its provider does.
        REFUSES,
        EMPTY
    }

    private final HttpListener listener;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Fault.NONE;
    private volatile UnaryOperator<String> says = ModelProvider::firstApproved;

    private ModelProvider() {
        listener = new HttpListener("127.0.0.1", 0, this::answer);
    }

    public static ModelProvider start() {
        return new ModelProvider();
    }

    /// Without a word about it, it copies the first approved answer it is given, as a careful model does.
    private static String firstApproved(String material) {
        var from = material.indexOf(APPROVED);
        if (from < 0) {
            return "I have no approved answer to this.";
        }
        var text = material.substring(from + APPROVED.length());
        return text.split("\n\n(?:Approved answer:|Question)", 2)[0];
    }

    /// What it answers from now on.
    public void says(String text) {
        says = _ -> text;
    }

    /// What it answers to what it is asked.
    public void says(UnaryOperator<String> answer) {
        says = answer;
    }

    public void fault(Fault next) {
        fault = next;
    }

    /// All that it was asked, as the words that came.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// Its address, without the path that belongs to a way of talking.
    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    private Answer answer(Request request) {
        return switch (request.path()) {
            case "/v1/chat/completions" ->
                request.bearer().orElse("").equals(KEY) ? answer(request, this::openAi) : unauthorized();
            case "/v1/messages" ->
                request.header("x-api-key").orElse("").equals(KEY)
                                && request.header("anthropic-version").isPresent()
                        ? answer(request, this::anthropic)
                        : unauthorized();
            case "/api/chat" -> answer(request, this::ollama);
            default -> Answer.noSuchPage(request);
        };
    }

    private static Answer unauthorized() {
        return error(401, "authentication_error", "invalid key");
    }

    private static Answer.Reply error(int status, String type, String message) {
        return Answer.json(status, Json.map("type", "error", "error", Map.of("type", type, "message", message)));
    }

    /// How a text is answered in one way of talking.
    private interface Way {
        Map<String, ?> of(String model, String text);
    }

    private Answer answer(Request request, Way way) {
        var body = request.json();
        var words = words(body);
        asked.add(words);
        var model = Json.text(body, "model");
        var text = says.apply(words);
        return switch (fault) {
            case TOO_MANY_REQUESTS -> error(429, "rate_limit_error", "slowly").with("Retry-After", "7");
            case STATUS_500 -> error(500, "api_error", "internal");
            case OVERLOADED -> error(529, "overloaded_error", "overloaded");
            case NO_SUCH_MODEL -> error(404, "not_found_error", "model " + model);
            case NEVER_ANSWERS -> {
                Sleep.lasting(FOR_EVER);
                yield new Answer.Silence();
            }
            case HANGS_UP -> new Answer.Silence();
            case HALF_AN_ANSWER -> {
                var whole = new String(Json.bytes(way.of(model, text)), StandardCharsets.UTF_8);
                yield Answer.bytes(
                        "application/json",
                        whole.substring(0, whole.length() / 2).getBytes(StandardCharsets.UTF_8));
            }
            case NO_JSON -> Answer.text(200, "<html>maintenance</html>");
            case EMPTY -> Answer.json(200, way.of(model, ""));
            case NONE, CUT_OFF, REFUSES -> Answer.json(200, way.of(model, text));
        };
    }

    /// The words of all messages, whoever of the two is said to speak.
    private static String words(JsonNode body) {
        var system = body.path("system");
        var before = system.isTextual() ? system.asText() : texts(system);
        return before
                + "\n"
                + StreamSupport.stream(body.path("messages").spliterator(), false)
                        .map(message -> message.path("content"))
                        .map(content -> content.isTextual() ? content.asText() : texts(content))
                        .collect(Collectors.joining("\n"));
    }

    private static String texts(JsonNode parts) {
        return StreamSupport.stream(parts.spliterator(), false)
                .map(part -> part.path("text").asText())
                .collect(Collectors.joining("\n"));
    }

    private Map<String, ?> openAi(String model, String text) {
        var refuses = fault == Fault.REFUSES;
        var message = Json.map(
                "role",
                "assistant",
                "content",
                refuses ? null : text,
                "refusal",
                refuses ? "I can't help with that." : null);
        return Json.map(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                model,
                "choices",
                List.of(Json.map(
                        "index",
                        0,
                        "message",
                        message,
                        "finish_reason",
                        fault == Fault.CUT_OFF ? "length" : refuses ? "content_filter" : "stop")),
                "usage",
                Map.of(
                        "prompt_tokens",
                        TOKENS_READ,
                        "completion_tokens",
                        TOKENS - TOKENS_READ,
                        "total_tokens",
                        TOKENS));
    }

    private Map<String, ?> anthropic(String model, String text) {
        return Json.map(
                "id",
                "msg_1",
                "type",
                "message",
                "role",
                "assistant",
                "model",
                model,
                "content",
                fault == Fault.REFUSES ? List.of() : List.of(Map.of("type", "text", "text", text)),
                "stop_reason",
                fault == Fault.CUT_OFF ? "max_tokens" : fault == Fault.REFUSES ? "refusal" : "end_turn",
                "usage",
                Map.of("input_tokens", TOKENS_READ, "output_tokens", TOKENS - TOKENS_READ));
    }

    private Map<String, ?> ollama(String model, String text) {
        return Json.map(
                "model",
                model,
                "created_at",
                "2026-11-30T06:00:00Z",
                "message",
                Map.of("role", "assistant", "content", fault == Fault.REFUSES ? "" : text),
                "done",
                true,
                "done_reason",
                fault == Fault.CUT_OFF ? "length" : "stop",
                "prompt_eval_count",
                TOKENS_READ,
                "eval_count",
                TOKENS - TOKENS_READ);
    }

    @Override
    public void close() {
        listener.close();
    }
}
