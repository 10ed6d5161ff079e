package io.glassline.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.glassline.desk.NoteMentions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Turns a page record into HTML with the template of its name.
@Singleton
final class Pages {

    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());

    private final ConsoleSettings settings;
    private final Undelivered undelivered;
    private final NoteMentions mentions;
    private final BotNotice bot;
    private final AvailabilityViews availability;
    private final Assets assets;

    Pages(
            ConsoleSettings settings,
            Undelivered undelivered,
            NoteMentions mentions,
            BotNotice bot,
            AvailabilityViews availability,
            Assets assets) {
        this.settings = settings;
        this.undelivered = undelivered;
        this.mentions = mentions;
        this.bot = bot;
        this.availability = availability;
        this.assets = assets;
    }

    /// What every page of the console needs. `section` is the part of the navigation that it belongs to.
    PageFrame frame(String title, String section, Optional<StaffSession> session) {
        var count = session.map(_ -> undelivered.words()).orElse("");
        var asked = session.filter(StaffSession::mayRead)
                .map(reader -> mentions.unseen(reader.agent().id()))
                .orElse(0);
        return new PageFrame(
                title,
                section,
                settings.cityName(),
                session,
                asked,
                count,
                session.flatMap(_ -> bot.words()),
                () -> session.filter(StaffSession::mayRead).map(availability::of),
                assets);
    }

    MutableHttpResponse<?> html(HttpStatus status, String template, Object page) {
        return HttpResponse.status(status).contentType(HTML).body(render(template, page));
    }

    /// A page that only says something: not found, not allowed, not now.
    MutableHttpResponse<?> notice(HttpStatus status, Optional<StaffSession> session, String title, String words) {
        return html(status, "notice", new NoticePage(frame(title, "", session), words));
    }

    MutableHttpResponse<?> notFound(StaffSession session) {
        return notice(
                HttpStatus.NOT_FOUND,
                Optional.of(session),
                "There is nothing here",
                "The address is wrong, or what was here has been erased. The desk lists what there is.");
    }

    static String render(String template, Object page) {
        var out = new StringOutput(16 * 1024);
        TEMPLATES.render(template + ".jte", page, out);
        return out.toString();
    }
}
