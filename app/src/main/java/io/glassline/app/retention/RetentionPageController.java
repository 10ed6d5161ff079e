package io.glassline.app.retention;

import io.glassline.console.Assets;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How long the city keeps what citizens say, for everyone.
@Controller("/retention")
final class RetentionPageController {

    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);

    private final PublishedNow now;
    private final Assets assets;

    RetentionPageController(PublishedNow now, Assets assets) {
        this.now = now;
        this.assets = assets;
    }

    /// @param lang `en` or `es`; without it the browser's
    @Get
    HttpResponse<?> page(@QueryValue @Nullable String lang, HttpRequest<?> request) {
        var language = lang == null ? request.getLocale().orElse(Locale.ENGLISH) : Locale.forLanguageTag(lang);
        return HttpResponse.ok(new RetentionPage(now.schedules(), assets, language).html())
                .contentType(HTML)
                .header("Vary", "Accept-Language")
                .header("Cache-Control", "public, max-age=" + FRESH_FOR.toSeconds());
    }
}
