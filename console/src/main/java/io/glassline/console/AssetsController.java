package io.glassline.console;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/// The files of the pages, inside and outside, for anyone.
@Controller("/assets")
final class AssetsController {

    private final Assets assets;

    AssetsController(Assets assets) {
        this.assets = assets;
    }

    @Get("/{digest}/{name}")
    HttpResponse<?> file(String digest, String name) {
        var found = assets.find(digest, name);
        return found.isEmpty()
                ? HttpResponse.notFound()
                : HttpResponse.ok(found.get().bytes())
                        .contentType(found.get().type())
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
    }
}
