package io.glassline.app.figure;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// What the page of figures says, in one language. The definitions are Glassline's and the same in every city, so they
/// are no phrases of the city's.
record FigureTexts(String language, String other, Map<String, String> byKey) {

    private static final FigureTexts ENGLISH = new FigureTexts(
            "en",
            "es",
            Map.ofEntries(
                    Map.entry("title", "Figures"),
                    Map.entry("skip", "Skip to the content"),
                    Map.entry("other", "Español"),
                    Map.entry(
                            "lead",
                            "What conversations came to in the last 28 days, beside the 28 days before. All of it "
                                    + "is computed from the daily releases below, so that anyone can compute it again."),
                    Map.entry("nothing", "No day is complete yet. The first figures come after midnight."),
                    Map.entry("figure", "Figure"),
                    Map.entry("now", "28 days"),
                    Map.entry("before", "Before"),
                    Map.entry("chart", "Chart"),
                    Map.entry("days", "Conversations by day"),
                    Map.entry("day", "Day"),
                    Map.entry("channel", "By channel"),
                    Map.entry("topic", "By topic"),
                    Map.entry("language", "By language"),
                    Map.entry("conversations", "Conversations that ended"),
                    Map.entry("answered_by_bot", "Answered by the assistant, and nobody asked for a person"),
                    Map.entry("answered_by_person", "Answered by a person"),
                    Map.entry("answered_by_nobody", "Answered by nobody"),
                    Map.entry("answered_at_first_contact", "Answered at the first contact"),
                    Map.entry("came_again", "Came again within 7 days"),
                    Map.entry("reopened", "Taken up again"),
                    Map.entry("resolved", "Resolved"),
                    Map.entry("abandoned", "Asked for a person, and none came"),
                    Map.entry("first_answer_half_within", "Half had a first answer within"),
                    Map.entry("first_answer_nine_in_ten_within", "Nine in ten had a first answer within"),
                    Map.entry("person_asked", "Asked for a person"),
                    Map.entry("person_reached", "Of these, reached one"),
                    Map.entry("person_waiting", "Of these, still waiting"),
                    Map.entry("person_half_within", "Half reached a person within"),
                    Map.entry("person_nine_in_ten_within", "Nine in ten reached a person within"),
                    Map.entry("none", "cannot be told: too many had none"),
                    Map.entry("files", "The files"),
                    Map.entry(
                            "files-say",
                            "The releases have a row for each conversation, with nobody’s words or address; at "
                                    + "least five rows of a day are alike. ./glassline verify with --figures checks all of it."),
                    Map.entry("releases", "The releases"),
                    Map.entry("dictionary", "What the columns mean")));

    private static final FigureTexts SPANISH = new FigureTexts(
            "es",
            "en",
            Map.ofEntries(
                    Map.entry("title", "Cifras"),
                    Map.entry("skip", "Saltar al contenido"),
                    Map.entry("other", "English"),
                    Map.entry(
                            "lead",
                            "En qué quedaron las conversaciones de los últimos 28 días, junto a los 28 días "
                                    + "anteriores. Todo se calcula con los datos diarios de abajo, y cualquiera puede repetirlo."),
                    Map.entry(
                            "nothing",
                            "Aún no hay ningún día completo. Las primeras cifras salen después de medianoche."),
                    Map.entry("figure", "Cifra"),
                    Map.entry("now", "28 días"),
                    Map.entry("before", "Antes"),
                    Map.entry("chart", "Gráfico"),
                    Map.entry("days", "Conversaciones por día"),
                    Map.entry("day", "Día"),
                    Map.entry("channel", "Por canal"),
                    Map.entry("topic", "Por tema"),
                    Map.entry("language", "Por idioma"),
                    Map.entry("conversations", "Conversaciones terminadas"),
                    Map.entry("answered_by_bot", "Respondidas por el asistente, sin que se pidiera una persona"),
                    Map.entry("answered_by_person", "Respondidas por una persona"),
                    Map.entry("answered_by_nobody", "Sin respuesta de nadie"),
                    Map.entry("answered_at_first_contact", "Respondidas en el primer contacto"),
                    Map.entry("came_again", "Volvieron en menos de 7 días"),
                    Map.entry("reopened", "Retomadas"),
                    Map.entry("resolved", "Resueltas"),
                    Map.entry("abandoned", "Pidieron una persona y no llegó ninguna"),
                    Map.entry("first_answer_half_within", "La mitad tuvo una primera respuesta en menos de"),
                    Map.entry(
                            "first_answer_nine_in_ten_within",
                            "Nueve de diez tuvieron una primera respuesta en menos de"),
                    Map.entry("person_asked", "Pidieron una persona"),
                    Map.entry("person_reached", "De ellas, la encontraron"),
                    Map.entry("person_waiting", "De ellas, siguen esperando"),
                    Map.entry("person_half_within", "La mitad habló con una persona en menos de"),
                    Map.entry("person_nine_in_ten_within", "Nueve de diez hablaron con una persona en menos de"),
                    Map.entry("none", "no se puede decir: demasiadas no la tuvieron"),
                    Map.entry("files", "Los archivos"),
                    Map.entry(
                            "files-say",
                            "Los datos tienen una fila por conversación, sin palabras ni direcciones de nadie; al "
                                    + "menos cinco filas de un día son iguales. ./glassline verify con --figures lo comprueba todo."),
                    Map.entry("releases", "Los datos diarios"),
                    Map.entry("dictionary", "Qué significan las columnas")));

    /// The nearest that there is: English for all but Spanish.
    static FigureTexts in(Locale language) {
        return language.getLanguage().equals("es") ? SPANISH : ENGLISH;
    }

    String say(String key) {
        return Objects.requireNonNull(byKey.get(key), key);
    }
}
