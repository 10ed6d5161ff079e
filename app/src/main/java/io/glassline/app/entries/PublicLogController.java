package io.glassline.app.entries;

import io.glassline.console.Assets;
import io.glassline.console.ConsoleSettings;
import io.glassline.log.Checkpoint;
import io.glassline.storage.log.LogFiles;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The public log as people read it. The files of the log, for programs, are beside it under the same address.
@Controller("/log")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PublicLogController {

    /// How many entries stand before and after the one that is looked for.
    static final int BESIDE = 20;

    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");

    private final LogFiles log;
    private final ConsoleSettings settings;
    private final Assets assets;

    PublicLogController(LogFiles log, ConsoleSettings settings, Assets assets) {
        this.log = log;
        this.settings = settings;
        this.assets = assets;
    }

    /// As [#entries].
    @Get
    HttpResponse<?> log(
            @QueryValue @Nullable String lang,
            @QueryValue @Nullable String entry,
            @QueryValue @Nullable String around,
            HttpRequest<?> request) {
        return entries(lang, entry, around, request);
    }

    /// @param lang `en` or `es`; without it the browser's
    /// @param entry the place of an entry that the page shall show; without it the newest
    /// @param around as `entry`, of a page that is turned
    @Get("/entries")
    HttpResponse<?> entries(
            @QueryValue @Nullable String lang,
            @QueryValue @Nullable String entry,
            @QueryValue @Nullable String around,
            HttpRequest<?> request) {
        var language = lang == null ? request.getLocale().orElse(Locale.ENGLISH) : Locale.forLanguageTag(lang);
        var checkpoint = log.published();
        var size = checkpoint.map(Checkpoint::size).orElse(0L);
        var asked = place(entry);
        var page = new PublicLogPage(
                PublicLogPage.TEXTS.in(language),
                settings,
                assets,
                checkpoint,
                leaves(asked.isPresent() ? asked : place(around), size),
                asked,
                log.key().toString());
        return HttpResponse.ok(page.html())
                .contentType(HTML)
                .header("Vary", "Accept-Language")
                .header("Cache-Control", "no-cache");
    }

    /// What is no number of a place is nothing that is looked for.
    private static OptionalLong place(@Nullable String written) {
        return written != null && written.strip().matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(written.strip()))
                : OptionalLong.empty();
    }

    /// The newest first, those around one where one is looked for.
    private List<PublicLeaf> leaves(OptionalLong around, long size) {
        var end = around.isPresent() && around.getAsLong() < size
                ? Math.min(size, Math.max(around.getAsLong() + BESIDE, 2L * BESIDE) + 1)
                : size;
        var first = Math.max(0, end - 2L * BESIDE - 1);
        var read = new ArrayList<PublicLeaf>();
        for (var leaf : log.leaves(first, end)) {
            read.add(PublicLeaf.read(first + read.size(), leaf));
        }
        return read.reversed();
    }
}
