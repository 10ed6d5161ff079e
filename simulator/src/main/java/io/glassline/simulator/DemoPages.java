package io.glassline.simulator;

import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.City;
import io.glassline.simulator.provider.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The demo phone: static pages from the class path, below `/demo`.
final class DemoPages {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("webmanifest", "application/manifest+json"));

    private DemoPages() {}

    /// `GET /demo/city.json`: whose phone this is, and which apps are on it.
    static Answer city(City city) {
        var counts = new HashMap<String, Integer>();
        var accounts = new ArrayList<Map<String, @Nullable Object>>();
        for (var account : city.accounts()) {
            var before = counts.merge(account.kind(), 1, Integer::sum) - 1;
            accounts.add(Json.map(
                    "kind", account.kind(),
                    "account", account.id(),
                    "shown", account.shown(),
                    "base", StandIns.base(account.id(), before)));
        }
        return Answer.json(200, Json.map("name", city.name(), "accounts", accounts, "questions", city.questions()));
    }

    /// @param path the decoded path, beginning with `/demo`
    static Answer page(String path) {
        var name = path.equals("/demo") || path.equals("/demo/") ? "/demo/index.html" : path;
        if (name.contains("..") || name.contains("//") || name.contains("\\")) {
            throw new BadRequest(404, path + " is not a page");
        }
        try (var page = DemoPages.class.getResourceAsStream(name)) {
            if (page == null) {
                throw new BadRequest(404, path + " is not a page of the demo phone");
            }
            var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return Answer.bytes(TYPES.getOrDefault(extension, "application/octet-stream"), page.readAllBytes())
                    .with("Cache-Control", "no-cache")
                    .with("X-Content-Type-Options", "nosniff");
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read " + name, unreadable);
        }
    }
}
