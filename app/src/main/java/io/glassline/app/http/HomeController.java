package io.glassline.app.http;

import io.glassline.channel.Channels;
import io.glassline.console.Assets;
import io.glassline.console.ConsoleSettings;
import io.glassline.console.PublicPage;
import io.glassline.desk.Board;
import io.glassline.storage.log.LogFiles;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/// The city's public page.
@Controller("/")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HomeController {

    private final PublicPage page;

    HomeController(
            ConsoleSettings settings,
            Board board,
            Channels channels,
            LogFiles logFiles,
            Assets assets,
            InstantSource clock) {
        var verifierKey = logFiles.get("vkey").map(file -> new String(file.bytes(), StandardCharsets.UTF_8).strip());
        this.page = new PublicPage(settings, board, channels.accounts(), verifierKey, assets, clock);
    }

    @Get(produces = MediaType.TEXT_HTML)
    String home() {
        return page.html();
    }
}
