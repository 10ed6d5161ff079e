package io.glassline.app.draft;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/// A city's website as one finds them: 26 services in two languages, built by different hands, with
/// a frame around each page, and beside them what no answer can be made of. Sixty pages.
final class SmallSite implements AutoCloseable {

    static final int SERVICES = 26;

    private final HttpServer server;
    private final Map<String, byte[]> pages = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    SmallSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        build();
        server.start();
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    URI at(String path) {
        return origin().resolve(path);
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    int pageCount() {
        return pages.size() + 3; // huge, moved and inward are answered below
    }

    private void build() {
        for (var language : List.of("en", "es")) {
            var links = new StringBuilder();
            for (var n = 0; n < SERVICES; n++) {
                put("/%s/service-%d/".formatted(language, n), framed(language, n, service(language, n)), UTF_8);
                links.append("<li><a href=\"/%s/service-%d/?utm_source=home\">%d</a>".formatted(language, n, n));
            }
            put(
                    "/%s/".formatted(language),
                    "<html lang=%s><body><main><ul>%s</ul></main>".formatted(language, links),
                    UTF_8);
        }
        put("/", """
                <html lang=en><body><main><h1>Alder Bay</h1><p>Everything about the city of Alder Bay, from A to Z.</p>
                <a href=/en/>All</a> <a href=/account>My account</a> <a href=/map>Map</a> <a href=/huge>Minutes</a>
                <a href=/moved>Old</a> <a href=/inward>Intranet</a>
                <a href=/private/list>List</a> <a href=/latin>Fees</a>
                <a href=/gone>Gone</a> <a href=https://elsewhere.example/>Elsewhere</a> <a href=/plan.pdf>Plan (PDF)</a>
                """, UTF_8);
        put("/account", """
                <html lang=en><body><h1>Sign in</h1><p>Please sign in to see your bills and permits.</p>
                <form><input name=user><input type=password></form>""", UTF_8);
        put("/map", """
                <html lang=en><body><div id=root></div><noscript>You need JavaScript.</noscript>
                <script src=/app.js></script>""", UTF_8);
        put("/latin", """
                <html lang=es><body><h2>¿Cuánto cuesta el año?</h2>
                <p>El año cuesta 20 dólares y se paga en la alcaldía.</p>
                """, ISO_8859_1);
        types.put("/latin", "text/html; charset=ISO-8859-1");
        put("/robots.txt", "User-agent: *\nDisallow: /private/\nCrawl-delay: 1\n", UTF_8);
        types.put("/robots.txt", "text/plain");
    }

    private void put(String path, String html, Charset charset) {
        pages.put(path, html.getBytes(charset));
        types.put(path, "text/html");
    }

    private static String framed(String language, int n, String content) {
        return """
                <!doctype html><html lang="%1$s-US"><head><meta charset=utf-8><title>%2$d</title>
                <link rel=alternate hreflang=en href="/en/service-%2$d/">
                <link rel=alternate hreflang=es href="/es/service-%2$d/">
                <script>var x = "<h2>How?</h2>";</script></head><body>
                <div class="cookie-banner">
                <h2>We value your privacy, do you?</h2><p>This site uses cookies to improve. OK?</p></div>
                <header><nav><ul><li><a href=/>Home</a></ul></nav></header>
                <main><div class=breadcrumbs><h3>Home &gt; Services &gt; You are here now</h3></div>%3$s
                <form><label>Was this helpful?</label><input type=text></form></main>
                <aside><h3>What is new?</h3><p>The council meets on Tuesday at six in the evening.</p></aside>
                <footer><h4>Contact the city</h4><p>City Hall, 1 Main Street, Alder Bay. Open from 8 to 5.</p>
                </footer></body></html>
                """.formatted(language, n, content);
    }

    private static String question(String language, int n, int which) {
        return language.equals("en")
                ? "How do I get service %d part %d?".formatted(n, which)
                : "¿Cómo pido el servicio %d parte %d?".formatted(n, which);
    }

    private static String text(String language, int n, int which) {
        return language.equals("en")
                ? "Call us at 555 01%02d for part %d, on any day from 8 to 5.".formatted(n, which)
                : "Llámenos al 555 01%02d para la parte %d, cualquier día de 8 a 5.".formatted(n, which);
    }

    private static String service(String language, int n) {
        var content = new StringBuilder();
        if (n % 5 == 3) {
            content.append("<dl>");
        }
        for (var which = 1; which <= 2; which++) {
            var asks = question(language, n, which);
            var says = text(language, n, which);
            content.append(
                    switch (n % 5) {
                        case 0 -> "<h2>%s</h2><p>%s</p>".formatted(asks, says);
                        case 1 ->
                            "<button aria-controls=p%3$d>%1$s</button><div id=p%3$d hidden><div>%2$s</div></div>"
                                    .formatted(asks, says, which);
                        case 2 -> "<details><summary>%s</summary><p>%s<br>.</p></details>".formatted(asks, says);
                        case 3 -> "<div><dt>%s</dt><dd>%s</dd></div>".formatted(asks, says);
                        default ->
                            "<h2>%s</h2><table><tr><th>Day</th><th>Call</th></tr><tr><td>All</td><td>%s</td></tr></table>"
                                    .formatted(asks, says);
                    });
        }
        return content.append(n % 5 == 3 ? "</dl>" : "").toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        calls.add(path);
        switch (path) {
            case "/huge" -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, 0);
                var block =
                        "<p>The minutes of the council.</p>\n".repeat(30_000).getBytes(UTF_8);
                try (var body = exchange.getResponseBody()) {
                    for (var written = 0; written < 50 << 20; written += block.length) {
                        body.write(block);
                    }
                }
            }
            case "/moved" -> moved(exchange, "/en/service-0/#top");
            case "/inward" -> moved(exchange, "http://10.0.0.1/admin");
            default -> {
                var page = pages.get(path);
                if (page == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    exchange.getResponseHeaders().set("Content-Type", types.getOrDefault(path, ""));
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                }
                exchange.close();
            }
        }
    }

    private static void moved(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
