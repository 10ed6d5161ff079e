package io.glassline.app.open311;

import io.glassline.media.MediaFiles;
import io.glassline.request.RequestPhotos;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.InstantSource;
import java.util.regex.Pattern;

/// Where a system of the city fetches the photo that came with a request. Whoever has the address
/// may have the picture, for as long as it leads there; an address that never was, one that is over,
/// and one whose picture was erased have the same answer.
@Controller("/open311/photos")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PhotoController {

    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]{24})\\.(jpg|png)");

    private final RequestPhotos photos;
    private final MediaFiles files;
    private final InstantSource clock;

    PhotoController(RequestPhotos photos, MediaFiles files, InstantSource clock) {
        this.photos = photos;
        this.files = files;
        this.clock = clock;
    }

    @Get("/{name}")
    HttpResponse<?> photo(@PathVariable String name) {
        var named = NAME.matcher(name);
        return named.matches()
                ? photos.shown(named.group(1), clock.instant())
                        .<HttpResponse<?>>map(this::given)
                        .orElseGet(HttpResponse::notFound)
                : HttpResponse.notFound();
    }

    private HttpResponse<?> given(RequestPhotos.Shown shown) {
        try {
            var copy = shown.copy();
            var body = new StreamedFile(
                    files.open(shown.message(), copy.digest()), MediaType.of(copy.type()), 0, copy.bytes());
            MutableHttpResponse<?> response = HttpResponse.ok(body);
            return response.header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", "default-src 'none'; sandbox")
                    .header("Cache-Control", "private, no-store")
                    .header("Referrer-Policy", "no-referrer")
                    .header("X-Robots-Tag", "noindex");
        } catch (IOException e) {
            // It was erased a moment ago.
            return HttpResponse.notFound();
        }
    }
}
