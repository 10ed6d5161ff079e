package io.glassline.console;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A browser without scripts: it keeps the session's cookie, fills in forms as the page gave them, and follows no
/// redirect that it is not told to.
final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern ONCE = Pattern.compile("name=\"once\" value=\"([^\"]+)\"");

    final Map<String, String> cookies = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Town town;
    private String lastPage = "";

    Browser(Town town) {
        this.town = town;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(town.at(path)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request, headers.length == 0);
    }

    /// Sends a form with the hidden fields of the page last seen.
    HttpResponse<String> submit(String path, Map<String, String> fields) throws IOException, InterruptedException {
        var all = new HashMap<>(fields);
        hidden(CSRF).ifPresent(token -> all.putIfAbsent("csrf", token));
        hidden(ONCE).ifPresent(token -> all.putIfAbsent("once", token));
        return post(path, all);
    }

    HttpResponse<String> post(String path, Map<String, String> fields, String... headers)
            throws IOException, InterruptedException {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(town.at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request, true);
    }

    Browser signedInAs(String id) throws IOException, InterruptedException {
        var answer = post("/console/sign-in", Map.of("id", id, "password", Town.PASSWORD, "next", "/console"));
        if (answer.statusCode() != 303) {
            throw new AssertionError("sign-in answered " + answer.statusCode());
        }
        return this;
    }

    private HttpResponse<String> send(HttpRequest.Builder request, boolean isPage)
            throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("set-cookie").forEach(this::keep);
        if (isPage && response.statusCode() != 303) {
            lastPage = response.body();
        }
        return response;
    }

    private void keep(String setCookie) {
        var pair = setCookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private java.util.Optional<String> hidden(Pattern field) {
        var found = field.matcher(lastPage);
        return found.find() ? java.util.Optional.of(found.group(1)) : java.util.Optional.empty();
    }

    static @Nullable String location(HttpResponse<String> response) {
        return response.headers().firstValue("location").orElse(null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
