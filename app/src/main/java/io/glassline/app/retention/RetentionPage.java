package io.glassline.app.retention;

import io.glassline.app.page.PageTexts;
import io.glassline.app.page.PublicPage;
import io.glassline.console.Assets;
import io.glassline.conversation.QueueId;
import io.glassline.retention.Schedule;
import java.util.Locale;
import java.util.stream.Collectors;

/// How long the city keeps what, and by which law, as a page. No script.
record RetentionPage(PublicSchedules published, Assets assets, Locale language) {

    private static final PageTexts.InEach TEXTS = PageTexts.beside(RetentionPage.class);

    String html() {
        return new PublicPage(TEXTS.in(language), published.city(), assets, "").html("""
                %s
                <p>%s</p>
                <p>%s</p>""".formatted(
                        published.schedules().isEmpty() ? "<p>" + say("nothing") + "</p>" : table(),
                        say("held"),
                        say("yours")));
    }

    private String say(String key) {
        return TEXTS.in(language).say(key);
    }

    private String table() {
        var rows = published.schedules().stream().map(this::row).collect(Collectors.joining());
        return """
                <section class="card" aria-label="%s"><table class="bars bars-wrap">
                <thead><tr><th scope="col">%s</th><th scope="col">%s</th><th scope="col">%s</th></tr></thead>
                <tbody>%s</tbody></table></section>
                """.formatted(say("title"), say("what"), say("days"), say("because"), rows);
    }

    private String row(Schedule schedule) {
        var spoken = Locale.of(TEXTS.in(language).language());
        var queues = schedule.queues().stream()
                .map(QueueId::name)
                .map(queue -> published.titleOf(queue, spoken))
                .sorted()
                .collect(Collectors.joining(", "));
        return "<tr><th scope=\"row\">%s</th><td>%d %s</td><td>%s</td></tr>"
                .formatted(
                        say(schedule.kind().word()) + (queues.isEmpty() ? "" : ": " + PublicPage.escaped(queues)),
                        schedule.days(),
                        say("day"),
                        PublicPage.escaped(schedule.because(spoken)));
    }
}
