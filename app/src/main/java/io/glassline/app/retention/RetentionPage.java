package io.glassline.app.retention;

import io.glassline.console.Assets;
import io.glassline.conversation.QueueId;
import io.glassline.retention.Schedule;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How long the city keeps what, and by which law, as a page. No script.
record RetentionPage(PublicSchedules published, Assets assets, Locale language) {

    static final Locale SPANISH = Locale.of("es");

    private static final Map<String, String> IN_ENGLISH = Map.ofEntries(
            Map.entry("title", "How long we keep it"),
            Map.entry("skip", "Skip to the content"),
            Map.entry("other", "Español"),
            Map.entry(
                    "lead",
                    "What you write to the city is kept as long as its records schedule says, and then it is erased: words,"
                            + " address and files. That you wrote, and that it is erased, stays proved in the public log."),
            Map.entry("nothing", "The city removes nothing by its age."),
            Map.entry("what", "What"),
            Map.entry("days", "Kept for"),
            Map.entry("because", "By which rule"),
            Map.entry("day", "days"),
            Map.entry("conversations", "Conversations, from their end"),
            Map.entry("files", "Photographs and files, from when they came"),
            Map.entry("quarantine", "Messages that could not be read"),
            Map.entry("held", "What a court or a request for public records needs is kept until that is over."),
            Map.entry("yours", "To see your own record write MY DATA, to have it erased ERASE MY DATA."));

    private static final Map<String, String> IN_SPANISH = Map.ofEntries(
            Map.entry("title", "Cuánto tiempo lo guardamos"),
            Map.entry("skip", "Ir al contenido"),
            Map.entry("other", "English"),
            Map.entry(
                    "lead",
                    "Lo que usted escribe a la ciudad se guarda el tiempo que dice su calendario de archivos, y después se"
                            + " borra: palabras, dirección y archivos. Que escribió, y que está borrado, queda probado en el"
                            + " registro público."),
            Map.entry("nothing", "La ciudad no borra nada por su antigüedad."),
            Map.entry("what", "Qué"),
            Map.entry("days", "Se guarda"),
            Map.entry("because", "Según qué norma"),
            Map.entry("day", "días"),
            Map.entry("conversations", "Conversaciones, desde su final"),
            Map.entry("files", "Fotografías y archivos, desde que llegaron"),
            Map.entry("quarantine", "Mensajes que no se pudieron leer"),
            Map.entry(
                    "held",
                    "Lo que necesita un tribunal o una solicitud de archivos públicos se guarda hasta que termine."),
            Map.entry("yours", "Para ver su propio registro escriba MIS DATOS; para borrarlo, BORRAR MIS DATOS."));

    private boolean isSpanish() {
        return language.getLanguage().equals(SPANISH.getLanguage());
    }

    private String say(String key) {
        return (isSpanish() ? IN_SPANISH : IN_ENGLISH).getOrDefault(key, key);
    }

    String html() {
        var own = isSpanish() ? "es" : "en";
        var other = isSpanish() ? "en" : "es";
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s: %s</title>
                <link rel="icon" type="image/svg+xml" href="%s">
                <link rel="stylesheet" href="%s">
                </head>
                <body class="public">
                <a class="skip" href="#main">%s</a>
                <header class="hero"><div class="wide">
                <p class="brand"><a href="/">%s</a> · <a href="?lang=%s" lang="%s" hreflang="%s">%s</a></p>
                <h1>%s</h1>
                <p class="lead">%s</p>
                </div></header>
                <main id="main" class="wide" tabindex="-1">
                %s
                <p>%s</p>
                <p>%s</p>
                </main>
                </body>
                </html>
                """.formatted(
                        own,
                        escaped(published.city()),
                        say("title"),
                        assets.path("mark.svg"),
                        assets.path("glassline.css"),
                        say("skip"),
                        escaped(published.city()),
                        other,
                        other,
                        other,
                        say("other"),
                        say("title"),
                        say("lead"),
                        published.schedules().isEmpty() ? "<p>" + say("nothing") + "</p>" : table(),
                        say("held"),
                        say("yours"));
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
        var queues = schedule.queues().stream()
                .map(QueueId::name)
                .map(queue -> published.titleOf(queue, language))
                .sorted()
                .collect(Collectors.joining(", "));
        return "<tr><th scope=\"row\">%s</th><td>%d %s</td><td>%s</td></tr>"
                .formatted(
                        say(schedule.kind().word()) + (queues.isEmpty() ? "" : ": " + escaped(queues)),
                        schedule.days(),
                        say("day"),
                        escaped(because(schedule)));
    }

    /// In another language where it is not given in this one.
    private String because(Schedule schedule) {
        return schedule.because().entrySet().stream()
                .filter(text -> text.getKey().getLanguage().equals(language.getLanguage()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> schedule.because().values().stream().findFirst())
                .orElse("");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
