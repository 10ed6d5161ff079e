package io.glassline.simulator;

import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.City;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The website of the demo's city, below `/city`: a few static pages as a city has them, with the web chat
/// put in as `docs/channels/web-chat.md` says. It stands on another origin than the gateway, as a city's
/// website does.
final class CitySite {

    private static final String HTML = "text/html; charset=utf-8";

    private static final Map<String, String> PAGES = Map.of(
            "/city", "index.html",
            "/city/", "index.html",
            "/city/trash", "trash.html",
            "/city/es", "es.html",
            "/city/city.css", "city.css");

    private CitySite() {}

    /// @param gateway where the internet-facing listener is, such as `http://localhost:8080`
    static Answer page(String path, City city, URI gateway) {
        var name = PAGES.get(path);
        if (name == null) {
            throw new BadRequest(404, path + " is not a page of the city's website");
        }
        var page = read("/city/" + name);
        return name.endsWith(".css")
                ? Answer.bytes("text/css; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                : Answer.bytes(HTML, filled(page, city, gateway).getBytes(StandardCharsets.UTF_8))
                        .with("Cache-Control", "no-cache");
    }

    private static String filled(String page, City city, URI gateway) {
        var chat = city.webChat()
                .map(account -> "<script src=\"%s/chat/%s/widget.js\" async></script>".formatted(gateway, account))
                .orElse("");
        return page.replace("{city}", escaped(city.name()))
                .replace("{gateway}", gateway.toString())
                .replace("{chat}", chat);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String read(String name) {
        try (var page = CitySite.class.getResourceAsStream(name)) {
            if (page == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read " + name, unreadable);
        }
    }
}
