package io.glassline.channels.twilio;

import com.twilio.exception.ApiConnectionException;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.ProviderCall.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/// One exchange of the Twilio SDK with the API, over the JDK's client; the API is moved to `apiUrl` if one is
/// given. It keeps what the SDK's exceptions leave out: the status, the wait asked for, and whether anything was
/// sent.
///
/// The SDK would repeat a request up to three times after a 5xx, a send included. Here it is made once.
public final class TwilioExchange extends com.twilio.http.HttpClient {

    private final HttpClient http;
    private final Optional<String> apiUrl;
    private Reply reply = new Reply.NoConnection("the call was not made");

    public TwilioExchange(HttpClient http, Optional<String> apiUrl) {
        this.http = http;
        this.apiUrl = apiUrl;
    }

    /// What came back last.
    public Reply reply() {
        return reply;
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        reply = ProviderCall.make(http, overTheWire(request));
        return switch (reply) {
            case Reply.Answer answered ->
                new Response(answered.body(), answered.status(), headers(answered)); // without headers the SDK fails
            case Reply.NoConnection(var because) -> throw new ApiConnectionException(because);
            case Reply.NoAnswer(var because) -> throw new ApiConnectionException(because);
        };
    }

    private HttpRequest overTheWire(Request request) {
        var original = URI.create(request.constructURL().toString());
        var query = original.getRawQuery() == null ? "" : "?" + original.getRawQuery();
        var target = apiUrl.map(base -> URI.create(withoutSlash(base) + original.getRawPath() + query))
                .orElse(original);
        var built = HttpRequest.newBuilder(target).timeout(ProviderCall.ANSWER_MAX);
        if (request.requiresAuthentication()) {
            built.header("Authorization", request.getAuthString());
        }
        built.header("Accept", "application/json");
        if (request.getMethod() == HttpMethod.POST) {
            return built.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form(request)))
                    .build();
        }
        return built.method(request.getMethod().toString(), BodyPublishers.noBody())
                .build();
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String form(Request request) {
        return request.getPostParams().entrySet().stream()
                .flatMap(
                        field -> field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Header[] headers(Reply.Answer answered) {
        return answered.response().headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> new BasicHeader(header.getKey(), value)))
                .toArray(Header[]::new);
    }
}
