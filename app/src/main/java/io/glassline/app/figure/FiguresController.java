package io.glassline.app.figure;

import io.glassline.console.Assets;
import io.glassline.console.ConsoleSettings;
import io.glassline.figure.Releases;
import io.glassline.log.ReleaseFile;
import io.glassline.storage.log.LogFiles;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The city's public figures, for people and for programs of anyone.
@Controller("/figures")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FiguresController {

    /// A release never changes. Proofs lead to a newer checkpoint each time, and any of them will do.
    private static final Duration FOREVER = Duration.ofDays(365);

    private static final Duration MOMENT = Duration.ofMinutes(1);

    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");
    private static final MediaType CSV = new MediaType("text/csv; charset=utf-8");
    private static final MediaType JSON = new MediaType("application/json; charset=utf-8");
    private static final MediaType TEXT = new MediaType("text/plain; charset=utf-8");

    private final PublishedReleases published;
    private final ConsoleSettings settings;
    private final Assets assets;

    FiguresController(Releases releases, LogFiles log, ConsoleSettings settings, Assets assets) {
        this.published = new PublishedReleases(releases, log);
        this.settings = settings;
        this.assets = assets;
    }

    /// @param lang `en` or `es`; without it the browser's
    @Get
    HttpResponse<?> page(@QueryValue @Nullable String lang, HttpRequest<?> request) {
        var language = lang == null ? request.getLocale().orElse(Locale.ENGLISH) : Locale.forLanguageTag(lang);
        var page = new PublicFiguresPage(
                PublicFiguresPage.TEXTS.in(language), settings.cityName(), assets, published.figures());
        return HttpResponse.ok(page.html())
                .contentType(HTML)
                .header("Vary", "Accept-Language")
                .header("Cache-Control", "public, max-age=" + MOMENT.toSeconds());
    }

    @Get("/releases")
    HttpResponse<?> releases() {
        return file(published.listFile(), CSV, MOMENT);
    }

    /// @param name such as `2026-11-28.csv` or `2026-11-28.tlog-proof`
    @Get("/releases/{name}")
    HttpResponse<?> release(String name) {
        return named(name, ".csv", published::file)
                .<HttpResponse<?>>map(csv -> file(csv, CSV, FOREVER))
                .or(() -> named(name, ".tlog-proof", published::proof).map(proof -> file(proof, TEXT, MOMENT)))
                .orElseGet(() -> HttpResponse.status(HttpStatus.NOT_FOUND)
                        .contentType(TEXT)
                        .header("Access-Control-Allow-Origin", "*")
                        .body("There is no such release, or not yet.\n"));
    }

    private static Optional<byte[]> named(String name, String suffix, Function<LocalDate, Optional<byte[]>> find) {
        if (!name.endsWith(suffix)) {
            return Optional.empty();
        }
        try {
            return find.apply(LocalDate.parse(name.substring(0, name.length() - suffix.length())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Get("/published.csv")
    HttpResponse<?> csv() {
        return file(published.figures().csv(), CSV, MOMENT);
    }

    @Get("/published.json")
    HttpResponse<?> json() {
        return file(published.figures().json(), JSON, MOMENT);
    }

    /// What each column of a release holds.
    @Get("/dictionary.json")
    HttpResponse<?> dictionary() {
        var columns = Arrays.stream(ReleaseFile.Column.values())
                .map(column -> """
                        {"column":"%s","meaning":"%s","values":"%s"}\
                        """.formatted(column.word(), column.meaning(), column.pattern()))
                .collect(Collectors.joining(",\n"));
        var dictionary = "{\"columns\":[\n" + columns + "\n],\n\"rowsWithTheSameMarksAtLeast\":"
                + ReleaseFile.TOGETHER_MIN + "}\n";
        return file(dictionary.getBytes(StandardCharsets.UTF_8), JSON, MOMENT);
    }

    private static HttpResponse<?> file(byte[] bytes, MediaType type, Duration fresh) {
        return HttpResponse.ok(bytes)
                .contentType(type)
                .header("Access-Control-Allow-Origin", "*")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "public, max-age=" + fresh.toSeconds());
    }
}
